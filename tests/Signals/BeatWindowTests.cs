namespace ArrhythmiaVision.Signals.Tests;

public class BeatWindowTests
{
    private static readonly float[] s_ramp = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];

    [Theory]
    [InlineData(179, BeatWindowStatus.TooNearStart)]
    [InlineData(180, BeatWindowStatus.Complete)]
    [InlineData(820, BeatWindowStatus.Complete)]
    [InlineData(821, BeatWindowStatus.TooNearEnd)]
    [InlineData(-5, BeatWindowStatus.TooNearStart)]
    [InlineData(long.MaxValue, BeatWindowStatus.TooNearEnd)]
    [InlineData(long.MinValue, BeatWindowStatus.TooNearStart)]
    public void TheDefaultHolds180SamplesBeforeAnd180FromThePeakOn(long rPeak, BeatWindowStatus expected)
    {
        var window = Enumerable.Repeat(-1f, 360).ToArray();
        Assert.Equal(expected, BeatWindow.Default.Locate(rPeak, s_ramp.Length));
        Assert.Equal(expected, BeatWindow.Default.Cut(s_ramp, rPeak, window));
        if (expected == BeatWindowStatus.Complete)
            Assert.Equal(Enumerable.Range((int)rPeak - 180, 360).Select(i => (float)i), window);
        else
            Assert.All(window, v => Assert.Equal(-1, v));
    }

    [Fact]
    public void ManyBeatsAreCutInOneGoAndThoseThatFailAreReported()
    {
        var signal = s_ramp.ToArray();
        signal[900] = float.NaN;
        int[] rPeaks = [10, 500, 800, 990];
        var windows = new float[4 * 360];
        var statuses = new BeatWindowStatus[4];
        Assert.Equal(1, BeatWindow.Default.CutAll<int>(signal, rPeaks, windows, statuses));
        Assert.Equal([BeatWindowStatus.TooNearStart, BeatWindowStatus.Complete, BeatWindowStatus.MissingSamples, BeatWindowStatus.TooNearEnd], statuses);
        Assert.All(windows[..360], v => Assert.True(float.IsNaN(v)));
        Assert.Equal(500, windows[360 + 180]);
        Assert.Equal(800, windows[720 + 180]);
        Assert.Equal(1, windows.AsSpan(720, 360).ToArray().Count(float.IsNaN));
        Assert.All(windows[1080..], v => Assert.True(float.IsNaN(v)));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeatWindow(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeatWindow(-1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeatWindow(0, 0));
        Assert.Throws<ArgumentException>(() => BeatWindow.Default.Cut(s_ramp, 500, new float[359]));
        Assert.Throws<ArgumentException>(() => BeatWindow.Default.CutAll<long>(s_ramp, [500], new float[359], new BeatWindowStatus[1]));
        Assert.Throws<ArgumentException>(() => BeatWindow.Default.CutAll<long>(s_ramp, [500], new float[360], new BeatWindowStatus[2]));
    }
}
