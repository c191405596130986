using ArrhythmiaVision.Evaluation;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames;

/// <summary>Comparisons of annotations (ANSI/AAMI EC57) as data frames.</summary>
public static class ComparisonFrames
{
    private static readonly (string Name, Func<BeatMatrix, Proportion> Of)[] s_beats =
    [
        ("QRSSe", matrix => matrix.QrsSensitivity),
        ("QRS+P", matrix => matrix.QrsPositivePredictivity),
        ("VEBSe", matrix => matrix.VebSensitivity),
        ("VEB+P", matrix => matrix.VebPositivePredictivity),
        ("VEBFPR", matrix => matrix.VebFalsePositiveRate),
        ("SVEBSe", matrix => matrix.SvebSensitivity),
        ("SVEB+P", matrix => matrix.SvebPositivePredictivity),
        ("SVEBFPR", matrix => matrix.SvebFalsePositiveRate),
    ];

    private static readonly (string Name, Func<RunStatistics, Proportion> Of)[] s_runs =
    [
        ("CoupletSe", runs => runs.CoupletSensitivity),
        ("Couplet+P", runs => runs.CoupletPositivePredictivity),
        ("ShortRunSe", runs => runs.ShortRunSensitivity),
        ("ShortRun+P", runs => runs.ShortRunPositivePredictivity),
        ("LongRunSe", runs => runs.LongRunSensitivity),
        ("LongRun+P", runs => runs.LongRunPositivePredictivity),
    ];

    /// <summary>Comparisons of records, a row each.</summary>
    /// <param name="records">The comparisons.</param>
    /// <returns>
    /// <c>Record</c>; sensitivity, positive predictivity and false positive rate, 0 to 1, of QRS complexes and of ventricular and supraventricular ectopic beats (<c>QRSSe</c>,
    /// <c>QRS+P</c>, <c>VEBSe</c>, …); of ventricular and supraventricular runs (<c>VCoupletSe</c>, …, <c>SLongRun+P</c>); <c>RRError</c> (ms, root mean square); <c>Shutdown</c>
    /// (s). Where there was nothing to count the value is null.
    /// </returns>
    public static DataFrame ToDataFrame(this IEnumerable<RecordComparison> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        RecordComparison[] rows = [.. records];
        return new DataFrame(
        [
            new StringDataFrameColumn("Record", rows.Select(row => row.Record)),
            .. s_beats.Select(figure => Column(figure.Name, rows.Select(row => figure.Of(row.Beats.Matrix)))),
            .. Runs("V", RunKind.Ventricular),
            .. Runs("S", RunKind.Supraventricular),
            new DoubleDataFrameColumn("RRError", rows.Select(row => row.Beats.RrErrorMilliseconds)),
            new DoubleDataFrameColumn("Shutdown", rows.Select(row => row.Beats.ShutdownTime.TotalSeconds)),
        ]);

        IEnumerable<DataFrameColumn> Runs(string prefix, RunKind kind) =>
            s_runs.Select(figure => Column(prefix + figure.Name, rows.Select(row => figure.Of(row.Runs.Of(kind)))));
    }

    /// <summary>A beat matrix, a row for each label of the reference.</summary>
    /// <param name="matrix">The matrix, as of a record or of all (<see cref="ComparisonSummary.Gross"/>).</param>
    /// <returns><c>Reference</c>, then a column for each label of the test annotator, with the number of beats.</returns>
    public static DataFrame ToDataFrame(this BeatMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        BeatLabel[] labels = [.. Enum.GetValues<BeatLabel>().Where(label => label != BeatLabel.Excluded)];
        return new DataFrame(
        [
            new StringDataFrameColumn("Reference", labels.Select(label => label.ToString())),
            .. labels.Select(test => new Int64DataFrameColumn(test.ToString(), labels.Select(reference => matrix[reference, test]))),
        ]);
    }

    /// <summary>Beats as two annotators have them, a row a pair.</summary>
    /// <param name="pairs">The pairs, as <see cref="BeatComparison.Pairs"/> gives them.</param>
    /// <returns><c>Reference</c>, <c>Test</c> (labels), <c>ReferenceSample</c>, <c>TestSample</c>.</returns>
    public static DataFrame ToDataFrame(this IEnumerable<BeatPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        BeatPair[] rows = [.. pairs];
        return new DataFrame(
            new StringDataFrameColumn("Reference", rows.Select(row => row.Reference.ToString())),
            new StringDataFrameColumn("Test", rows.Select(row => row.Test.ToString())),
            new Int64DataFrameColumn("ReferenceSample", rows.Select(row => row.ReferenceSample)),
            new Int64DataFrameColumn("TestSample", rows.Select(row => row.TestSample)));
    }

    private static DoubleDataFrameColumn Column(string name, IEnumerable<Proportion> values) =>
        new(name, values.Select(value => value.IsDefined ? value.Value : (double?)null));
}
