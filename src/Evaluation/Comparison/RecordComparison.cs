using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>One record's comparison, beat by beat and run by run: a line of a report.</summary>
public sealed class RecordComparison
{
    private RecordComparison(string record, string referenceAnnotator, string testAnnotator, BeatComparisonResult beats, RunComparisonResult runs)
    {
        Record = record;
        ReferenceAnnotator = referenceAnnotator;
        TestAnnotator = testAnnotator;
        Beats = beats;
        Runs = runs;
    }

    /// <summary>The record's name.</summary>
    public string Record { get; }

    /// <summary>The reference annotator's name, such as <c>atr</c>.</summary>
    public string ReferenceAnnotator { get; }

    /// <summary>The test annotator's name.</summary>
    public string TestAnnotator { get; }

    /// <summary>The comparison beat by beat.</summary>
    public BeatComparisonResult Beats { get; }

    /// <summary>The comparison run by run.</summary>
    public RunComparisonResult Runs { get; }

    /// <summary>Compares two annotators of one record.</summary>
    /// <param name="record">The record's name.</param>
    /// <param name="reference">The reference annotations in order of time; gone through five times.</param>
    /// <param name="test">The annotations to judge, in order of time; gone through five times.</param>
    /// <param name="options">Sampling frequency, record length, and where the comparison departs from the standard.</param>
    /// <param name="referenceAnnotator">The reference annotator's name.</param>
    /// <param name="testAnnotator">The test annotator's name.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">Annotations are not in order of time.</exception>
    public static RecordComparison Compare(
        string record,
        IEnumerable<Annotation> reference,
        IEnumerable<Annotation> test,
        ComparisonOptions options,
        string referenceAnnotator = "atr",
        string testAnnotator = "test")
    {
        ArgumentException.ThrowIfNullOrEmpty(record);
        ArgumentException.ThrowIfNullOrEmpty(referenceAnnotator);
        ArgumentException.ThrowIfNullOrEmpty(testAnnotator);
        return new RecordComparison(record, referenceAnnotator, testAnnotator,
            BeatComparison.Compare(reference, test, options), RunComparison.Compare(reference, test, options));
    }

    /// <summary>Compares two annotation files of a record.</summary>
    /// <param name="path">The record's path without extension, such as <c>mitdb/100</c>; its header gives sampling frequency and length.</param>
    /// <param name="referenceAnnotator">The reference file's extension, such as <c>atr</c>.</param>
    /// <param name="testAnnotator">The test file's extension.</param>
    /// <param name="testFolder">The test file's folder; null where it lies beside the record.</param>
    /// <param name="adjust">Changes the standard options of the record, where other ones are wanted.</param>
    /// <exception cref="FileNotFoundException">The header or an annotation file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or its annotations are not in order of time.</exception>
    /// <exception cref="ArgumentException">The record is shorter than the learning period, or an option is out of its range.</exception>
    public static RecordComparison Read(
        string path,
        string referenceAnnotator,
        string testAnnotator,
        string? testFolder = null,
        Func<ComparisonOptions, ComparisonOptions>? adjust = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(referenceAnnotator);
        ArgumentException.ThrowIfNullOrEmpty(testAnnotator);
        var options = ComparisonOptions.For(WfdbHeader.Read(path + ".hea"));
        options = adjust is null ? options : adjust(options);
        string record = Path.GetFileName(path);
        string testPath = testFolder is null ? path : Path.Combine(testFolder, record);
        return Compare(record, ReadFile($"{path}.{referenceAnnotator}"), ReadFile($"{testPath}.{testAnnotator}"), options, referenceAnnotator, testAnnotator);

        IReadOnlyList<Annotation> ReadFile(string file)
        {
            var annotations = AnnotationFile.Read(file).AtFrequency(options.SamplingFrequency);
            // Read once here so that a message about their order names the file.
            using var reader = new AnnotationReader(annotations, file);
            while (reader.Read())
            {
            }

            return annotations;
        }
    }
}
