using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Removes noise from a whole record of one lead: wavelet transform, thresholds on the details, inverse transform.</summary>
/// <remarks>
/// <para>The approximation is kept, so baseline wander slower than the coarsest detail (5.6 Hz with five levels at 360 samples a second)
/// stays.</para>
/// <para>With <see cref="NoiseEstimation.CausalSlidingWindow"/>, the default, the noise level at coefficient k is the median of
/// <c>|d[k − W + 1 … k]|</c> over 0.6745, d being the details of the same level or, by default, the finest level's up to the same time
/// (before W coefficients are there, of those there are). More exactly: the finest level's coefficient that goes with coefficient
/// k of level l is number <c>max((k + 1)·2^(l−1), (F − 1)·2^(l−2)) − 1</c> for l above 1, F the filter length, or the last there is.
/// <see cref="StreamingWaveletDenoiser"/> gives the same samples, bit for bit.</para>
/// <para><b>Missing samples</b> (NaN or infinite) hold the last value before them for the filters and are NaN in the output. A
/// record starts with its first sample that is there. Coefficients whose own 2^level samples are all missing do not
/// count in any noise level or threshold rule.</para>
/// <para>Instances may be shared between threads. After the first record of a length, denoising allocates nothing but what
/// <see cref="Denoise(ReadOnlySpan{float})"/> returns.</para>
/// </remarks>
public sealed class WaveletDenoiser
{
    private readonly DiscreteWaveletTransform _transform;
    private Workspace? _spare;

    /// <summary>Makes a denoiser.</summary>
    /// <param name="options">How it works; null for the default.</param>
    /// <exception cref="ArgumentException">The options do not go together or are out of their range.</exception>
    public WaveletDenoiser(WaveletDenoiserOptions? options = null)
    {
        Options = options ?? new WaveletDenoiserOptions();
        Options.Check();
        _transform = new DiscreteWaveletTransform(Options.Wavelet, Options.Mode);
    }

    /// <summary>How the denoiser works.</summary>
    public WaveletDenoiserOptions Options { get; }

    /// <summary>Denoises a whole record.</summary>
    /// <param name="signal">The record, one lead, in any unit; it may be empty or hold missing samples.</param>
    /// <returns>The denoised samples, as many, in the same unit; NaN where the input is missing.</returns>
    public float[] Denoise(ReadOnlySpan<float> signal)
    {
        var output = new float[signal.Length];
        Denoise(signal, output);
        return output;
    }

    /// <summary>Denoises a whole record into given memory.</summary>
    /// <param name="signal">The record, one lead, in any unit; it may be empty or hold missing samples.</param>
    /// <param name="output">Receives as many samples; may be the same memory as <paramref name="signal"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Denoise(ReadOnlySpan<float> signal, Span<float> output)
    {
        if (output.Length != signal.Length)
            throw new ArgumentException(Invariant($"The signal has {signal.Length} samples and the output {output.Length}; they must be equal."), nameof(output));

        var start = 0;
        while (start < signal.Length && MissingSamples.IsMissing(signal[start])) start++;
        if (start == signal.Length)
        {
            output.Fill(float.NaN);
            return;
        }
        var present = signal[start..];
        var denoised = output[start..];

        // Taken away while in use, so that a second thread makes its own.
        var work = Interlocked.Exchange(ref _spare, null) ?? new Workspace();
        var gaps = MissingSamples.Any(present) ? work.Gaps : null;
        gaps?.Fill(present, Options.Wavelet.FilterLength);
        _transform.Decompose(gaps is null ? present : gaps.Filled, Options.Levels, work.Decomposition);
        if (Options.Noise == NoiseEstimation.CausalSlidingWindow) ThresholdBySlidingWindow(work, gaps);
        else ThresholdByWholeRecord(work, gaps);
        output[..start].Fill(float.NaN);
        _transform.Reconstruct(work.Decomposition, denoised);
        gaps?.Restore(denoised);
        _spare = work;
    }

