using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Writes beat-by-beat comparisons in the text layouts of WFDB's <c>bxb</c>, so that what reads its output reads this too.
/// Each layout comes with supraventricular beats told apart and RR errors (the tool's capital options), or without.
/// </summary>
public static class BeatReport
{
    private const string Beats = "NSVFQ";
    private const string Missing = "OX";

    /// <summary>Writes the whole matrix with its statistics: options <c>-S</c> and <c>-s</c>, EC57 table 3.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="supraventricular">Whether to tell supraventricular beats from N.</param>
    public static void WriteStandard(TextWriter writer, RecordComparison record, bool supraventricular = true)
    {
        var matrix = Begin(writer, record, supraventricular);
        string labels = supraventricular ? Beats : "NVFQ";
        string columns = labels + Missing;
        writer.Write("               Algorithm\n        ");
        writer.Write(string.Join("    ", columns.ToLowerInvariant().AsEnumerable()));
        writer.Write('\n');
        writer.Write(supraventricular ? "   ____________________________________\n" : "   _______________________________\n");
        foreach (char reference in columns)
        {
            // Two stand-ins for a beat never meet, so their corner of the matrix stays open.
            string tests = Missing.Contains(reference) ? labels : columns;
            ReportText.Row(writer, $" {reference} |", [.. tests.Select(test => matrix.Total(reference.ToString(), test.ToString()))]);
        }

        writer.Write('\n');
        WriteStatistics(writer, record.Beats, matrix, supraventricular);
    }

    /// <summary>Writes the matrix with rows and columns drawn together: options <c>-C</c> and <c>-c</c>, EC57 table A.2.1.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="supraventricular">Whether to tell supraventricular beats from N.</param>
    public static void WriteCondensed(TextWriter writer, RecordComparison record, bool supraventricular = true)
    {
        var matrix = Begin(writer, record, supraventricular);
        writer.Write("         Algorithm\n");
        writer.Write(supraventricular ? "      n+f+q    s    v  o+x\n     _____________________\n" : "      n+f+q    v  o+x\n     ________________\n");
        var columns = CondensedColumns(supraventricular);
        (string Head, string Labels)[] rows = supraventricular
            ? [("  N  |", "N"), ("  S  |", "S"), ("  V  |", "V"), (" F+Q |", "FQ"), (" O+X |", Missing)]
            : [("  N  |", "N"), ("  V  |", "V"), (" F+Q |", "FQ"), (" O+X |", Missing)];
        foreach (var (head, labels) in rows)
            ReportText.Row(writer, head, [.. (labels == Missing ? columns[..^1] : columns).Select(column => matrix.Total(labels, column))]);
        writer.Write('\n');
        WriteStatistics(writer, record.Beats, matrix, supraventricular);
    }

    /// <summary>Writes the heading of a table of lines: options <c>-L</c> and <c>-l</c>, first file.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="supraventricular">Whether the table tells supraventricular beats from N.</param>
    public static void WriteLineHeading(TextWriter writer, bool supraventricular = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(supraventricular
            ? "Record Nn' Sn' Vn' Fn' On'  Ns  Ss  Vs  Fs' Os' Nv  Sv   Vv  Fv' Ov' No' So' Vo' Fo'  Q Se   Q +P   V Se   V +P   S Se   S +P RR err\n"
            : "Record Nn' Vn' Fn' On'  Nv   Vv  Fv' Ov' No' Vo' Fo'  Q Se   Q +P   V Se   V +P  V FPR\n");
    }

    /// <summary>Writes a record as a line: options <c>-L</c> and <c>-l</c>, first file; EC57 table A.2.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="supraventricular">Whether the table tells supraventricular beats from N.</param>
    public static void WriteLine(TextWriter writer, RecordComparison record, bool supraventricular = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        var matrix = MatrixOf(record, supraventricular);
        writer.Write(record.Record.PadLeft(4));
        WriteCounts(writer, matrix, supraventricular, firstWidth: 6);
        ReportText.ShareColumn(writer, matrix.QrsSensitivity);
        ReportText.ShareColumn(writer, matrix.QrsPositivePredictivity);
        ReportText.ShareColumn(writer, matrix.VebSensitivity);
        ReportText.ShareColumn(writer, matrix.VebPositivePredictivity);
        if (supraventricular)
        {
            ReportText.ShareColumn(writer, matrix.SvebSensitivity);
            ReportText.ShareColumn(writer, matrix.SvebPositivePredictivity);
            writer.Write(record.Beats.RrErrorMilliseconds is { } error ? " " + ReportText.Number(error, 6, 2) : "     -");
        }
        else
        {
            ReportText.ShareColumn(writer, matrix.VebFalsePositiveRate, 3);
        }

        writer.Write('\n');
    }

    /// <summary>Writes the heading of a table of shutdown lines: options <c>-L</c> and <c>-l</c>, second file.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="supraventricular">Whether the table tells supraventricular beats from N.</param>
    public static void WriteShutdownLineHeading(TextWriter writer, bool supraventricular = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(supraventricular
            ? "Record Nx   Sx   Vx   Fx   Qx  % beats  % N    % S    % V    % F   Total Shutdown\n                                missed missed missed missed missed      Time\n"
            : "Record Nx   Vx   Fx   Qx  % beats  % N    % V    % F   Total Shutdown\n                           missed missed missed missed      Time\n");
    }

