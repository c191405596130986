namespace ArrhythmiaVision.Attribution;

/// <summary>A named stretch of a beat's samples.</summary>
/// <param name="Name">E.g. "P" or "ST".</param>
/// <param name="Start">Its first sample in the beat.</param>
/// <param name="End">The sample after its last.</param>
public readonly record struct ClinicalSegment(string Name, int Start, int End)
{
    /// <summary>Number of samples.</summary>
    public int Length => End - Start;
}
