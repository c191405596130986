namespace ArrhythmiaVision.Attribution;

/// <summary>Shorter ways to ask a method.</summary>
public static class AttributionExtensions
{
    /// <summary>Says what speaks for a class, by its name.</summary>
    /// <param name="method">The method.</param>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="className">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public static BeatAttribution Attribute(this IAttributionMethod method, ReadOnlySpan<float> beat, ReadOnlySpan<float> context, string className)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.Attribute(beat, context, ClassChoice.IndexOf(method.Model, className));
    }

    /// <summary>Says what speaks for the class that the network gives the beat.</summary>
    /// <param name="method">The method.</param>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public static BeatAttribution Attribute(this IAttributionMethod method, ReadOnlySpan<float> beat, ReadOnlySpan<float> context = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        var probabilities = new float[method.Model.Classes.Count];
        method.Model.Score(beat, context, probabilities);
        return method.Attribute(beat, context, System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities));
    }
}
