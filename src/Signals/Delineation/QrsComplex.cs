namespace ArrhythmiaVision.Signals;

/// <summary>A QRS complex, by sample numbers of the signal. Its R peak is the one that was given.</summary>
/// <param name="Onset">Its first sample.</param>
/// <param name="Q">The peak of its Q wave, a deflection before the R peak and opposite to it; null where there is none.</param>
/// <param name="S">The peak of its S wave, a deflection after the R peak and opposite to it; null where there is none.</param>
/// <param name="Offset">Its last sample, the J point.</param>
public readonly record struct QrsComplex(long Onset, long? Q, long? S, long Offset)
{
    /// <summary>From onset to offset, in samples.</summary>
    public long Duration => Offset - Onset;
}
