using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

public class LiveBeatClassifierTests
{
    [Theory]
    [InlineData(360, 1)]
    [InlineData(360, 7)]
    [InlineData(250, 100_000)]
    [InlineData(1000, 333)]
    [InlineData(80, 13)]
    public void ModelsThatAwaitTheNextBeatGiveTheSameBitsAsTheWholeRecord(double rate, int chunk)
    {
        var made = Made.Ecg(40, rate, gaps: 2);
        var live = new LiveBeatClassifier(Models.V2WithContext, rate, peaks: Peaks(rate));
        Assert.True(live.AwaitsNextBeat);
        Assert.Equal(Whole(made, Models.V2WithContext, out var summary), Live(live, made.Signal, chunk));
        Assert.Equal((summary.Beats, summary.Classified, summary.MissingSamples), (live.Summary.Beats, live.Summary.Classified, live.Summary.MissingSamples));
    }

    [Theory]
    [InlineData(360, 5)]
    [InlineData(250, 1000)]
    public void ModelsThatDoNotGiveTheSameBeatsWithoutTheNextInterval(double rate, int chunk)
    {
        var made = Made.Ecg(40, rate, gaps: 2);
        var live = new LiveBeatClassifier(Models.V2, rate, peaks: Peaks(rate));
        Assert.False(live.AwaitsNextBeat);
        var expected = Whole(made, Models.V2, out _).Select(beat => beat with { Rr = beat.Rr with { Next = float.NaN } });
        Assert.Equal(expected, Live(live, made.Signal, chunk));
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(360, false)]
    [InlineData(80, false)]
    [InlineData(128, false)]
    [InlineData(250, true)]
    [InlineData(1000, false)]
    [InlineData(1024, true)]
    public void NoBeatComesLaterThanSaid(double rate, bool awaitsNext)
    {
        var made = Made.Ecg(90, rate);
        var live = new LiveBeatClassifier(awaitsNext ? Models.V2WithContext : Models.V2, rate);
        var told = new List<(long Sample, long Known)>();
        foreach (float sample in made.Signal)
            live.Push([sample], (in AnalyzedBeat beat) => told.Add((beat.Sample, live.Samples)));
        Assert.True(told.Count > 60);
        for (int i = 0; i < told.Count - 1; i++)
        {
            if (told[i].Sample < 5 * rate)
                continue;
            double bound = awaitsNext ? Math.Max(told[i].Sample / rate + live.WindowDelay.TotalSeconds, told[i + 1].Sample / rate + live.MaxDelay.TotalSeconds) : told[i].Sample / rate + live.MaxDelay.TotalSeconds;
            Assert.True(told[i].Known / rate <= bound + 1e-9, FormattableString.Invariant($"the beat at {told[i].Sample} was known at {told[i].Known}"));
        }
    }

    [Fact]
    public void ABeatIsToldInTimeAtEveryRateOfTheDetectors()
    {
        foreach (double rate in (double[])[100, 125, 128, 150, 180, 200, 250, 256, 257, 300, 359.97, 360, 361, 400, 500, 512, 720, 1000])
        {
            var live = new LiveBeatClassifier(Models.V2, rate);
            Assert.True(live.MaxDelay.TotalSeconds <= 1.2, FormattableString.Invariant($"{live.MaxDelay.TotalSeconds} s at {rate} samples a second"));
            var awaits = new LiveBeatClassifier(Models.V2WithContext, rate);
            Assert.True(awaits.MaxDelay.TotalSeconds <= 0.61, FormattableString.Invariant($"{awaits.MaxDelay.TotalSeconds} s at {rate} samples a second after the next beat"));
            Assert.True(awaits.WindowDelay.TotalSeconds <= 1.2);
        }
    }

    [Fact]
    public void NothingIsAllocatedPerSampleOrBeat()
    {
        var made = Made.Ecg(120);
        foreach (var model in new[] { Models.V2, Models.V2WithContext })
        {
            var live = new LiveBeatClassifier(model, made.Rate);
            long beats = 0;
            BeatVisitor visitor = (in AnalyzedBeat _) => beats++;
            live.Push(made.Signal, visitor);
            live.Push(made.Signal, visitor);
            Assert.Equal(0, Allocations.InSteadyState(() => live.Push(made.Signal.AsSpan(0, 3600), visitor)));
            Assert.True(beats > 200);
        }
    }

    [Fact]
    public void TheCallersMistakesAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiveBeatClassifier(Models.V2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiveBeatClassifier(Models.V2, double.NaN));
        Assert.Throws<ArgumentException>(() => new LiveBeatClassifier(Models.V2WithOtherContext, 360));
        var live = new LiveBeatClassifier(Models.V2, 360);
        live.Complete((in AnalyzedBeat _) => { });
        Assert.Throws<InvalidOperationException>(() => live.Push([0], (in AnalyzedBeat _) => { }));
    }

    private static IRPeakSource Peaks(double rate) => new DetectedRPeaks(rate);

    private static List<Result> Whole(Made made, Networks.ArrhythmiNetModel model, out AnalysisSummary summary) =>
        made.Analyze(null, Peaks(made.Rate), out summary, model);

    private static List<Result> Live(LiveBeatClassifier live, float[] signal, int chunk)
    {
        var results = new List<Result>();
        BeatVisitor visitor = (in AnalyzedBeat beat) => results.Add(Result.Of(beat));
        for (int start = 0; start < signal.Length; start += chunk)
            live.Push(signal.AsSpan(start, Math.Min(chunk, signal.Length - start)), visitor);
        live.Complete(visitor);
        return results;
    }
}
