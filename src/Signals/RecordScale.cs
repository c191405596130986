namespace ArrhythmiaVision.Signals;

/// <summary>A centre and a scale: a sample <c>x</c> becomes <c>(x − Center) / Scale</c>, or 0 where the scale is 0.</summary>
/// <param name="Center">What becomes 0, in the signal's unit.</param>
/// <param name="Scale">What becomes 1 above the centre, in the signal's unit; 0 for a constant signal.</param>
public readonly record struct RecordScale(float Center, float Scale)
{
    /// <summary>Measures a whole record (or any stretch of one lead), so that its beats can keep their sizes relative to one another.</summary>
    /// <param name="method">What to measure.</param>
    /// <param name="signal">The samples; missing ones (NaN or infinite) are left out.</param>
    /// <returns>The centre and scale; the scale is 0 when all samples are equal.</returns>
    /// <exception cref="ArgumentException">No sample is there, or the method is unknown.</exception>
    public static RecordScale Measure(NormalizationMethod method, ReadOnlySpan<float> signal)
    {
        if (!MissingSamples.Any(signal)) return BeatNormalization.Measure(method, signal);

        var present = new float[signal.Length];
        var count = 0;
        foreach (var sample in signal)
        {
            if (!MissingSamples.IsMissing(sample)) present[count++] = sample;
        }
        return BeatNormalization.Measure(method, present.AsSpan(0, count));
    }
}
