using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>Goes through a stream to its end, and writes each beat as soon as it is known.</summary>
internal sealed class StreamRun(LiveBeatClassifier live, SampleInput input, Stream output, CancellationToken cancellation)
{
    /// <summary>The longest time from an R peak to the sample that its beat was known with, in seconds, once the detector had learned.</summary>
    public double LongestDelay { get; private set; }

    /// <summary>Reads to the end.</summary>
    /// <exception cref="OperationCanceledException">It was ended from outside.</exception>
    public void Run()
    {
        // A read that waits for samples cannot be cut off: it is left behind when the command ends.
        Task.Run(Read, CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private void Read()
    {
        const double LearningSeconds = 5;
        using var line = new BeatLine(live.Model.Classes);
        BeatVisitor tell = (in AnalyzedBeat beat) =>
        {
            double delay = (live.Samples - beat.Sample) / live.SamplingRate;
            if (beat.Time > LearningSeconds)
                LongestDelay = Math.Max(LongestDelay, delay);
            output.Write(line.Of(beat, delay));
            output.Flush();
        };
        var samples = new float[1 << 12];
        for (int count; (count = input.Read(samples)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            live.Push(samples.AsSpan(0, count), tell);
        }

        live.Complete(tell);
    }
}
