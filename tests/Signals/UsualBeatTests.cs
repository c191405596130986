namespace ArrhythmiaVision.Signals.Tests;

public class UsualBeatTests
{
    [Fact]
    public void MeasuresAreThoseOfTheirDefinitions()
    {
        var random = new Random(3);
        var beats = Enumerable.Range(0, 400).Select(i => Beat(random, i % 9 == 0)).ToArray();
        foreach (var method in Enum.GetValues<NormalizationMethod>())
        {
            var history = new UsualBeat(method);
            for (var i = 0; i < beats.Length; i++)
            {
                var measures = history.Push(beats[i]);
                var scales = beats[Math.Max(0, i - 299)..(i + 1)].Select(beat => RecordScale.Measure(method, beat).Scale);
                Assert.Equal(Median(scales), measures.Scale);

                var before = i == 0 ? beats[..1] : beats[Math.Max(0, i - 50)..i];
                var usual = Enumerable.Range(150, 70).Select(t => Median(before.Select(beat => (float)(beat[t] - beat[150..220].Average(v => (double)v))))).ToArray();
                Assert.Equal(1 - MathNet.Numerics.Statistics.Correlation.Pearson(beats[i][155..210].Select(v => (double)v), usual[5..60].Select(v => (double)v)), measures.QrsDistance, 1e-5);
                Assert.Equal((beats[i][150..220].Max() - beats[i][150..220].Min()) / (usual.Max() - usual.Min()), measures.QrsSizeRatio, 1e-5f);
            }
        }
    }

    [Fact]
    public void AnotherShapeStandsOutWhateverItsSize()
    {
        var random = new Random(4);
        var history = new UsualBeat(NormalizationMethod.ZScore);
        for (var i = 0; i < 30; i++) Assert.True(history.Push(Beat(random, false)).QrsDistance < 0.05);
        var wide = history.Push(Beat(random, true));
        Assert.True(wide.QrsDistance > 0.2);

        // Gain and offset change neither distance nor ratio, and the scale as they should.
        var other = new UsualBeat(NormalizationMethod.ZScore);
        random = new Random(4);
        for (var i = 0; i < 30; i++) other.Push(Array.ConvertAll(Beat(random, false), v => 1000 * v + 5));
        var scaled = other.Push(Array.ConvertAll(Beat(random, true), v => 1000 * v + 5));
        Assert.Equal(wide.QrsDistance, scaled.QrsDistance, 1e-4f);
        Assert.Equal(wide.QrsSizeRatio, scaled.QrsSizeRatio, 1e-4f);
        Assert.Equal(1000 * wide.Scale, scaled.Scale, 1e-2f);
    }

    [Fact]
    public void FlatBeatsAndMistakes()
    {
        var history = new UsualBeat(NormalizationMethod.MinMax);
        Assert.Equal(new BeatMeasures(0, 1, 1), history.Push(new float[360]));
        Assert.Equal(1, history.Push(Beat(new Random(1), false)).QrsSizeRatio);
        Assert.Throws<ArgumentException>(() => history.Push(new float[359]));
        Assert.Throws<ArgumentException>(() => history.Push([.. new float[359], float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsualBeat((NormalizationMethod)9));

        var (first, beat) = (new UsualBeat(NormalizationMethod.MinMax).Push(Beat(new Random(1), true)), Beat(new Random(1), true));
        history.Reset();
        Assert.Equal(first, history.Push(beat));
    }

    [Fact]
    public void MeasuringAllocatesNothing()
    {
        var history = new UsualBeat(NormalizationMethod.Robust);
        var beat = Beat(new Random(1), false);
        Assert.Equal(0, Allocations.InSteadyState(() => history.Push(beat)));
    }

    private static float[] Beat(Random random, bool wide)
    {
        var beat = new float[360];
        var width = wide ? 18 : 5;
        for (var i = 0; i < beat.Length; i++)
            beat[i] = (float)(Math.Exp(-Math.Pow((i - 180.0) / width, 2)) - 0.3 * Math.Exp(-Math.Pow((i - 190.0) / width, 2)) + 0.01 * random.NextDouble());
        return beat;
    }

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (float)(((double)sorted[middle - 1] + sorted[middle]) / 2);
    }
}
