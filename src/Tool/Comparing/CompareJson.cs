using System.Text.Json.Serialization;
using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>compare</c>. Shares are in percent, as in EC57's tables; null where there is nothing to take a share of.</summary>
internal sealed record CompareJson(
    string Reference,
    string Test,
    CompareRules Rules,
    GrossShares Qrs,
    GrossShares Veb,
    GrossShares Sveb,
    double? AverageRrErrorMs,
    IReadOnlyList<string> Labels,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Matrix,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunsJson? Runs,
    IReadOnlyList<CompareRecord> Records)
{
    private static readonly BeatLabel[] s_labels = [BeatLabel.N, BeatLabel.S, BeatLabel.V, BeatLabel.F, BeatLabel.Q, BeatLabel.O, BeatLabel.X];

    public static CompareJson Of(ComparisonSummary summary, IReadOnlyList<ComparedRecord> records, CompareSettings settings) => new(
        settings.Reference,
        settings.Test,
        new CompareRules(settings.Start.TotalSeconds, settings.End?.TotalSeconds, settings.EndsWithEither, settings.Window.TotalMilliseconds, settings.EscapeBeatsAreNormal),
        GrossShares.Of(summary, m => m.QrsSensitivity, m => m.QrsPositivePredictivity, null),
        GrossShares.Of(summary, m => m.VebSensitivity, m => m.VebPositivePredictivity, m => m.VebFalsePositiveRate),
        GrossShares.Of(summary, m => m.SvebSensitivity, m => m.SvebPositivePredictivity, m => m.SvebFalsePositiveRate),
        summary.AverageRrErrorMilliseconds,
        MatrixLabels,
        Counts(summary.Gross),
        settings.Runs ? RunsJson.Of(summary) : null,
        [.. records.Select(record => CompareRecord.Of(record, settings.Runs))]);

    /// <summary>The labels of a beat matrix's rows and columns.</summary>
    public static IReadOnlyList<string> MatrixLabels { get; } = [.. s_labels.Select(label => label.ToString())];

    /// <summary>A beat matrix as rows of counts.</summary>
    public static long[][] Counts(BeatMatrix matrix) => [.. s_labels.Select(reference => s_labels.Select(test => matrix[reference, test]).ToArray())];

    /// <summary>A number that JSON can hold.</summary>
    public static double? Defined(double value) => double.IsNaN(value) ? null : value;
}

/// <summary>What the comparison was made by.</summary>
internal sealed record CompareRules(double StartSeconds, double? EndSeconds, bool EndsWithEither, double MatchWindowMs, bool EscapeBeatsAreNormal);

/// <summary>Figures of one kind of beat over all records.</summary>
/// <param name="GrossSe">Sensitivity in percent, every beat counting the same.</param>
/// <param name="GrossPpv">Positive predictivity in percent, likewise.</param>
/// <param name="GrossFpr">False-positive rate in percent, likewise; QRS complexes have none.</param>
/// <param name="AverageSe">The mean over records.</param>
/// <param name="AveragePpv">The mean over records.</param>
/// <param name="Beats">The reference's beats of this kind.</param>
/// <param name="TruePositives">How many of them were found.</param>
/// <param name="FalseNegatives">How many were not.</param>
/// <param name="FalsePositives">What was found wrongly.</param>
internal sealed record GrossShares(
    double? GrossSe,
    double? GrossPpv,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? GrossFpr,
    double? AverageSe,
    double? AveragePpv,
    long Beats,
    long TruePositives,
    long FalseNegatives,
    long FalsePositives)
{
    public static GrossShares Of(ComparisonSummary summary, Func<BeatMatrix, Proportion> se, Func<BeatMatrix, Proportion> ppv, Func<BeatMatrix, Proportion>? fpr)
    {
        var (found, right) = (se(summary.Gross), ppv(summary.Gross));
        return new GrossShares(
            CompareJson.Defined(found.Percent),
            CompareJson.Defined(right.Percent),
            fpr is null ? null : CompareJson.Defined(fpr(summary.Gross).Percent),
            CompareJson.Defined(100 * summary.Average(se)),
            CompareJson.Defined(100 * summary.Average(ppv)),
            found.Whole,
            found.Part,
            found.Whole - found.Part,
            right.Whole - right.Part);
    }
}

/// <summary>Figures of one kind of beat in one record; in percent.</summary>
internal sealed record RecordShares(double? Se, double? Ppv, long Beats, long TruePositives, long FalseNegatives, long FalsePositives)
{
    public static RecordShares Of(Proportion se, Proportion ppv) => new(
        CompareJson.Defined(se.Percent), CompareJson.Defined(ppv.Percent), se.Whole, se.Part, se.Whole - se.Part, ppv.Whole - ppv.Part);
}

/// <summary>A record of a comparison.</summary>
internal sealed record CompareRecord(
    string Record,
    RecordShares Qrs,
    RecordShares Veb,
    RecordShares Sveb,
    double? RrErrorMs,
    double ShutdownSeconds,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Matrix,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReviewCount? ReferenceReview,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReviewCount? TestReview,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RecordRuns? Runs)
{
    public static CompareRecord Of(ComparedRecord compared, bool runs)
    {
        var record = compared.Comparison;
        var beats = record.Beats;
        var matrix = beats.Matrix;
        return new CompareRecord(
            record.Record,
            RecordShares.Of(matrix.QrsSensitivity, matrix.QrsPositivePredictivity),
            RecordShares.Of(matrix.VebSensitivity, matrix.VebPositivePredictivity),
            RecordShares.Of(matrix.SvebSensitivity, matrix.SvebPositivePredictivity),
            beats.RrErrorMilliseconds,
            beats.ShutdownTime.TotalSeconds,
            CompareJson.Counts(matrix),
            compared.ReferenceReview,
            compared.TestReview,
            runs ? RecordRuns.Of(record.Runs) : null);
    }
}
