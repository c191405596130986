namespace ArrhythmiaVision.Transforms;

/// <summary>Where BeatSegment's beats come from.</summary>
public enum RPeakSource
{
    /// <summary>Every annotation of a beat is a beat.</summary>
    Annotated,

    /// <summary>Every R peak that the detector finds in the lead as recorded is a beat, labelled by the annotation nearest to it if there is one.</summary>
    Detected,
}
