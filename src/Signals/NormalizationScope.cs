namespace ArrhythmiaVision.Signals;

/// <summary>Whose scale a beat is brought to.</summary>
public enum NormalizationScope
{
    /// <summary>Its own: every beat comes out equally large.</summary>
    Beat,

    /// <summary>The patient's: the centre is the beat's own, the scale is what is usual in the record so far
    /// (<see cref="BeatMeasures.Scale"/>), so that a beat larger than the others stays larger.</summary>
    Patient,
}
