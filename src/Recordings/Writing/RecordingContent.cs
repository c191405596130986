namespace ArrhythmiaVision.Recordings;

/// <summary>What <see cref="RecordingWriter"/> writes.</summary>
public sealed record RecordingContent
{
    /// <summary>The signals; at least one.</summary>
    public required IReadOnlyList<OutputSignal> Signals { get; init; }

    /// <summary>The annotations in order of time; empty for none.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>How many samples of the annotations are a second.</summary>
    public double AnnotationRate { get; init; } = 1;

    /// <summary>The annotator's name, which a WFDB annotation file has as its extension.</summary>
    public string Annotator { get; init; } = MitBihArrhythmiaDatabase.Annotator;

    /// <summary>When the recording began; null where that is not known.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>What is said of the recording in words; kept by WFDB and CSV.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
