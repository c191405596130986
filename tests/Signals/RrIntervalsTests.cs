namespace ArrhythmiaVision.Signals.Tests;

public class RrIntervalsTests
{
    [Fact]
    public void IntervalsAndRatiosFollowTheirDefinitions()
    {
        // RR in seconds: 1, 0.5, 1.5, 1, 2
        long[] r = [360, 720, 900, 1440, 1800, 2520];
        var f = new RrFeatures[6];
        new RrIntervals(360, medianBeats: 3, localMeanBeats: 2).Measure<long>(r, f);

        Assert.Equal([float.NaN, 1, 0.5f, 1.5f, 1, 2], f.Select(x => x.Previous));
        Assert.Equal([1, 0.5f, 1.5f, 1, 2, float.NaN], f.Select(x => x.Next));
        // medians: 1; (0.5 + 1) / 2; median(1, .5, 1.5); median(.5, 1.5, 1); median(1.5, 1, 2)
        float[] median = [float.NaN, 1, 0.5f / 0.75f, 1.5f, 1, 2 / 1.5f];
        // means of the last two: 1, 0.75, 1, 1.25, 1.5
        float[] mean = [float.NaN, 1, 0.5f / 0.75f, 1.5f, 0.8f, 2 / 1.5f];
        // running means, of the last three: 1, 0.75, 1, 1, 1.5
        float[] running = [float.NaN, 1, 0.5f / 0.75f, 1.5f, 1, 2 / 1.5f];
        // changes |ln|: ln 2; ln 3; ln 1.5; ln 2
        double[] irregular = [double.NaN, double.NaN, Math.Log(2), (Math.Log(2) + Math.Log(3)) / 2, Math.Log(2), Math.Log(2)];
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(irregular[i], f[i].Irregularity, 1e-6);
            Assert.Equal(running[i], f[i].RatioToMean, 1e-6f);
            Assert.Equal(median[i], f[i].RatioToMedian, 1e-6f);
            Assert.Equal(mean[i], f[i].RatioToLocalMean, 1e-6f);
        }
    }

    [Fact]
    public void FeaturesDoNotDependOnLaterBeatsButForTheNextInterval()
    {
        var random = new Random(2);
        var r = new int[600];
        for (var i = 1; i < r.Length; i++) r[i] = r[i - 1] + random.Next(100, 500);
        var all = new RrFeatures[600];
        new RrIntervals(360).Measure<int>(r, all);
        var some = new RrFeatures[400];
        new RrIntervals(360).Measure<int>(r.AsSpan(0, 400), some);
        Assert.Equal(all[..399], some[..399]);
        Assert.Equal(all[399] with { Next = float.NaN }, some[399]);
    }

    [Fact]
    public void FewBeatsAreNoMistake()
    {
        new RrIntervals(250).Measure<int>([], []);
        var one = new RrFeatures[1];
        new RrIntervals(250).Measure<int>([77], one);
        Assert.Equal(new RrFeatures(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN), one[0]);
        var same = new RrFeatures[2];
        new RrIntervals(250).Measure<int>([77, 77], same);
        Assert.Equal(new RrFeatures(0, float.NaN, 1, 1, 1, float.NaN), same[1]);
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RrIntervals(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RrIntervals(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RrIntervals(360, medianBeats: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RrIntervals(360, localMeanBeats: 0));
        Assert.Throws<ArgumentException>(() => new RrIntervals(360).Measure<int>([1, 2], new RrFeatures[3]));
        var error = Assert.Throws<ArgumentException>(() => new RrIntervals(360).Measure<int>([5, 9, 8], new RrFeatures[3]));
        Assert.Contains("beat 2 at sample 8", error.Message);
    }
}
