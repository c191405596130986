namespace ArrhythmiaVision.Evaluation;

/// <summary>What a beat-by-beat comparison of one record gave.</summary>
public sealed class BeatComparisonResult
{
    internal BeatComparisonResult(BeatMatrix matrix, double samplingFrequency, double squaredRrErrors, long rrErrorCount, long shutdownSamples)
    {
        Matrix = matrix;
        SamplingFrequency = samplingFrequency;
        RrErrorCount = rrErrorCount;
        ShutdownSamples = shutdownSamples;
        RrErrorMilliseconds = rrErrorCount > 0 ? Math.Sqrt(squaredRrErrors / rrErrorCount) * 1000.0 / samplingFrequency : null;
    }

    /// <summary>The beat matrix.</summary>
    public BeatMatrix Matrix { get; }

    /// <summary>Samples a second, in Hz.</summary>
    public double SamplingFrequency { get; }

    /// <summary>
    /// The root mean square of the differences between the two annotators' RR intervals, in milliseconds; null where there
    /// was none to compare. As in <c>bxb</c>, every pair of the comparison compares the intervals that the two annotators'
    /// current beats end, so a missed or an extra beat weighs in too.
    /// </summary>
    public double? RrErrorMilliseconds { get; }

    /// <summary>How many RR intervals were compared.</summary>
    public long RrErrorCount { get; }

    /// <summary>How long the test annotator marked the signal as unreadable, from the start of the record on, in samples.</summary>
    public long ShutdownSamples { get; }

    /// <summary>How long the test annotator marked the signal as unreadable, from the start of the record on.</summary>
    public TimeSpan ShutdownTime => TimeSpan.FromSeconds(ShutdownSamples / SamplingFrequency);
}
