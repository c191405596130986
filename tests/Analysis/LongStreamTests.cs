namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Measures the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(MemoryTests))]
public class LongStreamTests
{
    [Fact]
    public void HoursNeitherGrowMemoryNorShiftSamples()
    {
        // The same two minutes again and again, with R peaks given: every lap must give the same beats, later by its length to the sample.
        var made = Made.Ecg(120);
        int laps = 90;
        var peaks = made.Peaks.Where(peak => peak.Sample > 400 && peak.Sample < made.Signal.Length - 400).Select(peak => peak.Sample).ToArray();
        var live = new LiveBeatClassifier(Models.V2, made.Rate, peaks: new LapPeaks(peaks, made.Signal.Length));
        long beats = 0, wrong = 0, held = 0;
        BeatVisitor visitor = (in AnalyzedBeat beat) =>
        {
            long lap = beats / peaks.Length;
            if (beat.Sample != (lap * made.Signal.Length) + peaks[beats % peaks.Length] || beat.Time != beat.Sample / made.Rate)
                wrong++;
            beats++;
        };
        for (int lap = 0; lap < laps; lap++)
        {
            live.Push(made.Signal, visitor);
            if (lap == 10)
                held = GC.GetTotalMemory(forceFullCollection: true);
        }

        live.Complete(visitor);
        Assert.Equal((laps * (long)peaks.Length, 0L), (beats, wrong));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - held < 4 << 20, "three hours must hold no more than twenty minutes");
    }

    private sealed class LapPeaks(long[] peaks, int length) : IRPeakSource
    {
        private long _pushed;
        private long _next;

        public long MaxDelay => 0;

        public void Push(ReadOnlySpan<float> samples, List<RPeak> found)
        {
            _pushed += samples.Length;
            for (; (_next / peaks.Length * length) + peaks[_next % peaks.Length] is var sample && sample < _pushed; _next++)
                found.Add(new RPeak(sample));
        }

        public void Flush(List<RPeak> found)
        {
        }
    }
}
