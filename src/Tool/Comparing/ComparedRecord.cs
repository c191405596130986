using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>A record's annotations held against each other, with what a person changed in either.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="ReferenceReview">What was changed in the reference; null where that cannot be told.</param>
/// <param name="TestReview">What was changed in what is judged; null where that cannot be told.</param>
internal sealed record ComparedRecord(RecordComparison Comparison, ReviewCount? ReferenceReview, ReviewCount? TestReview)
{
    /// <summary>Compares.</summary>
    /// <param name="path">The record's path.</param>
    /// <param name="settings">What is asked for.</param>
    /// <exception cref="FileNotFoundException">The record or one of the annotators is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or its annotations are not in order of time.</exception>
    public static ComparedRecord Read(string path, CompareSettings settings)
    {
        using var recording = RecordingFiles.FormatOf(path) == RecordingFormat.Wfdb ? null : Recording.Open(path, settings.Csv);
        string stem = RecordingFiles.StemOf(path), name = Path.GetFileName(stem);

        // Of a WFDB record the header will do: annotations can be compared without the signals.
        var options = recording is null
            ? ComparisonOptions.For(WfdbHeader.Read(stem + ".hea"))
            : new ComparisonOptions { SamplingFrequency = recording.SamplingFrequency, RecordLength = recording.Length };
        var (reference, test) = (Annotations(settings.Reference, null), Annotations(settings.Test, settings.TestFolder));
        return new ComparedRecord(
            RecordComparison.Compare(name, reference, test, settings.Apply(options), settings.Reference, settings.Test),
            ReviewCount.Of(settings.Reference, reference), ReviewCount.Of(settings.Test, test));

        IReadOnlyList<Annotation> Annotations(string annotator, string? folder) => recording is not null
            ? recording.ReadAnnotations(annotator, folder)
            : AnnotationFile.Read($"{(folder is null ? stem : Path.Combine(folder, name))}.{annotator}").AtFrequency(options.SamplingFrequency);
    }
}
