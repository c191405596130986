namespace ArrhythmiaVision.Attribution;

/// <summary>How alike an attribution is to itself once a layer, and all after it, have lost what they learned.</summary>
/// <param name="Layer">The layer that was randomised last.</param>
/// <param name="Correlation">The rank correlation of the two maps; NaN where one is constant. Near 0 is good: an explanation that stays as it is
/// does not explain what the network learned.</param>
public sealed record RandomizedLayer(string Layer, double Correlation);

/// <summary>Randomises a network's weights layer by layer, from the classes back to the beat, and watches the attribution.</summary>
/// <remarks>Source: Adebayo and others, Sanity Checks for Saliency Maps, NeurIPS 2018 (arXiv 1810.03292), cascading randomisation.</remarks>
public sealed class WeightRandomization
{
    private readonly IAttributionMethod _original;
    private readonly (string Layer, IAttributionMethod Method)[] _randomized;

    /// <summary>Prepares the networks that the attribution is compared on.</summary>
    /// <param name="model">The network.</param>
    /// <param name="method">Makes the method for a network; signed maps, as ReLU hides half of what changes.</param>
    /// <param name="seed">The same seed draws the same weights.</param>
    /// <param name="layers">Layers to randomise, counted from the classes; null for all.</param>
    public WeightRandomization(ArrhythmiNetModel model, Func<ArrhythmiNetModel, IAttributionMethod> method, int seed = 1, int? layers = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var names = LayerRandomization.LayersOf(model);
        var count = Math.Min(layers ?? names.Count, names.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(layers));
        _original = method(model);
        _randomized =
        [
            .. Enumerable.Range(1, count).Select(n => (names[^n], method(LayerRandomization.Randomize(model, [.. names.TakeLast(n)], seed)))),
        ];
    }

    /// <summary>Compares the attribution of a class of one beat on the network and on each with randomised layers.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context.</param>
    /// <param name="classIndex">The class.</param>
    /// <returns>A row a layer, from the classes back.</returns>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public RandomizedLayer[] Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex) =>
        Score(beat, context, _original.Attribute(beat, context, classIndex), _randomized.Length);

    /// <summary>Compares the attribution of a beat that is explained already, with so many layers randomised at most.</summary>
    internal RandomizedLayer[] Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution, int layers)
    {
        var rows = new RandomizedLayer[Math.Min(layers, _randomized.Length)];
        for (var i = 0; i < rows.Length; i++)
        {
            var changed = _randomized[i].Method.Attribute(beat, context, attribution.ClassIndex);
            rows[i] = new RandomizedLayer(_randomized[i].Layer, RankCorrelation.Of(attribution.Values, changed.Values));
        }

        return rows;
    }
}
