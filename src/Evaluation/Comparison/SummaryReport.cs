using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Writes tables over several records, a line a record, then sums, gross statistics and averages, as WFDB's <c>sumstats</c>
/// prints them from the line tables of <c>bxb</c> and <c>rxr</c>.
/// </summary>
public static class SummaryReport
{
    private static readonly (Func<BeatMatrix, Proportion> Statistic, int Decimals)[] s_statisticsWithout =
    [
        (matrix => matrix.QrsSensitivity, 2), (matrix => matrix.QrsPositivePredictivity, 2),
        (matrix => matrix.VebSensitivity, 2), (matrix => matrix.VebPositivePredictivity, 2),
        (matrix => matrix.VebFalsePositiveRate, 3),
    ];

    private static readonly (Func<BeatMatrix, Proportion> Statistic, int Decimals)[] s_statisticsWith =
    [
        .. s_statisticsWithout[..^1],
        (matrix => matrix.SvebSensitivity, 2), (matrix => new Proportion(matrix.Total("S", "S"), matrix.Total("NSVOX", "S")), 2),
    ];

    /// <summary>
    /// Writes the table of beats. The statistics in it come from its columns, which cannot tell F from Q: its gross and
    /// average S +P leave a fusion called S uncounted, where <see cref="BeatMatrix.SvebPositivePredictivity"/> and the lines
    /// themselves count it as false.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="summary">The records.</param>
    /// <param name="supraventricular">Whether to tell supraventricular beats from N.</param>
    public static void WriteBeats(TextWriter writer, ComparisonSummary summary, bool supraventricular = true)
    {
        Check(writer, summary);
        BeatReport.WriteLineHeading(writer, supraventricular);
        foreach (var record in summary.Records)
            BeatReport.WriteLine(writer, record, supraventricular);

        var gross = supraventricular ? summary.Gross : summary.Gross.WithoutSupraventricular();
        Rule(writer, supraventricular ? 132 : 86);
        writer.Write(supraventricular ? "Sum" : "Sum ");
        BeatReport.WriteCounts(writer, gross, supraventricular, firstWidth: 7);
        writer.Write('\n');

        var statistics = supraventricular ? s_statisticsWith : s_statisticsWithout;
        int indent = supraventricular ? 83 : 54;
        writer.Write("Gross".PadRight(indent));
        foreach (var (statistic, decimals) in statistics)
            ReportText.ShareColumn(writer, statistic(gross), decimals);
        writer.Write('\n');
        writer.Write("Average".PadRight(indent));
        foreach (var (statistic, decimals) in statistics)
            ReportText.PercentColumn(writer, AveragePercent(summary.Records.Select(record => statistic(BeatReport.MatrixOf(record, supraventricular)))), decimals);

        if (supraventricular)
            ReportText.PercentColumn(writer, AverageRrError(summary));
        writer.Write('\n');
        string svebs = supraventricular ? $"  Total SVEBs: {gross.SvebSensitivity.Whole}" : "";
        ReportText.Line(writer, $"Total QRS complexes: {gross.QrsSensitivity.Whole}  Total VEBs: {gross.VebSensitivity.Whole}{svebs}");
        End(writer, summary.Records.Count);
    }

