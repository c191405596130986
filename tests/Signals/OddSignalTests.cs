namespace ArrhythmiaVision.Signals.Tests;

/// <summary>Signals of finite numbers that no electrode should give, with and without missing samples: what comes out are numbers wherever a sample went in.</summary>
public class OddSignalTests
{
    private const double Rate = 250;

    public static TheoryData<string> Kinds =>
        ["one value", "zeros", "constant", "gain 1e-6", "gain 1e6", "offset 1e4", "saturated", "steps", "spikes of 9e14", "alternating 1e15", "smallest", "missing stretches", "infinities", "beyond 1e15", "missing but one", "all missing"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DenoisedSamplesAreNumbersWhereSamplesAre(string kind)
    {
        var signal = Make(kind);
        foreach (var options in new WaveletDenoiserOptions[]
        {
            new(), new() { Noise = NoiseEstimation.WholeRecord }, new() { Function = ThresholdFunction.Hard }, new() { Function = ThresholdFunction.Firm },
            new() { Mode = BoundaryMode.Zero }, new() { NoiseSource = NoiseSource.EachLevel }, new() { Rule = ThresholdRule.Sure, Noise = NoiseEstimation.WholeRecord },
        })
        {
            Same(signal, new WaveletDenoiser(options).Denoise(signal));
        }

        var streaming = new StreamingWaveletDenoiser();
        var output = new float[signal.Length];
        var written = streaming.Push(signal, output);
        streaming.Flush(output.AsSpan(written));
        Same(signal, output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ResampledSamplesAreNumbersWhereSamplesAre(string kind)
    {
        var signal = Make(kind);
        foreach (var rate in new[] { 360.0, 128, 1000 })
        {
            var resampler = new Resampler(Rate, rate);
            var resampled = resampler.Resample(signal);
            for (var i = 0; i < signal.Length; i++)
            {
                if (rate >= Rate) Assert.Equal(IsMissing(signal[i]), float.IsNaN(resampled[resampler.MapSample(i)]));
            }

            Assert.All(resampled, value => Assert.False(float.IsInfinity(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PeaksAndQualityAreDefined(string kind)
    {
        var signal = Make(kind);
        var peaks = RPeakDetector.Detect(signal, Rate);
        Assert.All(peaks, peak => Assert.InRange(peak, 0, signal.Length - 1));
        Assert.Equal(peaks.Order(), peaks);

        var quality = new SignalQuality(Rate);
        quality.Push(signal);
        Assert.All(quality.Finish(), stretch => Assert.InRange(stretch.End, stretch.Start + 1, signal.Length));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NormalizedBeatsAreNumbers(string kind)
    {
        var signal = Make(kind);
        var beat = new float[360];
        var usual = new UsualBeat(NormalizationMethod.ZScore);
        for (var start = 0; start + 360 <= signal.Length; start += 360)
        {
            var window = signal.AsSpan(start, 360);
            if (signal.Skip(start).Take(360).Any(IsMissing))
            {
                Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(NormalizationMethod.ZScore, signal.AsSpan(start, 360), beat));
                continue;
            }

            foreach (var method in Enum.GetValues<NormalizationMethod>())
            {
                BeatNormalization.Apply(method, window, beat);
                Assert.All(beat, value => Assert.True(float.IsFinite(value)));
                BeatNormalization.Apply(method, float.Epsilon, window, beat);
                Assert.All(beat, value => Assert.True(float.IsFinite(value)));
            }

            var measures = usual.Push(window, start >= 540 ? signal.AsSpan(start - 540, 720) : []);
            Assert.True(float.IsFinite(measures.Scale) && float.IsFinite(measures.QrsDistance) && float.IsFinite(measures.QrsSizeRatio) && float.IsFinite(measures.QrsWidthRatio) && float.IsFinite(measures.QrsAreaRatio) && measures.PCoherence is >= 0 and <= 1 && measures.AtrialCycles is >= 1 and <= 2);
            var context = new float[ContextMeasures.Names.Count];
            ContextMeasures.Write(default, measures, context);
            Assert.All(context, value => Assert.True(float.IsFinite(value)));
        }
    }

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    [InlineData(-2e15f)]
    [InlineData(2e15f)]
    public void AMissingSampleIsSeenWhateverItsSign(float value)
    {
        for (var at = 0; at < 40; at++)
        {
            var samples = new float[40];
            samples[at] = value;
            var refused = Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(NormalizationMethod.ZScore, samples, new float[40]));
            Assert.Contains($"sample {at} is", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 33)]
    public void SampleNumbersBeyond32BitsAreCounted(long far)
    {
        var resampler = new Resampler(1000);
        far -= far % 25;
        for (var i = 0; i < 50; i++) Assert.Equal((far / 25 * 9) + resampler.MapSample(i), resampler.MapSample(far + i));

        var (near, late) = (new StreamingRrIntervals(1000), new StreamingRrIntervals(1000));
        for (var i = 0; i < 300; i++)
        {
            long peak = (800L * i) + (i % 7);
            Assert.Equal(near.Push(peak, out var before), late.Push(far + peak, out var farBefore));
            Assert.Equal(before, farBefore);
            Assert.Equal(near.Newest, late.Newest);
        }
    }

    private static bool IsMissing(float sample) => !(MathF.Abs(sample) <= 1e15f);

    private static void Same(float[] signal, float[] output)
    {
        Assert.Equal(signal.Length, output.Length);
        for (var i = 0; i < signal.Length; i++) Assert.Equal(!IsMissing(signal[i]), float.IsFinite(output[i]));
    }

    private static float[] Make(string kind)
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 2, Seconds = 20, SamplingRate = Rate }).Leads[0];
        return kind switch
        {
            "one value" => [0.3f],
            _ => [.. ecg.Select((value, i) => kind switch
            {
                "zeros" => 0,
                "constant" => 7.25f,
                "gain 1e-6" => value * 1e-6f,
                "gain 1e6" => value * 1e6f,
                "offset 1e4" => value + 1e4f,
                "saturated" => Math.Clamp(value, -0.2f, 0.2f),
                "steps" => value + (i / 500 % 2 * 10),
                "spikes of 9e14" => i % 301 == 0 ? -9e14f : value,
                "alternating 1e15" => i % 2 == 0 ? 1e15f : -1e15f,
                "smallest" => i % 2 == 0 ? float.Epsilon : -float.Epsilon,
                "missing stretches" => i / 400 % 3 == 1 ? float.NaN : value,
                "infinities" => (i % 450) switch { 200 => float.NegativeInfinity, 300 => float.PositiveInfinity, _ => value },
                "beyond 1e15" => (i % 450) switch { 200 => float.MinValue, 300 => 2e15f, _ => value },
                "missing but one" => i == 777 ? value : float.NaN,
                "all missing" => float.NaN,
                _ => throw new ArgumentException(kind, nameof(kind)),
            })],
        };
    }
}
