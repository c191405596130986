namespace ArrhythmiaVision.Signals.Tests;

public class WaveletDenoiserTests
{
    private static readonly WaveletDenoiserOptions s_record = new() { Noise = NoiseEstimation.WholeRecord };

    // n = 2000; i = np.arange(n); x = np.exp(-((i % 300 - 150) / 6)**2) + 0.05 * np.sin(i**2 * 0.37)
    private static float[] Input(int n) =>
        [.. Enumerable.Range(0, n).Select(i => (float)(Math.Exp(-Math.Pow((i % 300 - 150) / 6.0, 2)) + 0.05 * Math.Sin((double)i * i * 0.37)))];

    // c = pywt.wavedec(x, 'sym4', 'symmetric', 5); s = np.median(abs(c[-1])) / scipy.stats.norm.ppf(.75)
    // y = pywt.waverec([c[0]] + [pywt.threshold(d, t(d), function) for d in c[1:]], 'sym4', 'symmetric')
    // f(y) with t(d) = s * np.sqrt(2 * np.log(n)), globally; s * np.sqrt(2 * np.log(len(d))), per level;
    //   s*s / np.sqrt(max(np.mean(d**2) - s*s, 1e-300)), BayesShrink per level
    [Theory]
    [InlineData(ThresholdRule.Universal, ThresholdScope.Global, ThresholdFunction.Soft, 0.11534341869751538)]
    [InlineData(ThresholdRule.Universal, ThresholdScope.Global, ThresholdFunction.Garrote, 0.16011138887406418)]
    [InlineData(ThresholdRule.Universal, ThresholdScope.Global, ThresholdFunction.Hard, 0.3204353570592625)]
    [InlineData(ThresholdRule.Universal, ThresholdScope.PerLevel, ThresholdFunction.Soft, 0.13525541339953984)]
    [InlineData(ThresholdRule.Universal, ThresholdScope.PerLevel, ThresholdFunction.Garrote, 0.18376380345363102)]
    [InlineData(ThresholdRule.Universal, ThresholdScope.PerLevel, ThresholdFunction.Hard, 0.13478499924030296)]
    [InlineData(ThresholdRule.BayesShrink, ThresholdScope.PerLevel, ThresholdFunction.Soft, 0.20253896726903112)]
    [InlineData(ThresholdRule.BayesShrink, ThresholdScope.PerLevel, ThresholdFunction.Garrote, 0.19659404127822)]
    [InlineData(ThresholdRule.BayesShrink, ThresholdScope.PerLevel, ThresholdFunction.Hard, 0.19199636854440721)]
    public void RecordWideDenoisingAgreesWithPyWavelets(ThresholdRule rule, ThresholdScope scope, ThresholdFunction function, double expected)
    {
        var y = new WaveletDenoiser(s_record with { Rule = rule, Scope = scope, Function = function }).Denoise(Input(2000));
        Assert.Equal(expected, Fingerprint.Of(Array.ConvertAll(y, v => (double)v)), 2e-5);
    }

    [Theory]
    [InlineData(NoiseSource.FinestLevel, ThresholdScope.Global)]
    [InlineData(NoiseSource.FinestLevel, ThresholdScope.PerLevel)]
    [InlineData(NoiseSource.EachLevel, ThresholdScope.Global)]
    public void SlidingDenoisingFollowsItsDefinition(NoiseSource source, ThresholdScope scope)
    {
        // The definition again, in double precision and with a sort for every median.
        const int Window = 256;
        const int Levels = 4;
        var x = Input(1500);
        var transform = new DiscreteWaveletTransform(Wavelet.Symlet(4));
        var c = transform.Decompose<double>(Array.ConvertAll(x, v => (double)v), Levels);
        var original = Enumerable.Range(0, Levels + 1).Select(l => l == 0 ? [] : c.Detail(l).ToArray()).ToArray();
        for (var level = 1; level <= Levels; level++)
        {
            var d = c.Detail(level);
            var measured = source == NoiseSource.EachLevel ? level : 1;
            var n = scope == ThresholdScope.Global ? Window : Window >> level;
            for (var k = 0; k < d.Length; k++)
            {
                var at = k;
                if (measured != level)
                    at = Math.Min(Math.Max((k + 1) * (1 << (level - 1)), 7 * (1 << (level - 2))), original[1].Length) - 1;
                var from = Math.Max(0, at + 1 - (Window >> measured));
                var sorted = original[measured][from..(at + 1)].Select(Math.Abs).Order().ToArray();
                var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
                var t = median / 0.6744897501960817 * Math.Sqrt(2 * Math.Log(n));
                d[k] = Math.Sign(d[k]) * Math.Max(Math.Abs(d[k]) - t, 0);
            }
        }
        var expected = new double[x.Length];
        transform.Reconstruct(c, expected);

        var options = new WaveletDenoiserOptions { Levels = Levels, NoiseWindow = Window, NoiseSource = source, Scope = scope, Function = ThresholdFunction.Soft, Rule = ThresholdRule.Universal };
        var actual = new WaveletDenoiser(options).Denoise(x);
        for (var i = 0; i < x.Length; i++) Assert.Equal(expected[i], actual[i], 2e-6);
    }

