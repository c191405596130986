using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>What the whole library means by a missing sample: one that is not a finite number.</summary>
internal static class MissingSamples
{
    public static bool IsMissing(float sample) => !float.IsFinite(sample);

    public static bool Any(ReadOnlySpan<float> samples) => !samples.IsEmpty && !TensorPrimitives.IsFiniteAll(samples);

    /// <summary>The position of the first missing sample, or −1.</summary>
    public static int IndexOfFirst(ReadOnlySpan<float> samples)
    {
        if (!Any(samples)) return -1;
        var i = 0;
        while (!IsMissing(samples[i])) i++;
        return i;
    }
}
