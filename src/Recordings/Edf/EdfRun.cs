namespace ArrhythmiaVision.Recordings;

/// <summary>Data records that follow each other without a gap.</summary>
/// <param name="FirstRecord">The first one's number.</param>
/// <param name="Records">How many there are.</param>
/// <param name="StartSeconds">When the first begins, in seconds from the recording's start.</param>
/// <param name="RecordSeconds">Seconds of each.</param>
internal readonly record struct EdfRun(long FirstRecord, long Records, double StartSeconds, double RecordSeconds)
{
    /// <summary>When the last one ends.</summary>
    public double EndSeconds => StartSeconds + (Records * RecordSeconds);
}