    [Fact]
    public void NoiseGoesAndTheEcgStays()
    {
        var clean = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 3, Seconds = 60, Noise = 0, BaselineWander = 0 }).Leads[0];
        var noisy = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 3, Seconds = 60, Noise = 0.05, BaselineWander = 0 }).Leads[0];
        var before = SignalToNoise(clean, noisy);
        Assert.True(SignalToNoise(clean, new WaveletDenoiser().Denoise(noisy)) > before + 4);
        Assert.True(SignalToNoise(clean, new WaveletDenoiser(s_record).Denoise(noisy)) > before + 4);
    }

    private static double SignalToNoise(float[] clean, float[] other) =>
        10 * Math.Log10(clean.Sum(v => (double)v * v) / clean.Zip(other, (a, b) => ((double)a - b) * (a - b)).Sum());

    [Theory]
    [InlineData(NoiseEstimation.CausalSlidingWindow, NoiseSource.FinestLevel)]
    [InlineData(NoiseEstimation.CausalSlidingWindow, NoiseSource.EachLevel)]
    [InlineData(NoiseEstimation.WholeRecord, NoiseSource.FinestLevel)]
    [InlineData(NoiseEstimation.WholeRecord, NoiseSource.EachLevel)]
    public void MissingSamplesStayMissingAndHurtNothingElse(NoiseEstimation noise, NoiseSource source)
    {
        var x = Input(9000);
        var whole = new WaveletDenoiser(new() { Noise = noise, NoiseSource = source });
        var reference = whole.Denoise(x);
        var holed = x.ToArray();
        // 32 samples, so that the levels' coefficients stand where they stood.
        holed.AsSpan(0, 32).Fill(float.NaN);
        holed.AsSpan(3000, 3000).Fill(float.NaN);
        holed[8000] = float.PositiveInfinity;
        var y = whole.Denoise(holed);
        for (var i = 0; i < x.Length; i++)
        {
            var missing = i is < 32 or (>= 3000 and < 6000) or 8000;
            Assert.Equal(missing, float.IsNaN(y[i]));
            // Away from the gaps the result is nearly that of the record without them: the gap does not silence the noise level.
            if (!missing && i is > 500 and < 2700 or > 6600 and < 7700) Assert.Equal(reference[i], y[i], 0.06f);
        }
        Assert.Equal(x.AsSpan(6600, 1000).ToArray().Select((_, i) => y[6600 + i]).Average(), reference.Skip(6600).Take(1000).Average(), 0.005f);

        Assert.All(whole.Denoise([float.NaN, float.NaN]), v => Assert.True(float.IsNaN(v)));
        Assert.Empty(whole.Denoise([]));
    }

    [Fact]
    public void ARecordOfOneValueStaysAsItIs()
    {
        foreach (var rule in Enum.GetValues<ThresholdRule>())
        {
            foreach (var length in (int[])[1, 2, 3, 1000])
            {
                var y = new WaveletDenoiser(s_record with { Rule = rule }).Denoise(Enumerable.Repeat(0.7f, length).ToArray());
                Assert.All(y, v => Assert.Equal(0.7f, v, 1e-5f));
            }
        }
        Assert.All(new WaveletDenoiser().Denoise(Enumerable.Repeat(-2f, 700).ToArray()), v => Assert.Equal(-2f, v, 1e-5f));
    }

    [Fact]
    public void OutputMayReplaceInput()
    {
        var holed = Input(3000);
        holed[5] = holed[1000] = float.NaN;
        foreach (var noise in Enum.GetValues<NoiseEstimation>())
        {
            var denoiser = new WaveletDenoiser(new() { Noise = noise });
            var expected = denoiser.Denoise(holed);
            var x = holed.ToArray();
            denoiser.Denoise(x, x);
            Assert.Equal(expected, x);
        }
    }

    [Theory]
    [InlineData(NoiseEstimation.CausalSlidingWindow, ThresholdRule.Universal)]
    [InlineData(NoiseEstimation.WholeRecord, ThresholdRule.Universal)]
    [InlineData(NoiseEstimation.WholeRecord, ThresholdRule.Sure)]
    public void ASecondRecordAllocatesNothing(NoiseEstimation noise, ThresholdRule rule)
    {
        var denoiser = new WaveletDenoiser(new() { Noise = noise, Rule = rule });
        var x = Input(5000);
        var y = new float[x.Length];
        Assert.Equal(0, Allocations.InSteadyState(() => denoiser.Denoise(x, y)));
    }

    [Fact]
    public void ThreadsDoNotDisturbOneAnother()
    {
        var denoiser = new WaveletDenoiser();
        var inputs = Enumerable.Range(0, 16).Select(i => Input(2000 + 37 * i)).ToArray();
        var expected = inputs.Select(x => denoiser.Denoise(x)).ToArray();
        Parallel.For(0, 64, i => Assert.Equal(expected[i % 16], denoiser.Denoise(inputs[i % 16])));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new WaveletDenoiser().Denoise(new float[5], new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveletDenoiser(new() { Levels = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveletDenoiser(new() { FirmRatio = 0.9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveletDenoiser(new() { NoiseWindow = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveletDenoiser(new() { Function = (ThresholdFunction)7 }));
        var error = Assert.Throws<ArgumentException>(() => new WaveletDenoiser(new() { Rule = ThresholdRule.Sure }));
        Assert.Contains("WholeRecord", error.Message);
    }
}
