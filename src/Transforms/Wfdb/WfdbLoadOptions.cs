using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Transforms;

/// <summary>What <c>mlContext.Data.LoadFromWfdb</c> can be told.</summary>
public sealed class WfdbLoadOptions
{
    /// <summary>The lead to read, such as <c>MLII</c>; null for MLII where a record has it, else its first.</summary>
    public string? Lead;

    /// <summary>The annotator whose annotations are read, which is the extension of their file; null for none, so that the annotation columns are empty.</summary>
    public string? Annotator = MitBihArrhythmiaDatabase.Annotator;

    /// <summary>
    /// Whether a record that the annotator has no file for is a record without annotations; otherwise it is an error when its annotations
    /// are asked for.
    /// </summary>
    public bool AnnotationsOptional;

    /// <summary>Gives the patient of a record's name; by default the record's own name, save that MIT-BIH's 201 and 202 are of one patient.</summary>
    public Func<string, string> PatientOf = MitBihArrhythmiaDatabase.PatientOf;

    /// <summary>Is told, once a record each, where the first lead stands in for a missing MLII, and where annotations are missing. It may be called from several threads.</summary>
    public IProgress<string>? Log;

    internal WfdbLoadOptions Copy() => (WfdbLoadOptions)MemberwiseClone();
}