    /// <summary>
    /// Writes the table of shutdown. Gross shares are taken of all beats; <c>sumstats</c> counts most of them twice here and so
    /// halves these shares. Like it, this gives gross shares and averages only without supraventricular beats told apart.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="summary">The records.</param>
    /// <param name="supraventricular">Whether to tell supraventricular beats from N.</param>
    public static void WriteShutdown(TextWriter writer, ComparisonSummary summary, bool supraventricular = true)
    {
        Check(writer, summary);
        BeatReport.WriteShutdownLineHeading(writer, supraventricular);
        foreach (var record in summary.Records)
            BeatReport.WriteShutdownLine(writer, record, supraventricular);

        string labels = supraventricular ? "NSVFQ" : "NVFQ";
        var gross = supraventricular ? summary.Gross : summary.Gross.WithoutSupraventricular();
        long seconds = summary.Records.Sum(record => BeatReport.ShutdownSeconds(record.Beats));
        Rule(writer, supraventricular ? 72 : 68);
        writer.Write(supraventricular ? "Sum " : "Sum  ");
        foreach (char label in labels)
            writer.Write(ReportText.Field(gross.Total(label.ToString(), "X"), 5));
        ReportText.Line(writer, $"{"".PadLeft(supraventricular ? 38 : 31)}{seconds,4} seconds");
        if (supraventricular)
        {
            End(writer, summary.Records.Count);
            return;
        }

        var matrices = summary.Records.Select(record => record.Beats.Matrix.WithoutSupraventricular()).Where(matrix => Beats(matrix, "NVFQ") > 0).ToList();
        writer.Write("Gross".PadRight(25));
        foreach (string label in (string[])["NVFQ", "N", "V", "F"])
            ReportText.ShareColumn(writer, new Proportion(gross.Total(label, "X"), Beats(gross, label)));
        writer.Write('\n');
        writer.Write("Average".PadRight(25));
        foreach (string label in (string[])["NVFQ", "N", "V", "F"])
            ReportText.PercentColumn(writer, AveragePercent(matrices.Select(matrix => new Proportion(matrix.Total(label, "X"), Beats(matrix, label)))));
        writer.Write('\n');
        End(writer, matrices.Count);

        static long Beats(BeatMatrix matrix, string reference) => matrix.Total(reference, "NSVFQOX");
    }

    /// <summary>Writes the table of runs of one kind.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="summary">The records.</param>
    /// <param name="kind">The kind of runs.</param>
    public static void WriteRuns(TextWriter writer, ComparisonSummary summary, RunKind kind)
    {
        Check(writer, summary);
        RunReport.WriteLineHeading(writer, kind);
        foreach (var record in summary.Records)
            RunReport.WriteLine(writer, record, kind);

        var gross = kind == RunKind.Ventricular ? summary.GrossVentricularRuns : summary.GrossSupraventricularRuns;
        var perRecord = summary.Records.Select(record => RunReport.SharesOf(record.Runs.Of(kind))).ToList();
        Rule(writer, 77);
        writer.Write("Sum  ");
        RunReport.WriteCounts(writer, gross, firstWidth: 5);
        writer.Write('\n');
        writer.Write("Gross".PadRight(55));
        foreach (var share in RunReport.SharesOf(gross))
            WriteWhole(writer, share.IsDefined ? share.Percent : null);
        writer.Write('\n');
        writer.Write("Average".PadRight(55));
        for (int i = 0; i < 6; i++)
            WriteWhole(writer, AveragePercent(perRecord.Select(shares => shares[i])));
        writer.Write('\n');
        ReportText.Line(writer, $"Total couplets: {gross.CoupletSensitivity.Whole}  Total short runs: {gross.ShortRunSensitivity.Whole}  Total long runs: {gross.LongRunSensitivity.Whole}");
        End(writer, summary.Records.Count);
    }

    private static void Check(TextWriter writer, ComparisonSummary summary)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(summary);
    }

    private static void Rule(TextWriter writer, int length)
    {
        writer.Write(new string('_', length));
        writer.Write('\n');
    }

    private static void WriteWhole(TextWriter writer, double? percent) =>
        writer.Write(percent is { } value ? " " + ReportText.Number(value, 3, 0) : "   -");

    private static void End(TextWriter writer, int records) =>
        ReportText.Line(writer, $"\nSummary of results from {records} record{(records == 1 ? "" : "s")}");

    private static double? AveragePercent(IEnumerable<Proportion> shares)
    {
        double sum = 0;
        int count = 0;
        foreach (var share in shares)
        {
            if (share.IsDefined)
            {
                sum += share.Value;
                count++;
            }
        }

        return count > 0 ? 100.0 * sum / count : null;
    }

    // The mean of the errors as the lines print them, with two decimals.
    private static double? AverageRrError(ComparisonSummary summary) => summary.Records
        .Where(record => record.Beats.RrErrorMilliseconds is not null)
        .Average(record => (double?)double.Parse(ReportText.Number(record.Beats.RrErrorMilliseconds!.Value, 0, 2), CultureInfo.InvariantCulture));
}
