using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Writes run-by-run comparisons in the text layouts of WFDB's <c>rxr</c>, so that what reads its output reads this too.</summary>
public static class RunReport
{
    // The classes of the condensed matrices by length: none, one beat, couplet, short run, long run.
    private static readonly (string Name, int From, int To)[] s_classes = [(" NC", 0, 0), ("  V", 1, 1), ("  C", 2, 2), ("  S", 3, 5), ("  L", 6, 6)];

    private static readonly (string Name, int From, int To)[] s_lengths =
        [("  0", 0, 0), ("  1", 1, 1), ("  2", 2, 2), ("  3", 3, 3), ("  4", 4, 4), ("  5", 5, 5), (" >5", 6, 6)];

    /// <summary>Writes both matrices with their statistics: option <c>-s</c>, and <c>-S</c> if called for both kinds; EC57 tables 7 and 8.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">The kind of runs.</param>
    public static void WriteStandard(TextWriter writer, RecordComparison record, RunKind kind) =>
        Write(writer, record, kind, s_lengths,
            "               Algorithm Run Length\n          0    1    2    3    4    5   >5\n     ____________________________________\n",
            "\n      (Run Sensitivity Summary Matrix)\n\n\n");

    /// <summary>Writes both matrices with lengths drawn together: option <c>-c</c>, and <c>-C</c> if called for both kinds.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">The kind of runs.</param>
    public static void WriteCondensed(TextWriter writer, RecordComparison record, RunKind kind) =>
        Write(writer, record, kind, s_classes,
            "          Algorithm Run Length\n         nc    v    c    s    l\n     __________________________\n",
            "\n    (Run Sensitivity Summary Matrix)\n\n\n");

    /// <summary>Writes the heading of a table of lines: option <c>-l</c>, and the files of <c>-L</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kind">The kind of runs.</param>
    public static void WriteLineHeading(TextWriter writer, RunKind kind)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (kind == RunKind.Supraventricular)
            writer.Write("(SVE run detection)\n");
        writer.Write("Record CTs CFN CTp CFP STs SFN STp SFP LTs LFN LTp LFP  CSe C+P SSe S+P LSe L+P\n");
    }

    /// <summary>Writes a record as a line: option <c>-l</c>, and the files of <c>-L</c>; EC57 table A.7.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">The kind of runs.</param>
    public static void WriteLine(TextWriter writer, RecordComparison record, RunKind kind)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        var runs = record.Runs.Of(kind);
        writer.Write(record.Record.PadLeft(4));
        WriteCounts(writer, runs, firstWidth: 4);
        writer.Write(' ');
        foreach (var share in SharesOf(runs))
            writer.Write(share.IsDefined ? $" {RoundedPercent(share)}" : "   -");
        writer.Write('\n');
    }

    /// <summary>Writes how many runs were found and how many not, by class, for Se and for +P.</summary>
    internal static void WriteCounts(TextWriter writer, RunStatistics runs, int firstWidth)
    {
        int width = firstWidth;
        foreach (var share in SharesOf(runs))
        {
            writer.Write(ReportText.Field(share.Part, width));
            writer.Write(ReportText.Field(share.Whole - share.Part, 4));
            width = 4;
        }
    }

    /// <summary>The shares in the order of the reports.</summary>
    internal static Proportion[] SharesOf(RunStatistics runs) =>
    [
        runs.CoupletSensitivity, runs.CoupletPositivePredictivity,
        runs.ShortRunSensitivity, runs.ShortRunPositivePredictivity,
        runs.LongRunSensitivity, runs.LongRunPositivePredictivity,
    ];

    private static void Write(
        TextWriter writer, RecordComparison record, RunKind kind, (string Name, int From, int To)[] classes, string heading, string firstCaption)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        var runs = record.Runs.Of(kind);
        string prefix = kind == RunKind.Supraventricular ? "S" : "";
        ReportText.Line(writer, $"{prefix}VE run-by-run comparison results for record {record.Record}");
        ReportText.Line(writer, $"Reference annotator: {record.ReferenceAnnotator}");
        ReportText.Line(writer, $"     Test annotator: {record.TestAnnotator}");
        writer.Write('\n');
        WriteMatrix(writer, runs.OfReferenceRuns, classes, heading);
        writer.Write(firstCaption);
        WriteMatrix(writer, runs.OfTestRuns, classes, heading);
        writer.Write("\n (Run Positive Predictivity Summary Matrix)\n\n");
        string[] names =
        [
            "            Couplet sensitivity", "  Couplet positive predictivity",
            "          Short run sensitivity", "Short run positive predictivity",
            "           Long run sensitivity", " Long run positive predictivity",
        ];
        foreach (var (name, share) in names.Zip(SharesOf(runs)))
            ReportText.Line(writer, $"{name}:{(share.IsDefined ? $" {RoundedPercent(share)}%" : "   - ")} ({share.Part}/{share.Whole})");
        writer.Write('\n');
    }

    private static void WriteMatrix(TextWriter writer, RunMatrix matrix, (string Name, int From, int To)[] classes, string heading)
    {
        writer.Write(heading);
        foreach (var (name, from, to) in classes)
        {
            // No run on either side is no event, so the first row leaves its first field open.
            writer.Write($" {name} |{(from == 0 ? "     " : "")}");
            ReportText.Row(writer, "", [.. classes.Skip(from == 0 ? 1 : 0).Select(test => matrix.Total(from, to, test.From, test.To))]);
        }
    }

    // A whole percent with halves up.
    private static string RoundedPercent(Proportion share) => ((int)(share.Percent + 0.5)).ToString(CultureInfo.InvariantCulture).PadLeft(3);
}
