using System.Numerics.Tensors;

namespace ArrhythmiaVision.Attribution;

/// <summary>Classes by index and by name, and what of them is explained.</summary>
internal static class ClassChoice
{
    public static int IndexOf(ArrhythmiNetModel model, string className)
    {
        ArgumentNullException.ThrowIfNull(className);
        for (var i = 0; i < model.Classes.Count; i++)
        {
            if (model.Classes[i] == className) return i;
        }

        throw new ArgumentException($"The network has no class '{className}'. It has: {string.Join(", ", model.Classes)}.", nameof(className));
    }

    public static void Check(ArrhythmiNetModel model, int classIndex)
    {
        if ((uint)classIndex >= (uint)model.Classes.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(classIndex), classIndex, $"The network has no class {classIndex}. It has: {string.Join(", ", model.Classes.Select((name, i) => Invariant($"{i} ({name})")))}.");
        }
    }

    /// <summary>A class's logit or probability.</summary>
    public static double Value(ReadOnlySpan<float> logits, int classIndex, AttributionTarget target)
    {
        if (target == AttributionTarget.Logit) return logits[classIndex];
        double highest = TensorPrimitives.Max(logits), sum = 0;
        foreach (var logit in logits) sum += Math.Exp(logit - highest);
        return Math.Exp(logits[classIndex] - highest) / sum;
    }

    /// <summary>Turns rows of logits into what is explained of a class.</summary>
    public static void Values(ReadOnlySpan<float> logits, int classes, int classIndex, AttributionTarget target, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = Value(logits.Slice(i * classes, classes), classIndex, target);
    }
}