    private void ThresholdBySlidingWindow(Workspace work, GapMap? gaps)
    {
        var ownNoise = Options.NoiseSource == NoiseSource.EachLevel;
        var finest = work.Decomposition.DetailLength(1);
        for (var level = 1; level <= Options.Levels; level++)
        {
            var details = work.Decomposition.Detail(level);
            gaps?.Fold(details.Length);
            if (level == 1 || ownNoise) Slide(work.Sliding(level, Options), details, gaps, work.Medians(details.Length));

            var medians = work.Medians(ownNoise ? details.Length : finest);
            var noise = medians;
            if (level > 1 && !ownNoise)
            {
                noise = work.Scratch(details.Length);
                for (var k = 0; k < details.Length; k++)
                    noise[k] = medians[(int)Math.Min(FinestCount(k, level, Options.Wavelet.FilterLength), finest) - 1];
            }
            Thresholding.Shrink(Options.Function, details, noise, Options.SlidingFactor(level), (float)Options.FirmRatio);
        }
    }

    /// <summary>How many of the finest level's coefficients a stream has when it makes coefficient k of a level above 1.</summary>
    internal static long FinestCount(long k, int level, int filterLength) =>
        Math.Max((k + 1) << (level - 1), (filterLength - 1L) << (level - 2));

    private static void Slide(SlidingMedian median, ReadOnlySpan<float> details, GapMap? gaps, Span<float> medians)
    {
        median.Reset();
        for (var k = 0; k < details.Length; k++)
        {
            if (gaps is null || !gaps.Blocks[k]) median.Push(MathF.Abs(details[k]));
            medians[k] = median.Median;
        }
    }

    private void ThresholdByWholeRecord(Workspace work, GapMap? gaps)
    {
        var decomposition = work.Decomposition;
        Span<double> noise = stackalloc double[Options.Levels + 1];
        Span<double> factors = stackalloc double[Options.Levels + 1];
        var looksAtDetails = Options.Rule is ThresholdRule.Sure or ThresholdRule.BayesShrink;
        var scratch = work.Scratch(decomposition.Details.Length);
        var kept = 0;
        for (var level = 1; level <= Options.Levels; level++)
        {
            var details = decomposition.Detail(level);
            gaps?.Fold(details.Length);
            var measures = level == 1 || Options.NoiseSource == NoiseSource.EachLevel;
            if (measures || looksAtDetails)
            {
                // Behind the levels kept for a global rule.
                var own = scratch[kept..];
                own = own[..(gaps?.CopyPresent(details, own) ?? details.Length)];
                TensorPrimitives.Abs(gaps is null ? details : own, own);
                if (measures && own.Length > 0) noise[level] = Thresholding.NoiseLevelOfMagnitudes(own);
                else noise[level] = noise[measures ? level - 1 : 1];
                if (looksAtDetails && own.Length > 0 && noise[level] > 0)
                {
                    TensorPrimitives.Divide(own, (float)noise[level], own);
                    if (Options.Scope == ThresholdScope.Global) kept += own.Length;
                    else factors[level] = Thresholding.Factor(Options.Rule, own);
                }
            }
            else
            {
                noise[level] = noise[1];
            }
            if (!looksAtDetails)
                factors[level] = Thresholding.Factor(Options.Rule, Options.Scope == ThresholdScope.Global ? decomposition.SignalLength : details.Length);
        }
        if (kept > 0) factors.Fill(Thresholding.Factor(Options.Rule, scratch[..kept]));

        for (var level = 1; level <= Options.Levels; level++)
        {
            // Without noise there is nothing to remove; and an infinite factor times 0 is no number.
            var threshold = noise[level] > 0 ? (float)(factors[level] * noise[level]) : 0;
            Thresholding.Apply(Options.Function, decomposition.Detail(level), threshold, threshold * (float)Options.FirmRatio);
        }
    }

    /// <summary>Memory for one record at a time, kept for the next.</summary>
    private sealed class Workspace
    {
        private readonly Dictionary<int, SlidingMedian> _sliding = [];
        private float[] _medians = [];
        private float[] _scratch = [];

        public WaveletDecomposition<float> Decomposition { get; } = new();

        public GapMap Gaps { get; } = new();

        public SlidingMedian Sliding(int level, WaveletDenoiserOptions options)
        {
            if (!_sliding.TryGetValue(level, out var median)) _sliding[level] = median = new SlidingMedian(options.SlidingWindow(level));
            return median;
        }

        /// <summary>The sliding medians; those of a finer level stay while a coarser one asks for fewer.</summary>
        public Span<float> Medians(int count)
        {
            if (_medians.Length < count) _medians = new float[count];
            return _medians;
        }

        public Span<float> Scratch(int count)
        {
            if (_scratch.Length < count) _scratch = new float[count];
            return _scratch.AsSpan(0, count);
        }
    }
}
