using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class StreamingRPeakDetectorTests
{
    private sealed record Case(double Rate, double Seconds, int Chunk, bool Random, int Gaps, float Scale, int Seed);

    private static readonly Gen<Case> s_cases =
        from rate in Gen.Elements(100.0, 137.3, 250, 360, 1000)
        from seconds in Gen.Elements(0.5, 3, 12, 25)
        from chunk in Gen.Elements(1, 7, 100, 4096, 5000, 100_000)
        from random in Gen.Elements(false, true)
        from gaps in Gen.Elements(0, 0, 4)
        from scale in Gen.Elements(1f, 0.01f, 1000f)
        from seed in Gen.Choose(0, 100_000)
        select new Case(rate, seconds, chunk, random, gaps, scale, seed);

    private static float[] Input(Case c)
    {
        var random = new Random(c.Seed);
        var signal = SyntheticEcg.Generate(new SyntheticEcgOptions
        {
            Patient = c.Seed % 50, Seed = c.Seed, Seconds = c.Seconds, SamplingRate = c.Rate, VentricularPrematureShare = 0.2,
        }).Leads[0];
        for (var i = 0; i < signal.Length; i++) signal[i] = c.Scale * (c.Random ? random.NextSingle() : signal[i]);
        for (var gap = 0; gap < c.Gaps; gap++)
        {
            var at = gap == 0 ? 0 : random.Next(signal.Length);
            signal.AsSpan(at, Math.Min(random.Next(1, (int)(3 * c.Rate)), signal.Length - at)).Fill(float.NaN);
        }
        return signal;
    }

    private static List<(long Peak, long Pushed)> Stream(StreamingRPeakDetector detector, ReadOnlySpan<float> signal, int chunk)
    {
        var found = new List<(long, long)>();
        var peaks = new long[detector.MaxPeaks(chunk)];
        for (var i = 0; i < signal.Length; i += chunk)
        {
            var part = signal.Slice(i, Math.Min(chunk, signal.Length - i));
            var count = detector.Push(part, peaks);
            foreach (var peak in peaks.AsSpan(0, count)) found.Add((peak, i + part.Length));
        }
        var rest = detector.Flush(peaks);
        foreach (var peak in peaks.AsSpan(0, rest)) found.Add((peak, signal.Length));
        return found;
    }

    [Fact]
    public void AStreamGivesThePeaksOfTheWholeRecordHoweverItIsDivided() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var signal = Input(c);
            return RPeakDetector.Detect(signal, c.Rate).SequenceEqual(Stream(new StreamingRPeakDetector(c.Rate), signal, c.Chunk).Select(f => f.Peak));
        }).Holds(cases: 60);

    [Fact]
    public void PeaksAreOrderedApartAndWithinThePresentSignal() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var signal = Input(c);
            var peaks = RPeakDetector.Detect(signal, c.Rate);
            return peaks.All(p => p >= 0 && p < signal.Length && float.IsFinite(signal[p]))
                && peaks.Zip(peaks.Skip(1)).All(pair => pair.Second - pair.First >= 0.06 * c.Rate - 2);
        }).Holds(cases: 60);

    [Theory]
    [InlineData(100)]
    [InlineData(360)]
    [InlineData(1000)]
    public void APeakComesNoLaterThanPromised(double rate)
    {
        var signal = Input(new Case(rate, 40, 1, false, 0, 1, 5));
        var detector = new StreamingRPeakDetector(rate);
        Assert.InRange(detector.Delay / rate, 1.3, 1.6);
        Assert.InRange(detector.LearningSamples / rate, 3, 3.3);
        var found = Stream(detector, signal, 1);
        Assert.True(found.Count > 30);
        Assert.All(found, f => Assert.True(f.Pushed <= detector.LearningSamples || f.Pushed - 1 - f.Peak <= detector.Delay, $"{f.Peak} came with {f.Pushed}"));

        // Nor is the promise larger than it must be: some peak needs nearly all of it, as the middle of a complex is near its peak.
        var reach = found.Where(f => f.Pushed > detector.LearningSamples && f.Pushed < signal.Length).Max(f => f.Pushed - 1 - f.Peak);
        Assert.InRange(reach, detector.Delay - 0.08 * rate, detector.Delay);
    }

    [Fact]
    public void MissingSamplesAtTheStartDelayOnlyTheLearning()
    {
        var signal = Input(new Case(360, 30, 1, false, 0, 1, 5));
        var later = new float[3600 + signal.Length];
        later.AsSpan(0, 3600).Fill(float.NaN);
        signal.CopyTo(later, 3600);
        Assert.Equal(RPeakDetector.Detect(signal, 360).Skip(1), RPeakDetector.Detect(later, 360).Select(p => p - 3600).Skip(1));
    }

    [Fact]
    public void AfterFlushOrResetANewStreamBegins()
    {
        var signal = Input(new Case(250, 20, 1, false, 2, 1, 7));
        var detector = new StreamingRPeakDetector(250);
        var first = Stream(detector, signal, 100).Select(f => f.Peak).ToList();
        Assert.NotEmpty(first);
        Assert.Equal(first, Stream(detector, signal, 33).Select(f => f.Peak));
        detector.Push(signal.AsSpan(0, 1777), new long[detector.MaxPeaks(1777)]);
        detector.Reset();
        Assert.Equal(first, Stream(detector, signal, 5).Select(f => f.Peak));
    }

    [Fact]
    public void PushingAllocatesNothing()
    {
        var signal = Input(new Case(360, 300, 1, false, 4, 1, 9));
        var detector = new StreamingRPeakDetector(360);
        var peaks = new long[detector.MaxPeaks(signal.Length)];
        var found = 0;
        Action push = () => found = detector.Push(signal, peaks);
        push();
        Assert.Equal(0, Allocations.InSteadyState(push));
        Assert.True(found > 200);
    }

    [Fact]
    public void MemoryIsThatOfSomeSeconds()
    {
        // Everything a detector holds, at the highest rate: it must not grow with the stream, as pushing allocates nothing.
        var warm = new StreamingRPeakDetector(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var detector = new StreamingRPeakDetector(1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 400_000);
        Assert.Equal(warm.Delay, detector.Delay);
    }

    [Fact]
    public void TooLittleRoomIsRefusedAndChangesNothing()
    {
        var signal = Input(new Case(360, 10, 1, false, 0, 1, 3));
        var detector = new StreamingRPeakDetector(360);
        var room = detector.MaxPeaks(signal.Length);
        Assert.Throws<ArgumentException>("peaks", () => detector.Push(signal, new long[room - 1]));
        Assert.Throws<ArgumentException>("peaks", () => detector.Flush(new long[detector.MaxPeaks(0) - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.MaxPeaks(-1));
        Assert.True(detector.MaxPeaks(int.MaxValue) > 0);
        var peaks = new long[room];
        var found = detector.Push(signal, peaks);
        found += detector.Flush(peaks.AsSpan(found));
        Assert.Equal(RPeakDetector.Detect(signal, 360), peaks[..found]);
    }
}
