using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>
/// What the whole library means by a missing sample: one that is not a finite number, or is so large that the sum of its and others' squares
/// may be none.
/// </summary>
internal static class MissingSamples
{
    private const float Largest = 1e15f;

    public static bool IsMissing(float sample) => !(MathF.Abs(sample) <= Largest);

    public static bool Any(ReadOnlySpan<float> samples) => !samples.IsEmpty && IsMissing(TensorPrimitives.MaxMagnitude(samples));

    /// <summary>The position of the first missing sample, or −1.</summary>
    public static int IndexOfFirst(ReadOnlySpan<float> samples)
    {
        if (!Any(samples)) return -1;
        var i = 0;
        while (!IsMissing(samples[i])) i++;
        return i;
    }
}