    /// <summary>Writes what a record lost to shutdown as a line: options <c>-L</c> and <c>-l</c>, second file; EC57 table A.3.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="record">The record.</param>
    /// <param name="supraventricular">Whether the table tells supraventricular beats from N.</param>
    public static void WriteShutdownLine(TextWriter writer, RecordComparison record, bool supraventricular = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        var matrix = MatrixOf(record, supraventricular);
        string labels = supraventricular ? Beats : "NVFQ";
        writer.Write(record.Record.PadLeft(4));
        foreach (char label in labels)
            writer.Write(ReportText.Field(matrix.Total(label.ToString(), "X"), 5));
        writer.Write("  ");
        ReportText.ShareColumn(writer, MissedInShutdown(matrix));
        foreach (char label in labels[..^1])
            ReportText.ShareColumn(writer, MissedInShutdown(matrix, label));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{ShutdownSeconds(record.Beats),5} seconds"));
        foreach (char label in Beats)
            writer.Write(ReportText.Field(matrix.Total(label.ToString(), Beats + Missing), 2));
        writer.Write('\n');
    }

    /// <summary>Writes a line for every beat that was missed, made up or mistaken, as <c>N(1200)/V(1203)</c>: option <c>-v</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="pairs">The pairs, of <see cref="BeatComparison.Pairs"/>; those not to be counted are passed over.</param>
    /// <param name="supraventricular">Whether to tell supraventricular beats from N.</param>
    public static void WriteDiscrepancies(TextWriter writer, IEnumerable<BeatPair> pairs, bool supraventricular = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var pair in pairs)
        {
            var reference = Shown(pair.Reference);
            var test = Shown(pair.Test);
            if (reference == test || reference == BeatLabel.Excluded || test == BeatLabel.Excluded)
                continue;
            // Where one has no beat, both samples are the other's; a flutter wave counts as none, as in the tool.
            long referenceSample = reference >= BeatLabel.O ? pair.TestSample : pair.ReferenceSample;
            long testSample = reference < BeatLabel.O && test >= BeatLabel.O ? pair.ReferenceSample : pair.TestSample;
            ReportText.Line(writer, $"{reference}({referenceSample})/{test}({testSample})");
        }

        BeatLabel Shown(BeatLabel label) => label == BeatLabel.S && !supraventricular ? BeatLabel.N : label;
    }

    /// <summary>Writes the counts of a line: by column of the condensed matrix, each from top to bottom.</summary>
    internal static void WriteCounts(TextWriter writer, BeatMatrix matrix, bool supraventricular, int firstWidth)
    {
        string[] rows = supraventricular ? ["N", "S", "V", "FQ", Missing] : ["N", "V", "FQ", Missing];
        var columns = CondensedColumns(supraventricular);
        int width = firstWidth;
        foreach (string column in columns)
        {
            foreach (string row in column == Missing ? rows[..^1] : rows)
            {
                // Beats called V rightly have a wider field.
                writer.Write(ReportText.Field(matrix.Total(row, column), row == "V" && column == "V" ? 5 : width));
                width = 4;
            }
        }
    }

    private static string[] CondensedColumns(bool supraventricular) =>
        supraventricular ? ["NFQ", "S", "V", Missing] : ["NFQ", "V", Missing];

    internal static BeatMatrix MatrixOf(RecordComparison record, bool supraventricular) =>
        supraventricular ? record.Beats.Matrix : record.Beats.Matrix.WithoutSupraventricular();

    // Whole seconds, rounded with the tool's own arithmetic in whole samples.
    internal static long ShutdownSeconds(BeatComparisonResult beats) =>
        (beats.ShutdownSamples + (long)((0.5 * beats.SamplingFrequency) + 0.5)) / Math.Max(1, (long)(beats.SamplingFrequency + 0.5));

    // The report leaves S out of this share's part, told apart or not; BeatMatrix.MissedInShutdown has it in.
    private static Proportion MissedInShutdown(BeatMatrix matrix) => new(matrix.Total("NVFQ", "X"), matrix.Total(Beats, Beats + Missing));

    private static Proportion MissedInShutdown(BeatMatrix matrix, char label) =>
        new(matrix.Total(label.ToString(), "X"), matrix.Total(label.ToString(), Beats + Missing));

    private static BeatMatrix Begin(TextWriter writer, RecordComparison record, bool supraventricular)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        ReportText.Line(writer, $"Beat-by-beat comparison results for record {record.Record}");
        ReportText.Line(writer, $"Reference annotator: {record.ReferenceAnnotator}");
        ReportText.Line(writer, $"     Test annotator: {record.TestAnnotator}");
        writer.Write('\n');
        return MatrixOf(record, supraventricular);
    }

    private static void WriteStatistics(TextWriter writer, BeatComparisonResult beats, BeatMatrix matrix, bool supraventricular)
    {
        ReportText.Share(writer, "           QRS sensitivity", matrix.QrsSensitivity);
        ReportText.Share(writer, " QRS positive predictivity", matrix.QrsPositivePredictivity);
        ReportText.Share(writer, "           VEB sensitivity", matrix.VebSensitivity);
        ReportText.Share(writer, " VEB positive predictivity", matrix.VebPositivePredictivity);
        if (supraventricular)
        {
            ReportText.Share(writer, "          SVEB sensitivity", matrix.SvebSensitivity);
            ReportText.Share(writer, "SVEB positive predictivity", matrix.SvebPositivePredictivity);
            writer.Write("     RMS RR interval error: ");
            writer.Write(beats.RrErrorMilliseconds is { } error ? ReportText.Number(error, 6, 2) + " ms" : "     -");
        }
        else
        {
            ReportText.Share(writer, "   VEB false positive rate", matrix.VebFalsePositiveRate, 3);
        }

        writer.Write('\n');
        ReportText.Share(writer, "\n  Beats missed in shutdown", MissedInShutdown(matrix));
        foreach (char label in supraventricular ? "NSVF" : "NVF")
            ReportText.Share(writer, $"      {label} missed in shutdown", MissedInShutdown(matrix, label));
        ReportText.Line(writer, $"       Total shutdown time: {ShutdownSeconds(beats),5} seconds");
    }
}
