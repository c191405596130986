namespace ArrhythmiaVision.Recordings;

/// <summary>One segment of a multi-segment record.</summary>
/// <param name="RecordName">The single-segment record that holds the samples, or <c>~</c> for a gap.</param>
/// <param name="Length">The number of frames; 0 marks the layout segment of a variable-layout record.</param>
public sealed record WfdbSegment(string RecordName, long Length)
{
    /// <summary>The name that stands for a gap.</summary>
    public const string GapName = "~";

    /// <summary>Whether nothing was recorded during this segment.</summary>
    public bool IsGap => RecordName == GapName;
}
