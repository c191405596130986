namespace ArrhythmiaVision.Attribution;

/// <summary>Explains beats by a method, scores each explanation, and says whether it can be relied on. One instance serves one thread.</summary>
public sealed class PassportOffice
{
    private readonly IAttributionMethod _method;
    private readonly DeletionInsertion _deletion;
    private readonly Infidelity _infidelity;
    private readonly WeightRandomization _randomization;
    private readonly Stability _stability;
    private readonly IReadOnlyList<IAttributionMethod> _others;
    private readonly PassportThresholds _thresholds;

    /// <summary>Prepares the checks.</summary>
    /// <param name="model">The network.</param>
    /// <param name="method">Makes the method for a network, and for the same with randomised layers.</param>
    /// <param name="baseline">What stands where a part of the beat is taken away.</param>
    /// <param name="others">Other methods to agree with, of the same network; null for none.</param>
    /// <param name="thresholds">What must be reached; null for the defaults.</param>
    /// <param name="seed">The same seed gives the same scores.</param>
    /// <param name="randomizedLayers">Layers to randomise, counted from the classes.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or another method explains another network.</exception>
    public PassportOffice(
        ArrhythmiNetModel model,
        Func<ArrhythmiNetModel, IAttributionMethod> method,
        Baseline baseline,
        IReadOnlyList<IAttributionMethod>? others = null,
        PassportThresholds? thresholds = null,
        int seed = 1,
        int randomizedLayers = 1)
    {
        ArgumentNullException.ThrowIfNull(method);
        _others = others ?? [];
        if (_others.FirstOrDefault(o => !ReferenceEquals(o.Model, model)) is { } stranger)
            throw new ArgumentException($"The method '{stranger.Name}' explains another network.", nameof(others));
        _method = method(model);
        _deletion = new DeletionInsertion(model, baseline, seed: seed);
        _infidelity = new Infidelity(model, baseline, seed: seed);
        _randomization = new WeightRandomization(model, method, seed, randomizedLayers);
        _stability = new Stability(_method, seed: seed);
        _thresholds = thresholds ?? new PassportThresholds();
    }

    /// <summary>Explains and scores.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public Passport Issue(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var attribution = _method.Attribute(beat, context, classIndex);
        var deletion = _deletion.Score(beat, context, attribution);
        var infidelity = _infidelity.Score(beat, context, attribution);
        var randomized = _randomization.Score(beat, context, classIndex);
        var stability = _stability.Score(beat, context, classIndex);
        double? agreement = _others.Count == 0 ? null : 0;
        foreach (var other in _others)
        {
            var correlation = RankCorrelation.Of(attribution.Values, other.Attribute(beat, context, classIndex).Values);
            agreement += (double.IsNaN(correlation) ? 0 : correlation) / _others.Count;
        }

        return new Passport(attribution, deletion, infidelity, randomized, stability, agreement, Judge(attribution, deletion, infidelity, randomized, stability, agreement));
    }

    private List<string> Judge(
        BeatAttribution attribution, DeletionInsertionResult deletion, double infidelity, RandomizedLayer[] randomized, StabilityResult stability, double? agreement)
    {
        var reasons = new List<string>();
        if (RankCorrelation.IsConstant(attribution.Values)) reasons.Add("It is the same for every sample: it explains nothing.");
        if (!(deletion.DeletionGain > _thresholds.DeletionGain))
            reasons.Add(Invariant($"Taking its strongest windows first lowers the probability no faster than random order: area {deletion.Deletion:F3} against {deletion.RandomDeletion:F3}."));
        if (!(deletion.InsertionGain > _thresholds.InsertionGain))
            reasons.Add(Invariant($"Putting its strongest windows in first raises the probability no faster than random order: area {deletion.Insertion:F3} against {deletion.RandomInsertion:F3}."));
        if (!(infidelity <= _thresholds.Infidelity))
            reasons.Add(Invariant($"It foresees too little of what changes when windows are replaced: infidelity {infidelity:F2}, at most {_thresholds.Infidelity:F2}."));
        if (randomized[0].Correlation > _thresholds.RandomizedCorrelation)
            reasons.Add(Invariant($"It hardly changes when {randomized[0].Layer} forgets what it learned: rank correlation {randomized[0].Correlation:F2}, at most {_thresholds.RandomizedCorrelation:F2}."));
        if (!(stability.Noise >= _thresholds.Stability))
            reasons.Add(Invariant($"Small noise changes it: rank correlation {stability.Noise:F2}, at least {_thresholds.Stability:F2}."));
        if (!(stability.Shift >= _thresholds.Stability))
            reasons.Add(Invariant($"A shift by a few samples changes it: rank correlation {stability.Shift:F2}, at least {_thresholds.Stability:F2}."));
        if (agreement is { } mean && !(mean >= _thresholds.Agreement))
            reasons.Add(Invariant($"Other methods disagree: mean rank correlation {mean:F2}, at least {_thresholds.Agreement:F2}."));
        return reasons;
    }
}
