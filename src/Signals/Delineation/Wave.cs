namespace ArrhythmiaVision.Signals;

/// <summary>A P or T wave, by sample numbers of the signal.</summary>
/// <param name="Onset">Its first sample.</param>
/// <param name="Peak">Its largest deflection; of a wave with two phases the larger one's.</param>
/// <param name="Offset">Its last sample.</param>
public readonly record struct Wave(long Onset, long Peak, long Offset)
{
    /// <summary>From onset to offset, in samples.</summary>
    public long Duration => Offset - Onset;
}
