using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>A record's beats, found and classified, beside the reference's.</summary>
/// <param name="Record">The record.</param>
/// <param name="Whole">The matrix of the whole record.</param>
/// <param name="Learned">The matrix from the end of the learning period on; null where the record is no longer than that.</param>
internal sealed record DetectedRecordFigures(string Record, BeatMatrix Whole, BeatMatrix? Learned);

/// <summary>What a model gives on beats that the detector finds, over some span of each test record: the records' matrices, their sum, and the classes' figures.</summary>
internal sealed class DetectedFigures
{
    /// <summary>EC57's learning period, that a comparison by the standard leaves out.</summary>
    public static readonly TimeSpan LearningPeriod = TimeSpan.FromMinutes(5);

    private static readonly BeatLabel[] s_classes = [BeatLabel.N, BeatLabel.S, BeatLabel.V, BeatLabel.F];

    /// <summary>The four classes; after them what stands for a beat that is not there, or was put into no class.</summary>
    private static readonly string[] s_names = [.. s_classes.Select(label => label.ToString()), "none"];

    private DetectedFigures(TimeSpan start, IReadOnlyList<(string Record, BeatMatrix Matrix)> records)
    {
        Start = start;
        Sum = BeatMatrix.Sum(records.Select(record => record.Matrix));
        Aami = ReportOf(Sum);
        Records = [.. records.Select(record => (record.Record, record.Matrix, ReportOf(record.Matrix)))];
        Bootstrap = new PatientBootstrap([.. records.GroupBy(record => MitBihArrhythmiaDatabase.PatientOf(record.Record))
            .Select(patient => ReportOf(BeatMatrix.Sum(patient.Select(record => record.Matrix))))]);
    }

    /// <summary>Where in each record the comparison begins.</summary>
    public TimeSpan Start { get; }

    /// <summary>The sum of the records' matrices.</summary>
    public BeatMatrix Sum { get; }

    /// <summary>The classes' figures: N, S, V, F, and none. Beats that the reference calls unclassifiable are left out.</summary>
    public ClassificationReport Aami { get; }

    /// <summary>The mean F1 of the four classes.</summary>
    public double MacroF1 => Aami.PerClass.Take(s_classes.Length).Average(score => score.F1);

    /// <summary>Each record's matrix and figures.</summary>
    public IReadOnlyList<(string Record, BeatMatrix Matrix, ClassificationReport Report)> Records { get; }

    /// <summary>Draws of patients, for intervals.</summary>
    public PatientBootstrap Bootstrap { get; }

    /// <summary>The names of the classes that there are figures of.</summary>
    public static IReadOnlyList<string> Classes { get; } = s_names[..^1];

    /// <summary>The figures of whole records, the span of the figures at reference peaks.</summary>
    public static DetectedFigures Whole(IReadOnlyList<DetectedRecordFigures> records) =>
        new(TimeSpan.Zero, [.. records.Select(record => (record.Record, record.Whole))]);

    /// <summary>The figures without the learning period; null where a record is no longer than that.</summary>
    public static DetectedFigures? Learned(IReadOnlyList<DetectedRecordFigures> records) => records.Any(record => record.Learned is null) ? null
        : new(LearningPeriod, [.. records.Select(record => (record.Record, record.Learned!))]);

    // A missed beat, and one put into no class, is predicted as none; an extra one is truly none.
    private static ClassificationReport ReportOf(BeatMatrix matrix)
    {
        int none = s_classes.Length;
        var counts = new long[none + 1, none + 1];
        for (int c = 0; c < none; c++)
        {
            for (int other = 0; other < none; other++)
                counts[c, other] = matrix[s_classes[c], s_classes[other]];
            counts[c, none] = matrix[s_classes[c], BeatLabel.Q] + matrix[s_classes[c], BeatLabel.O] + matrix[s_classes[c], BeatLabel.X];
            counts[none, c] = matrix[BeatLabel.O, s_classes[c]] + matrix[BeatLabel.X, s_classes[c]];
        }

        return new ClassificationReport(s_names, counts);
    }
}
