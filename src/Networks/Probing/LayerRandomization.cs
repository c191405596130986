namespace ArrhythmiaVision.Networks;

/// <summary>Takes away what layers of a network learned, to see whether an explanation notices.</summary>
/// <remarks>Source: Adebayo and others, Sanity Checks for Saliency Maps, NeurIPS 2018 (arXiv 1810.03292), the model parameter test.</remarks>
public static class LayerRandomization
{
    /// <summary>The names of the layers that hold weights, from the beat to the classes.</summary>
    /// <param name="model">The network.</param>
    public static IReadOnlyList<string> LayersOf(ArrhythmiNetModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Layers.Where(l => l.ParameterCount > 0).Select(l => l.Name)];
    }

    /// <summary>The same network with the weights of some layers drawn anew, uniform and with the root mean square the layer's own had.</summary>
    /// <param name="model">The network.</param>
    /// <param name="layers">Names out of <see cref="LayersOf"/>. Batch normalisation and biases stay as they are.</param>
    /// <param name="seed">The same seed draws the same weights for a layer, whatever the other layers are.</param>
    /// <exception cref="ArgumentException">There is no such layer; the message lists those there are.</exception>
    public static ArrhythmiNetModel Randomize(ArrhythmiNetModel model, IReadOnlyCollection<string> layers, int seed)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var known = LayersOf(model);
        var numbers = model.Numbers.ToArray();
        foreach (var name in layers)
        {
            var index = known.ToList().IndexOf(name);
            if (index < 0)
                throw new ArgumentException($"ArrhythmiNet {model.Architecture} has no layer '{name}' with weights. It has: {string.Join(", ", known)}.", nameof(layers));
            Draw(WeightsOf(model.Definition, name, numbers), new Random(unchecked((seed * 1_000_003) + index)));
        }

        return new ArrhythmiNetModel(model.Architecture, model.Classes, model.ContextNames, numbers);
    }

    private static Span<float> WeightsOf(NetworkDefinition definition, string name, float[] numbers)
    {
        for (var u = 0; u < definition.Units.Count; u++)
        {
            if (definition.Units[u].Name == name) return numbers.AsSpan(definition.WeightOffset(u), definition.Units[u].WeightCount);
        }

        return name == "dense"
            ? numbers.AsSpan(definition.DenseOffset, definition.DenseBiasOffset - definition.DenseOffset)
            : numbers.AsSpan(definition.ContextOffset, definition.ContextBiasOffset - definition.ContextOffset);
    }

    private static void Draw(Span<float> weights, Random random)
    {
        var squares = 0.0;
        foreach (var weight in weights) squares += (double)weight * weight;

        // A uniform number between ±a has the root mean square a / √3.
        var limit = Math.Sqrt(3 * squares / weights.Length);
        foreach (ref var weight in weights) weight = (float)(((2 * random.NextDouble()) - 1) * limit);
    }
}
