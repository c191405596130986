using System.Text.Json.Serialization;
using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>The figures on detected beats, by both spans. Shares are from 0 to 1.</summary>
/// <param name="Rules">How beats were compared.</param>
/// <param name="WholeRecord">Of whole records, which is what the figures at reference peaks are of.</param>
/// <param name="AfterLearningPeriod">As the standard has it; null where a record is no longer than its learning period.</param>
internal sealed record DetectedJson(DetectedRules Rules, DetectedSpan WholeRecord, DetectedSpan? AfterLearningPeriod)
{
    /// <summary>Puts seeds together: figures are means, counts sums.</summary>
    public static DetectedJson Of(IReadOnlyList<IReadOnlyList<DetectedRecordFigures>> runs) => new(
        new DetectedRules("EC57", 150, DetectedFigures.LearningPeriod.TotalSeconds, EscapeBeatsAreNormal: true),
        DetectedSpan.Of([.. runs.Select(DetectedFigures.Whole)]),
        runs.Select(DetectedFigures.Learned).ToList() is var learned && learned.Contains(null) ? null : DetectedSpan.Of([.. learned.Select(figures => figures!)]));
}

/// <summary>How detected beats were compared with the reference's.</summary>
internal sealed record DetectedRules(string Standard, double MatchWindowMs, double LearningPeriodSeconds, bool EscapeBeatsAreNormal);

/// <summary>The figures of one span.</summary>
/// <param name="StartSeconds">Where in each record it begins; it ends with the record.</param>
/// <param name="Aami">The classes' figures from the summed matrix; what is found where there is no beat counts against positive predictivity, what is missed against sensitivity.</param>
/// <param name="MacroF1">The mean of the classes' F1.</param>
/// <param name="Qrs">How well beats were found.</param>
/// <param name="Labels">The labels of the matrix; O and X stand for a beat that one side lacks.</param>
/// <param name="Matrix">Beats by reference label (row) and the model's (column), Q being those it put into no class.</param>
/// <param name="Records">Each record's figures; of one seed only.</param>
internal sealed record DetectedSpan(
    double StartSeconds,
    IReadOnlyDictionary<string, AamiFigures> Aami,
    double MacroF1,
    QrsFigures Qrs,
    IReadOnlyList<string> Labels,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Matrix,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DetectedRecordJson>? Records)
{
    public static DetectedSpan Of(IReadOnlyList<DetectedFigures> runs)
    {
        var first = runs[0];
        var sum = BeatMatrix.Sum(runs.Select(run => run.Sum));
        return new DetectedSpan(
            first.Start.TotalSeconds,
            AamiFigures.Of([.. runs.Select(run => run.Aami)], DetectedFigures.Classes, runs.Count == 1 ? first.Bootstrap : null),
            runs.Average(run => run.MacroF1),
            QrsFigures.Of(sum),
            CompareJson.MatrixLabels,
            CompareJson.Counts(sum),
            runs.Count > 1 ? null : [.. first.Records.Select(record => new DetectedRecordJson(
                record.Record, AamiFigures.Of([record.Report], DetectedFigures.Classes, null), QrsFigures.Of(record.Matrix), CompareJson.Counts(record.Matrix)))]);
    }
}

/// <summary>How well beats were found, whatever they were called.</summary>
internal sealed record QrsFigures(double? Sensitivity, double? PositivePredictivity, long Beats, long Missed, long Extra)
{
    public static QrsFigures Of(BeatMatrix matrix)
    {
        var (found, right) = (matrix.QrsSensitivity, matrix.QrsPositivePredictivity);
        return new QrsFigures(CompareJson.Defined(found.Value), CompareJson.Defined(right.Value), found.Whole, found.Whole - found.Part, right.Whole - right.Part);
    }
}

/// <summary>A record's figures on detected beats.</summary>
internal sealed record DetectedRecordJson(
    string Record,
    IReadOnlyDictionary<string, AamiFigures> Aami,
    QrsFigures Qrs,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Matrix);
