using ArrhythmiaVision.Evaluation;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames;

/// <summary>Metrics of classifiers as data frames.</summary>
public static class MetricFrames
{
    /// <summary>A report's classes, a row each.</summary>
    /// <param name="report">The report.</param>
    /// <returns><c>Class</c>, <c>Precision</c>, <c>Recall</c>, <c>F1</c>, <c>Support</c> (beats).</returns>
    public static DataFrame ToDataFrame(this ClassificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new DataFrame(
            new StringDataFrameColumn("Class", report.Classes),
            new DoubleDataFrameColumn("Precision", report.PerClass.Select(score => score.Precision)),
            new DoubleDataFrameColumn("Recall", report.PerClass.Select(score => score.Recall)),
            new DoubleDataFrameColumn("F1", report.PerClass.Select(score => score.F1)),
            new Int64DataFrameColumn("Support", report.PerClass.Select(score => score.Support)));
    }

    /// <summary>A report's confusion matrix, a row for each true class.</summary>
    /// <param name="report">The report.</param>
    /// <returns><c>Class</c> (the true one), then a column for each class that was predicted, with the number of beats.</returns>
    public static DataFrame ToConfusionDataFrame(this ClassificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        int n = report.Classes.Count;
        return new DataFrame(
        [
            new StringDataFrameColumn("Class", report.Classes),
            .. Enumerable.Range(0, n).Select(predicted => new Int64DataFrameColumn(report.Classes[predicted], Enumerable.Range(0, n).Select(actual => report[actual, predicted]))),
        ]);
    }

    /// <summary>Results of protocols, a row each: to put several models, protocols and seeds side by side.</summary>
    /// <param name="results">The results, all of the same classes.</param>
    /// <returns>
    /// <c>Model</c>, <c>Protocol</c>, <c>Seed</c>, <c>Beats</c>, <c>Accuracy</c>, <c>MacroF1</c>, for each class <c>F1(N)</c>, …, and of the leakage audit <c>CopiedBeats</c>,
    /// <c>EqualBeats</c> and <c>SharedPatients</c> (how many; null where that is not known).
    /// </returns>
    /// <exception cref="ArgumentException">The results are of different classes.</exception>
    public static DataFrame ToDataFrame(this IEnumerable<ProtocolResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ProtocolResult[] rows = [.. results];
        IReadOnlyList<string> classes = rows.Length > 0 ? rows[0].Report.Classes : [];
        if (rows.FirstOrDefault(row => !row.Report.Classes.SequenceEqual(classes)) is { } other)
            throw new ArgumentException($"A result of {other.Model} by the protocol {other.Protocol} has the classes {string.Join(' ', other.Report.Classes)}, the first {string.Join(' ', classes)}: make a frame of each.", nameof(results));
        return new DataFrame(
        [
            new StringDataFrameColumn("Model", rows.Select(row => row.Model)),
            new StringDataFrameColumn("Protocol", rows.Select(row => row.Protocol)),
            new Int32DataFrameColumn("Seed", rows.Select(row => row.Seed)),
            new Int64DataFrameColumn("Beats", rows.Select(row => row.Report.Count)),
            new DoubleDataFrameColumn("Accuracy", rows.Select(row => row.Report.Accuracy)),
            new DoubleDataFrameColumn("MacroF1", rows.Select(row => row.Report.MacroF1)),
            .. classes.Select((name, c) => new DoubleDataFrameColumn($"F1({name})", rows.Select(row => row.Report.PerClass[c].F1))),
            new Int32DataFrameColumn("CopiedBeats", rows.Select(row => row.Leakage.CopiedBeats)),
            new Int32DataFrameColumn("EqualBeats", rows.Select(row => row.Leakage.EqualBeats)),
            new Int32DataFrameColumn("SharedPatients", rows.Select(row => row.Leakage.SharedPatients?.Count)),
        ]);
    }
}
