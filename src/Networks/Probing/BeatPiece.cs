namespace ArrhythmiaVision.Networks;

/// <summary>A stretch of a beat's samples.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="End">The sample after its last.</param>
public readonly record struct BeatPiece(int Start, int End)
{
    /// <summary>Number of samples.</summary>
    public int Length => End - Start;
}
