namespace ArrhythmiaVision.Attribution;

/// <summary>What in a beat speaks for a class (above 0) and against it (below 0).</summary>
public sealed class BeatAttribution
{
    internal BeatAttribution(string method, ArrhythmiNetModel model, int classIndex, AttributionTarget target, float[] values, float[] contextValues)
    {
        Method = method;
        ClassIndex = classIndex;
        ClassName = model.Classes[classIndex];
        Target = target;
        Values = values;
        ContextNames = model.ContextNames;
        ContextValues = contextValues;
    }

    /// <summary>The method that made it.</summary>
    public string Method { get; }

    /// <summary>The class, an index into the model's classes.</summary>
    public int ClassIndex { get; }

    /// <summary>The class's name.</summary>
    public string ClassName { get; }

    /// <summary>What of the class is explained.</summary>
    public AttributionTarget Target { get; }

    /// <summary>A value a sample, <c>[360]</c>.</summary>
    public IReadOnlyList<float> Values { get; }

    /// <summary>The names of the context values.</summary>
    public IReadOnlyList<string> ContextNames { get; }

    /// <summary>A value for each context value; zeros where the method does not look at the context.</summary>
    public IReadOnlyList<float> ContextValues { get; }

    /// <summary>What the beat was held against; null where the method needs nothing to hold it against.</summary>
    public string? Baseline { get; internal init; }

    /// <summary>The network's output for the beat.</summary>
    public double Output { get; internal init; }

    /// <summary>The network's output for the baseline, its mean where there are several beats; null without a baseline.</summary>
    public double? BaselineOutput { get; internal init; }

    /// <summary>By how much the values' sum misses <see cref="Output"/> − <see cref="BaselineOutput"/>; null for a method whose values are not
    /// meant to add up.</summary>
    public double? AdditivityGap { get; internal init; }

    /// <summary>Σ of the values of the samples and of the context.</summary>
    public double Sum => Total([.. Values], [.. ContextValues]);

    internal static double Total(ReadOnlySpan<float> values, ReadOnlySpan<float> contextValues)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        foreach (var value in contextValues) sum += value;
        return sum;
    }

    /// <summary>An attribution whose values are meant to add up to the difference of two outputs.</summary>
    internal static BeatAttribution Additive(
        string method, ArrhythmiNetModel model, int classIndex, AttributionTarget target, string baseline, float[] values, float[] contextValues, double output, double baselineOutput) =>
        new(method, model, classIndex, target, values, contextValues)
        {
            Baseline = baseline,
            Output = output,
            BaselineOutput = baselineOutput,
            AdditivityGap = Total(values, contextValues) - (output - baselineOutput),
        };
}
