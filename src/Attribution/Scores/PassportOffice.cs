namespace ArrhythmiaVision.Attribution;

/// <summary>Explains beats by a method, scores each explanation, and says whether it can be relied on. One instance serves one thread.</summary>
public sealed class PassportOffice
{
    private readonly MethodChecks _checks;
    private readonly DeletionInsertion _deletion;
    private readonly Infidelity _infidelity;
    private readonly IReadOnlyList<IAttributionMethod> _others;
    private readonly int _layers;

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
        _checks = new MethodChecks(model, method, thresholds, seed, randomizedLayers);
        _deletion = new DeletionInsertion(model, baseline, seed: seed);
        _infidelity = new Infidelity(model, baseline, seed: seed);
        _layers = randomizedLayers;
    }

    /// <summary>Explains and scores.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public Passport Issue(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var attribution = _checks.Method.Attribute(beat, context, classIndex);
        var others = new BeatAttribution[_others.Count];
        for (var i = 0; i < others.Length; i++) others[i] = _others[i].Attribute(beat, context, classIndex);
        return _checks.Issue(
            beat, context, attribution, _deletion.Score(beat, context, attribution), _infidelity.Score(beat, context, attribution), MethodChecks.Agreement(attribution, others), _layers);
    }
}
