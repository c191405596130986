using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class StreamingWaveletDenoiserTests
{
    private sealed record Case(WaveletDenoiserOptions Options, int Length, int Chunk, int Gaps, int Seed);

    private static readonly Gen<Case> s_cases =
        from wavelet in Gen.Elements("sym4", "sym4", "haar", "db2", "db7", "coif1", "sym9", "coif5")
        from mode in Gen.Elements(Enum.GetValues<BoundaryMode>().Except([BoundaryMode.Periodic, BoundaryMode.Periodization]).ToArray())
        from levels in Gen.Choose(1, 7)
        from function in Gen.Elements(Enum.GetValues<ThresholdFunction>())
        from rule in Gen.Elements(ThresholdRule.Universal, ThresholdRule.Minimax)
        from scope in Gen.Elements(Enum.GetValues<ThresholdScope>())
        from source in Gen.Elements(Enum.GetValues<NoiseSource>())
        from window in Gen.Choose(2, 700)
        from length in Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(0, 5000))
        from chunk in Gen.Elements(1, 7, 64, 1000, 10000)
        from gaps in Gen.Elements(0, 0, 3)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case(new() { Wavelet = Wavelet.Parse(wavelet), Mode = mode, Levels = levels, Function = function, Rule = rule, Scope = scope, NoiseSource = source, NoiseWindow = window }, length, chunk, gaps, seed);

    private static float[] Input(Case c)
    {
        var random = new Random(c.Seed);
        var x = Enumerable.Range(0, c.Length).Select(i => (float)(Math.Sin(i * 0.05) + 0.2 * random.NextDouble())).ToArray();
        for (var gap = 0; gap < c.Gaps && c.Length > 0; gap++)
        {
            var at = gap == 0 ? 0 : random.Next(c.Length);
            x.AsSpan(at, Math.Min(random.Next(1, 300), c.Length - at)).Fill(float.NaN);
        }
        return x;
    }

    private static float[] Stream(StreamingWaveletDenoiser denoiser, float[] x, int chunk)
    {
        var y = new float[x.Length];
        var written = 0;
        for (var i = 0; i < x.Length; i += chunk)
        {
            var part = x.AsSpan(i, Math.Min(chunk, x.Length - i));
            written += denoiser.Push(part, y.AsSpan(written));
            Assert.Equal(Math.Max(0, i + part.Length - denoiser.Delay), written);
            Assert.Equal(i + part.Length - written, denoiser.Pending);
        }
        written += denoiser.Flush(y.AsSpan(written));
        Assert.Equal(x.Length, written);
        return y;
    }

    [Fact]
    public void AStreamGivesTheBitsOfTheWholeRecord() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var x = Input(c);
            var expected = new WaveletDenoiser(c.Options).Denoise(x);
            var actual = Stream(new StreamingWaveletDenoiser(c.Options), x, c.Chunk);
            return expected.Select(BitConverter.SingleToInt32Bits).SequenceEqual(actual.Select(BitConverter.SingleToInt32Bits));
        }).Holds(cases: 300);

    [Fact]
    public void TheDefaultsAgreeOnALongRecord()
    {
        var x = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 1, Seconds = 600, VentricularPrematureShare = 0.1 }).Leads[0];
        Assert.Equal(new WaveletDenoiser().Denoise(x), Stream(new StreamingWaveletDenoiser(), x, 36));
    }

    [Fact]
    public void TheDefaultDelayIsThatOfTheDesign() => Assert.Equal(7 * 31, new StreamingWaveletDenoiser().Delay);

    [Theory]
    [InlineData("haar", 4)]
    [InlineData("db2", 3)]
    [InlineData("sym4", 2)]
    public void TheDelayIsAsLongAsItMustBe(string wavelet, int levels)
    {
        // A sample changes outputs as much earlier as the delay says, and none earlier still. (With more levels and longer filters the
        // farthest weights are too small for single precision to show.)
        var options = new WaveletDenoiserOptions { Wavelet = Wavelet.Parse(wavelet), Levels = levels, Function = ThresholdFunction.Hard, NoiseWindow = 1 << 20 };
        var whole = new WaveletDenoiser(options);
        var random = new Random(1);
        var x = Enumerable.Range(0, 1000).Select(_ => random.NextSingle()).ToArray();
        var before = whole.Denoise(x);
        var reach = 0;
        for (var at = 500; at < 500 + (1 << levels); at++)
        {
            var changed = x.ToArray();
            changed[at] += 50;
            var after = whole.Denoise(changed);
            reach = Math.Max(reach, at - Enumerable.Range(0, x.Length).First(i => before[i] != after[i]));
        }
        Assert.Equal(reach, new StreamingWaveletDenoiser(options).Delay);
    }

    [Fact]
    public void AfterFlushOrResetANewRecordBegins()
    {
        var x = Enumerable.Range(0, 1500).Select(i => (float)Math.Sin(i * 0.11 + i * i * 0.3)).ToArray();
        var denoiser = new StreamingWaveletDenoiser();
        var first = Stream(denoiser, x, 100);
        Assert.Equal(first, Stream(denoiser, x, 33));
        denoiser.Push(x.AsSpan(0, 777), new float[777]);
        denoiser.Reset();
        Assert.Equal(0, denoiser.Pending);
        Assert.Equal(first, Stream(denoiser, x, 5));
    }

    [Fact]
    public void InputMayBeReplacedByOutput()
    {
        var x = Enumerable.Range(0, 1500).Select(i => (float)Math.Sin(i * 0.11 + i * i * 0.3)).ToArray();
        var expected = new WaveletDenoiser().Denoise(x);
        var denoiser = new StreamingWaveletDenoiser();
        var written = denoiser.Push(x, x);
        written += denoiser.Flush(x.AsSpan(written));
        Assert.Equal(expected, x);
        Assert.Equal(x.Length, written);
    }

    [Fact]
    public void PushingAllocatesNothing()
    {
        var denoiser = new StreamingWaveletDenoiser();
        var x = Enumerable.Range(0, 10000).Select(i => (float)Math.Sin(i * 0.11 + i * i * 0.3)).ToArray();
        var y = new float[x.Length];
        Assert.Equal(0, Allocations.InSteadyState(() => denoiser.Push(x, y)));
    }

    [Fact]
    public void MistakesAreRefusedAndChangeNothing()
    {
        Assert.Throws<ArgumentException>(() => new StreamingWaveletDenoiser(new() { Noise = NoiseEstimation.WholeRecord }));
        Assert.Throws<ArgumentException>(() => new StreamingWaveletDenoiser(new() { Mode = BoundaryMode.Periodic }));

        var x = Enumerable.Range(0, 500).Select(i => (float)Math.Sin(i * i * 0.3)).ToArray();
        var denoiser = new StreamingWaveletDenoiser();
        Assert.Throws<ArgumentException>(() => denoiser.Push(x, new float[282]));
        Assert.Equal(0, denoiser.Pending);
        var y = new float[500];
        Assert.Equal(283, denoiser.Push(x, y));
        Assert.Throws<ArgumentException>(() => denoiser.Flush(new float[216]));
        Assert.Equal(217, denoiser.Flush(y.AsSpan(283)));
        Assert.Equal(new WaveletDenoiser().Denoise(x), y);
    }
}
