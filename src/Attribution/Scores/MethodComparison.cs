namespace ArrhythmiaVision.Attribution;

/// <summary>Explains beats by several methods and issues each explanation's passport, agreement being with all the other methods. What is the same
/// for all, as the areas of random orders and the explanations that others are held against, is worked out once a beat. One instance serves one
/// thread.</summary>
public sealed class MethodComparison
{
    private readonly MethodChecks[] _methods;
    private readonly IAttributionMethod[] _witnesses;
    private readonly int _compared;
    private readonly DeletionInsertion _deletion;
    private readonly Infidelity _infidelity;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="model">The network.</param>
    /// <param name="methods">Makes each method for a network, and for the same with randomised layers.</param>
    /// <param name="baseline">What stands where a part of a beat is taken away, to score.</param>
    /// <param name="asides">Methods that are scored likewise, after the others, but that the others' agreement does not count: a variant of one of
    /// them, or a control that is meant to fail. Null for none.</param>
    /// <param name="thresholds">What must be reached; null for the defaults.</param>
    /// <param name="seed">The same seed gives the same scores.</param>
    /// <param name="randomizedLayers">Layers to randomise at most, counted from the classes; null for all.</param>
    /// <param name="witnesses">Methods that agreement counts, after those compared, but that get no passport of their own. Null for none.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or there is no method.</exception>
    public MethodComparison(
        ArrhythmiNetModel model,
        IReadOnlyList<Func<ArrhythmiNetModel, IAttributionMethod>> methods,
        Baseline baseline,
        IReadOnlyList<Func<ArrhythmiNetModel, IAttributionMethod>>? asides = null,
        PassportThresholds? thresholds = null,
        int seed = 1,
        int? randomizedLayers = null,
        IReadOnlyList<Func<ArrhythmiNetModel, IAttributionMethod>>? witnesses = null)
    {
        ArgumentNullException.ThrowIfNull(methods);
        if (methods.Count == 0) throw new ArgumentException("There is no method to compare.", nameof(methods));
        _deletion = new DeletionInsertion(model, baseline, seed: seed);
        _infidelity = new Infidelity(model, baseline, seed: seed);
        _compared = methods.Count;
        _methods = [.. methods.Concat(asides ?? []).Select(method => new MethodChecks(model, method, thresholds, seed, randomizedLayers))];
        _witnesses = [.. (witnesses ?? []).Select(witness => witness(model))];
    }

    /// <summary>The methods, in the order given, those aside last.</summary>
    public IReadOnlyList<IAttributionMethod> Methods => [.. _methods.Select(method => method.Method)];

    /// <summary>Explains and scores a class of one beat.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <param name="randomizedLayers">Layers to randomise for this beat, 1 or more; at most as many as were prepared.</param>
    /// <returns>A passport a method, those aside last.</returns>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public Passport[] Issue(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex, int randomizedLayers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(randomizedLayers);
        var attributions = new BeatAttribution[_methods.Length];
        for (var i = 0; i < attributions.Length; i++) attributions[i] = _methods[i].Method.Attribute(beat, context, classIndex);
        BeatAttribution[] compared = [.. attributions.Take(_compared), .. Witnesses(beat, context, classIndex)];
        var random = _deletion.InRandomOrders(beat, context, classIndex);
        var passports = new Passport[_methods.Length];
        for (var i = 0; i < passports.Length; i++)
        {
            passports[i] = _methods[i].Issue(
                beat, context, attributions[i], _deletion.Score(beat, context, attributions[i], random), _infidelity.Score(beat, context, attributions[i]),
                MethodChecks.Agreement(attributions[i], [.. compared.Where(other => other != attributions[i])]), randomizedLayers);
        }

        return passports;
    }

    private BeatAttribution[] Witnesses(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var attributions = new BeatAttribution[_witnesses.Length];
        for (var i = 0; i < attributions.Length; i++) attributions[i] = _witnesses[i].Attribute(beat, context, classIndex);
        return attributions;
    }
}
