namespace ArrhythmiaVision.Attribution;

/// <summary>One method with what it is checked by on one network.</summary>
internal sealed class MethodChecks
{
    /// <summary>Beats with noise, and shifts, to try: few, as each costs an explanation.</summary>
    private const int Noises = 2;
    private static readonly int[] s_shifts = [-3, 3];

    private readonly WeightRandomization _randomization;
    private readonly Stability _stability;
    private readonly PassportThresholds _thresholds;

    public MethodChecks(ArrhythmiNetModel model, Func<ArrhythmiNetModel, IAttributionMethod> method, PassportThresholds? thresholds, int seed, int? randomizedLayers)
    {
        Method = method(model);
        _randomization = new WeightRandomization(model, method, seed, randomizedLayers);
        _stability = new Stability(Method, Noises, seed: seed, shifts: s_shifts);
        _thresholds = thresholds ?? new PassportThresholds();
    }

    public IAttributionMethod Method { get; }

    /// <summary>Issues the passport of an explanation of a beat.</summary>
    public Passport Issue(
        ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution, DeletionInsertionResult deletion, double infidelity, double? agreement, int layers)
    {
        var randomized = _randomization.Score(beat, context, attribution, layers);
        var stability = _stability.Score(beat, context, attribution);
        return new Passport(attribution, deletion, infidelity, randomized, stability, agreement, Judge(attribution, deletion, infidelity, randomized, stability, agreement));
    }

    /// <summary>The mean rank correlation with other methods' attributions; one with a constant map counts as 0, and there is none without others.</summary>
    public static double? Agreement(BeatAttribution attribution, IReadOnlyList<BeatAttribution> others)
    {
        if (others.Count == 0) return null;
        var sum = 0.0;
        foreach (var other in others)
        {
            var correlation = RankCorrelation.Of(attribution.Values, other.Values);
            sum += double.IsNaN(correlation) ? 0 : correlation;
        }

        return sum / others.Count;
    }

    private PassportCheck[] Judge(
        BeatAttribution attribution, DeletionInsertionResult deletion, double infidelity, RandomizedLayer[] randomized, StabilityResult stability, double? agreement)
    {
        var checks = new List<PassportCheck>();
        if (RankCorrelation.IsConstant(attribution.Values))
            checks.Add(new PassportCheck("constant map", double.NaN, double.NaN, "It is the same for every sample: it explains nothing."));
        Add("deletion", deletion.DeletionGain > _thresholds.DeletionGain, deletion.DeletionGain, _thresholds.DeletionGain,
            $"Taking its strongest windows first lowers the probability hardly faster than random order: area {deletion.Deletion:F3} against {deletion.RandomDeletion:F3}.");
        Add("insertion", deletion.InsertionGain > _thresholds.InsertionGain, deletion.InsertionGain, _thresholds.InsertionGain,
            $"Putting its strongest windows in first raises the probability hardly faster than random order: area {deletion.Insertion:F3} against {deletion.RandomInsertion:F3}.");
        Add("infidelity", infidelity <= _thresholds.Infidelity, infidelity, _thresholds.Infidelity,
            $"It foresees too little of what changes when windows are replaced: infidelity {infidelity:F2}, at most {_thresholds.Infidelity:F2}.");

        // A constant map has no correlation, which the check for constant maps or the other network's own says enough of.
        Add("randomisation", !(randomized[0].Correlation > _thresholds.RandomizedCorrelation), randomized[0].Correlation, _thresholds.RandomizedCorrelation,
            $"It hardly changes when {randomized[0].Layer} forgets what it learned: rank correlation {randomized[0].Correlation:F2}, at most {_thresholds.RandomizedCorrelation:F2}.");
        Add("noise", stability.Noise >= _thresholds.Stability, stability.Noise, _thresholds.Stability,
            $"Small noise changes it: rank correlation {stability.Noise:F2}, at least {_thresholds.Stability:F2}.");
        Add("shift", stability.Shift >= _thresholds.Stability, stability.Shift, _thresholds.Stability,
            $"A shift by a few samples changes it: rank correlation {stability.Shift:F2}, at least {_thresholds.Stability:F2}.");
        if (agreement is { } mean)
        {
            Add("agreement", mean >= _thresholds.Agreement, mean, _thresholds.Agreement,
                $"Other methods disagree: mean rank correlation {mean:F2}, at least {_thresholds.Agreement:F2}.");
        }

        return [.. checks];

        void Add(string name, bool passed, double value, double limit, FormattableString failure) =>
            checks.Add(new PassportCheck(name, value, limit, passed ? null : Invariant(failure)));
    }
}
