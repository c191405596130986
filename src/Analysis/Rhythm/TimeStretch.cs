namespace ArrhythmiaVision.Analysis;

/// <summary>A stretch of a recording.</summary>
/// <param name="Start">Where it begins, in seconds from the recording's start.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct TimeStretch(double Start, double End)
{
    /// <summary>Its length in seconds.</summary>
    public double Seconds => End - Start;
}
