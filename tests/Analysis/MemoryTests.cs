namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Measures the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    [Fact]
    public void NothingIsAllocatedPerBeat()
    {
        // Twice the beats must cost no more than the noise of a few objects: the same buffers serve any length.
        var made = Made.Ecg(120);
        Allocated(made, 2);
        var (few, beatsOfFew) = Allocated(made, 4);
        var (many, beatsOfMany) = Allocated(made, 20);
        Assert.True(beatsOfMany > beatsOfFew + 1500);
        Assert.True(many - few < 20_000, FormattableString.Invariant($"{few} bytes for {beatsOfFew} beats, {many} for {beatsOfMany}"));
    }

    [Fact]
    public void MemoryDoesNotGrowWithLength()
    {
        var made = Made.Ecg(120);
        var grown = new List<long>();

        // What is made once (a second thread's room to work in) can fall into any single run; what grows with the recording grows in each.
        for (var run = 0; run < 5 && (run == 0 || grown.Min() >= 1 << 20); run++) grown.Add(Grown(made));
        Assert.True(grown.Min() < 1 << 20, string.Join(", ", grown));
    }

    /// <summary>By how much more memory is held towards the end of a long recording than near its start.</summary>
    private static long Grown(Made made)
    {
        var held = new List<long>();
        long beats = 0;
        new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = 2 }).Analyze(
            new SampleBlocks(Repeated(made, 60), made.Rate), new RepeatedPeaks(made, 60), (in AnalyzedBeat beat) =>
            {
                if (beats++ % 2000 != 1000) return;
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
            }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(beats > 6000);
        return held[^1] - held[0];
    }

    private static (long Bytes, long Beats) Allocated(Made made, int times)
    {
        var analyzer = new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = 1 });
        var source = new SampleBlocks(Repeated(made, times), made.Rate);
        var peaks = new RepeatedPeaks(made, times);
        long beats = 0;
        BeatVisitor visitor = (in AnalyzedBeat _) => beats++;
        var before = GC.GetAllocatedBytesForCurrentThread();
        analyzer.Analyze(source, peaks, visitor);
        return (GC.GetAllocatedBytesForCurrentThread() - before, beats);
    }

    private static IEnumerable<ReadOnlyMemory<float>> Repeated(Made made, int times)
    {
        for (var i = 0; i < times; i++) yield return made.Signal;
    }

    private sealed class RepeatedPeaks(Made made, int times) : IRPeakSource
    {
        private readonly IReadOnlyList<RPeak> _peaks = made.Peaks;
        private long _pushed;
        private int _next;

        public long MaxDelay => 0;

        public void Push(ReadOnlySpan<float> samples, List<RPeak> peaks)
        {
            _pushed += samples.Length;
            for (; _next < times * _peaks.Count; _next++)
            {
                var sample = (long)(_next / _peaks.Count) * made.Signal.Length + _peaks[_next % _peaks.Count].Sample;
                if (sample >= _pushed) return;
                peaks.Add(new RPeak(sample));
            }
        }

        public void Flush(List<RPeak> peaks)
        {
        }
    }
}
