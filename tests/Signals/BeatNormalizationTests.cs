namespace ArrhythmiaVision.Signals.Tests;

public class BeatNormalizationTests
{
    // i = np.arange(360); b = np.exp(-((i - 180) / 9)**2) + 0.1 * np.sin(i * 0.05) + 0.3
    private static float[] Beat() =>
        [.. Enumerable.Range(0, 360).Select(i => (float)(Math.Exp(-Math.Pow((i - 180) / 9.0, 2)) + 0.1 * Math.Sin(i * 0.05) + 0.3))];

    // f((b - b.mean()) / b.std()); f((b - b.min()) / (b.max() - b.min()))
    // q = np.percentile(b, [25, 50, 75]); f((b - q[1]) / (q[2] - q[0]))
    [Theory]
    [InlineData(NormalizationMethod.ZScore, -0.3736088597380032)]
    [InlineData(NormalizationMethod.MinMax, -0.033413340062935074)]
    [InlineData(NormalizationMethod.Robust, -0.41223097298561595)]
    public void MethodsAgreeWithNumPy(NormalizationMethod method, double expected)
    {
        var beat = Beat();
        var output = new float[360];
        BeatNormalization.Apply(method, beat, output);
        Assert.Equal(expected, Fingerprint.Of(Array.ConvertAll(output, v => (double)v)), 2e-5);

        // In place, and by the scale measured before: the same.
        var scaled = new float[360];
        BeatNormalization.Apply(RecordScale.Measure(method, beat), beat, scaled);
        BeatNormalization.Apply(method, beat, beat);
        Assert.Equal(output, beat);
        Assert.Equal(output, scaled);
    }

    [Theory]
    [InlineData(NormalizationMethod.ZScore)]
    [InlineData(NormalizationMethod.MinMax)]
    [InlineData(NormalizationMethod.Robust)]
    public void AConstantBeatBecomesZeros(NormalizationMethod method)
    {
        var beat = Enumerable.Repeat(0.1f, 360).ToArray();
        BeatNormalization.Apply(method, beat, beat);
        Assert.All(beat, v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(NormalizationMethod.ZScore)]
    [InlineData(NormalizationMethod.Robust)]
    public void GainAndOffsetDoNotMatter(NormalizationMethod method)
    {
        var (a, b) = (Beat(), Array.ConvertAll(Beat(), v => v * 200 - 1024));
        BeatNormalization.Apply(method, a, a);
        BeatNormalization.Apply(method, b, b);
        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], 1e-3f);
    }

    [Fact]
    public void ABeatFlatButForItsPeakStillGetsARobustScale()
    {
        var beat = new float[100];
        beat[50] = 2;
        BeatNormalization.Apply(NormalizationMethod.Robust, beat, beat);
        // The standard deviation about the median 0 is sqrt(4 / 100).
        Assert.Equal(10, beat[50], 1e-5f);
        Assert.Equal(0, beat[0]);
    }

    [Fact]
    public void ARecordsScaleLeavesMissingSamplesOutAndLeavesThemMissing()
    {
        var scale = RecordScale.Measure(NormalizationMethod.MinMax, [float.NaN, 1, 5, float.PositiveInfinity, 3]);
        Assert.Equal(new RecordScale(1, 4), scale);
        var output = new float[3];
        BeatNormalization.Apply(scale, [1, float.NaN, 9], output);
        Assert.Equal([0, float.NaN, 2], output);
    }

    [Fact]
    public void NormalisingABeatAllocatesNothing()
    {
        var (beat, output) = (Beat(), new float[360]);
        var methods = Enum.GetValues<NormalizationMethod>();
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            foreach (var method in methods) BeatNormalization.Apply(method, beat, output);
        }));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(NormalizationMethod.ZScore, [1, 2, float.NaN], new float[3]));
        Assert.Contains("sample 2 is NaN", error.Message);
        Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(NormalizationMethod.ZScore, [], []));
        Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(NormalizationMethod.ZScore, [1, 2], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BeatNormalization.Apply((NormalizationMethod)5, [1, 2], new float[2]));
        Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(new RecordScale(0, -1), [1, 2], new float[2]));
        Assert.Throws<ArgumentException>(() => BeatNormalization.Apply(new RecordScale(float.NaN, 1), [1, 2], new float[2]));
        Assert.Throws<ArgumentException>(() => RecordScale.Measure(NormalizationMethod.ZScore, [float.NaN]));
    }
}
