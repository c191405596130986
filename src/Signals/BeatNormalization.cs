using System.Buffers;
using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Brings beats to a common scale: each by its own samples, or all by their record's scale.</summary>
/// <remarks>A constant beat becomes all zeros. Sums are taken in double precision, one sample after another, so that results are
/// the same on every machine.</remarks>
public static class BeatNormalization
{
    // In mV; smaller is no signal. The largest sample there is (MissingSamples) divided by it is still a number.
    private const float SmallestScale = 1e-20f;

    /// <summary>Normalises one beat by its own samples.</summary>
    /// <param name="method">What becomes 0 and 1.</param>
    /// <param name="beat">The beat.</param>
    /// <param name="output">Receives the normalised beat; may be the same memory as <paramref name="beat"/>.</param>
    /// <exception cref="ArgumentException">The beat is empty or holds a missing sample (NaN or infinite), the lengths differ, or the
    /// method is unknown.</exception>
    public static void Apply(NormalizationMethod method, ReadOnlySpan<float> beat, Span<float> output)
    {
        var missing = MissingSamples.IndexOfFirst(beat);
        if (missing >= 0)
            throw new ArgumentException(Invariant($"The beat's sample {missing} is {beat[missing]}. Leave beats with missing samples out, or fill them first."), nameof(beat));
        Apply(Measure(method, beat), beat, output);
    }

    /// <summary>Normalises a beat, or any stretch of signal, by a given scale. Missing samples stay missing.</summary>
    /// <param name="scale">The centre and scale, as <see cref="RecordScale.Measure"/> gives them.</param>
    /// <param name="beat">The beat.</param>
    /// <param name="output">Receives the normalised beat; may be the same memory as <paramref name="beat"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, the scale is negative, or a part of it is not a finite number.</exception>
    public static void Apply(RecordScale scale, ReadOnlySpan<float> beat, Span<float> output)
    {
        if (output.Length != beat.Length)
            throw new ArgumentException(Invariant($"The beat has {beat.Length} samples and the output {output.Length}; they must be equal."), nameof(output));
        if (!float.IsFinite(scale.Center) || !float.IsFinite(scale.Scale) || scale.Scale < 0)
            throw new ArgumentException(Invariant($"A scale needs a finite centre and a finite scale of 0 or more; this one is {scale.Center}, {scale.Scale}."), nameof(scale));

        if (scale.Scale < SmallestScale)
        {
            output.Clear();
            return;
        }
        TensorPrimitives.Subtract(beat, scale.Center, output);
        TensorPrimitives.Divide(output, scale.Scale, output);
    }

    /// <summary>Normalises a beat about its own centre by a scale that is given, as the patient's usual one (<see cref="NormalizationScope.Patient"/>).</summary>
    /// <param name="method">What becomes 0.</param>
    /// <param name="scale">What becomes 1 above the centre, in the signal's unit; 0 makes every sample 0.</param>
    /// <param name="beat">The beat.</param>
    /// <param name="output">Receives the normalised beat; may be the same memory as <paramref name="beat"/>.</param>
    /// <exception cref="ArgumentException">No sample is there, the lengths differ, the method is unknown, or the scale is negative or no finite number.</exception>
    public static void Apply(NormalizationMethod method, float scale, ReadOnlySpan<float> beat, Span<float> output) =>
        Apply(RecordScale.Measure(method, beat) with { Scale = scale }, beat, output);

    internal static RecordScale Measure(NormalizationMethod method, ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) throw new ArgumentException("There is no sample to measure a scale from.", nameof(samples));
        var min = TensorPrimitives.Min(samples);
        var max = TensorPrimitives.Max(samples);
        // Decided on the samples themselves: rounding in a mean must not give a constant beat a tiny scale.
        if (min == max) return new RecordScale(min, 0);
        return method switch
        {
            NormalizationMethod.ZScore => MeasureZScore(samples),
            NormalizationMethod.MinMax => new RecordScale(min, max - min),
            NormalizationMethod.Robust => MeasureRobust(samples),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such normalisation."),
        };
    }

    private static RecordScale MeasureZScore(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += sample;
        var mean = sum / samples.Length;
        return new RecordScale((float)mean, (float)DeviationAbout(mean, samples));
    }

    private static RecordScale MeasureRobust(ReadOnlySpan<float> samples)
    {
        var sorted = ArrayPool<float>.Shared.Rent(samples.Length);
        try
        {
            var span = sorted.AsSpan(0, samples.Length);
            samples.CopyTo(span);
            span.Sort();
            var median = Quantile(span, 0.5);
            var range = Quantile(span, 0.75) - Quantile(span, 0.25);
            return new RecordScale((float)median, (float)(range > 0 ? range : DeviationAbout(median, samples)));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(sorted);
        }
    }

    private static double DeviationAbout(double center, ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += (sample - center) * (sample - center);
        return Math.Sqrt(sum / samples.Length);
    }

    private static double Quantile(ReadOnlySpan<float> sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * ((double)sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
