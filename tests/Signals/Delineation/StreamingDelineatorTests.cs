using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class StreamingDelineatorTests
{
    /// <summary>Pushes a signal in pieces; each R peak comes with the piece that holds the sample <paramref name="late"/> samples after its own.</summary>
    private static List<(BeatDelineation Beat, long Pushed)> Stream(StreamingDelineator delineator, ReadOnlySpan<float> signal, long[] peaks, int chunk, int late)
    {
        var found = new List<(BeatDelineation, long)>();
        var given = 0;
        for (var i = 0; i < signal.Length; i += chunk)
        {
            var part = signal.Slice(i, Math.Min(chunk, signal.Length - i));
            var first = given;
            while (given < peaks.Length && (peaks[given] + late < i + part.Length || i + part.Length == signal.Length)) given++;
            var beats = new BeatDelineation[delineator.Pending + given - first];
            var count = delineator.Push(part, peaks.AsSpan(first, given - first), beats);
            found.AddRange(beats.Take(count).Select(b => (b, (long)i + chunk)));
        }
        var rest = new BeatDelineation[delineator.Pending];
        var last = delineator.Flush(rest);
        Assert.Equal(rest.Length, last);
        found.AddRange(rest.Select(b => (b, long.MaxValue)));
        return found;
    }

    [Fact]
    public void AStreamGivesTheBeatsOfTheWholeRecordHoweverItIsDivided() =>
        Prop.ForAll(DelineationCase.Cases.ToArbitrary(), c =>
        {
            var (signal, peaks) = c.Input();
            var late = (int)(c.Lateness * c.Rate);
            return new Delineator(c.Rate).Delineate(signal, peaks).SequenceEqual(
                Stream(new StreamingDelineator(c.Rate, late), signal, peaks, c.Chunk, late).Select(f => f.Beat));
        }).Holds(cases: 60);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(360, 0)]
    [InlineData(360, 600)]
    [InlineData(1000, 1500)]
    public void ABeatComesNoLaterThanPromised(double rate, int late)
    {
        var ecg = KnownEcg.Make(rate, 20);
        // A pause: the beat before it has no next one to be seen by.
        long[] peaks = [.. ecg.RPeaks.Where((_, i) => i % 6 is not (4 or 5))];
        var delineator = new StreamingDelineator(rate, late);
        Assert.InRange(delineator.Delay / rate, 0.7, 1.4 + late / rate);
        var found = Stream(delineator, ecg.Signal, peaks, 1, late).Where(f => f.Pushed != long.MaxValue).ToList();
        Assert.True(found.Count > 10);
        Assert.All(found, f => Assert.InRange(f.Pushed - 1 - f.Beat.RPeak, 0, delineator.Delay));
        Assert.InRange(found.Max(f => f.Pushed - 1 - f.Beat.RPeak), delineator.Delay - 0.05 * rate, delineator.Delay);
    }

    [Fact]
    public void TheDetectorsPeaksCanBeUsedAsTheyCome()
    {
        var ecg = KnownEcg.Make(360, 60);
        var detector = new StreamingRPeakDetector(360);
        var delineator = new StreamingDelineator(360, Math.Max(detector.Delay, detector.LearningSamples));
        var peaks = new long[detector.MaxPeaks(100)];
        var beats = new BeatDelineation[100];
        var found = new List<BeatDelineation>();
        for (var i = 0; i < ecg.Signal.Length; i += 100)
        {
            var part = ecg.Signal.AsSpan(i, Math.Min(100, ecg.Signal.Length - i));
            var count = detector.Push(part, peaks);
            count = delineator.Push(part, peaks.AsSpan(0, count), beats);
            found.AddRange(beats.AsSpan(0, count));
        }
        var last = detector.Flush(peaks);
        var written = delineator.Push([], peaks.AsSpan(0, last), beats);
        written += delineator.Flush(beats.AsSpan(written));
        found.AddRange(beats.AsSpan(0, written));
        Assert.Equal(new Delineator(360).Delineate(ecg.Signal, RPeakDetector.Detect(ecg.Signal, 360)), found);
        Assert.Equal(ecg.RPeaks.Length, found.Count);
    }

    [Fact]
    public void AfterFlushOrResetANewStreamBegins()
    {
        var ecg = KnownEcg.Make(250, 20);
        var delineator = new StreamingDelineator(250, 100);
        var first = Stream(delineator, ecg.Signal, ecg.RPeaks, 100, 0).Select(f => f.Beat).ToList();
        Assert.Equal(first, Stream(delineator, ecg.Signal, ecg.RPeaks, 33, 100).Select(f => f.Beat));
        delineator.Push(ecg.Signal.AsSpan(500, 700), [100, 400], new BeatDelineation[2]);
        delineator.Reset();
        Assert.Equal(first, Stream(delineator, ecg.Signal, ecg.RPeaks, 5, 20).Select(f => f.Beat));
    }

    [Fact]
    public void MistakesAreNamedAndChangeNothing()
    {
        var ecg = KnownEcg.Make(360, 10);
        var delineator = new StreamingDelineator(360, 50);
        var beats = new BeatDelineation[40];
        var signal = ecg.Signal;
        var written = delineator.Push(signal.AsSpan(0, 1000), ecg.RPeaks.AsSpan(0, 2), beats);
        Assert.Contains("not after", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Push(signal.AsSpan(1000), [ecg.RPeaks[1]], beats)).Message);
        Assert.Contains("not after", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Push(signal.AsSpan(1000), [1100, 1050], beats)).Message);
        Assert.Contains("beyond", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Push(signal.AsSpan(1000, 10), [1010], beats)).Message);
        Assert.Contains("50 samples late", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Push(signal.AsSpan(1000), [949], beats)).Message);
        Assert.Throws<ArgumentException>("beats", () => delineator.Push(signal.AsSpan(1000), ecg.RPeaks.AsSpan(4), new BeatDelineation[ecg.RPeaks.Length - 4 + delineator.Pending - 1]));
        if (delineator.Pending > 0) Assert.Throws<ArgumentException>("beats", () => delineator.Flush([]));

        Array.Resize(ref beats, 80);
        long[] left = [.. ecg.RPeaks.Skip(2).Where(p => p >= 950)];
        written += delineator.Push(signal.AsSpan(1000), left, beats.AsSpan(written));
        written += delineator.Flush(beats.AsSpan(written));
        Assert.Equal(new Delineator(360).Delineate(signal, [.. ecg.RPeaks.Take(2), .. left]), beats.Take(written));

        Assert.Throws<ArgumentOutOfRangeException>("peakDelay", () => new StreamingDelineator(360, -1));
        Assert.Throws<ArgumentOutOfRangeException>("peakDelay", () => new StreamingDelineator(360, 360 * 61));
        Assert.Throws<ArgumentOutOfRangeException>("samplingRate", () => new StreamingDelineator(50));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(250)]
    public void PushingAllocatesNothing(double rate)
    {
        var ecg = KnownEcg.Make(rate, 60);
        var delineator = new StreamingDelineator(rate);
        var beats = new BeatDelineation[ecg.RPeaks.Length];
        var written = 0;
        var run = () =>
        {
            written = delineator.Push(ecg.Signal, ecg.RPeaks, beats);
            written += delineator.Flush(beats.AsSpan(written));
        };
        run();
        Assert.Equal(0, Allocations.InSteadyState(run));
        Assert.Equal(ecg.RPeaks.Length, written);
    }

    [Fact]
    public void MemoryIsThatOfSomeSeconds()
    {
        // Everything a delineator holds, at the highest rate; it cannot grow with the stream, as pushing allocates nothing.
        _ = new StreamingDelineator(1000, 3200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var delineator = new StreamingDelineator(1000, 3200);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 400_000);
        Assert.Equal(3200, delineator.PeakDelay);
    }
}
