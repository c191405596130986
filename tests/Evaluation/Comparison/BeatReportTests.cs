namespace ArrhythmiaVision.Evaluation.Tests;

public class BeatReportTests
{
    private static readonly RecordComparison[] s_records =
        [.. SyntheticRecord.All.Select(record => RecordComparison.Compare(record.Name, record.Reference(), record.Test(), record.Options, "atr", "tst"))];

    [Theory]
    [InlineData(true, GoldenReports.BeatsStandardWith)]
    [InlineData(false, GoldenReports.BeatsStandardWithout)]
    public void TheStandardReportIsThatOfBxb(bool supraventricular, string expected) =>
        AssertText(expected, writer => BeatReport.WriteStandard(writer, s_records[0], supraventricular));

    [Theory]
    [InlineData(true, GoldenReports.BeatsCondensedWith)]
    [InlineData(false, GoldenReports.BeatsCondensedWithout)]
    public void TheCondensedReportIsThatOfBxb(bool supraventricular, string expected) =>
        AssertText(expected, writer => BeatReport.WriteCondensed(writer, s_records[0], supraventricular));

    [Fact]
    public void TheReportsOfRunsAreThoseOfRxr()
    {
        AssertText(GoldenReports.RunsStandard, writer =>
        {
            RunReport.WriteStandard(writer, s_records[0], RunKind.Ventricular);
            RunReport.WriteStandard(writer, s_records[0], RunKind.Supraventricular);
        });
        AssertText(GoldenReports.RunsCondensed, writer =>
        {
            RunReport.WriteCondensed(writer, s_records[0], RunKind.Ventricular);
            RunReport.WriteCondensed(writer, s_records[0], RunKind.Supraventricular);
        });
    }

    [Theory]
    [InlineData(true, GoldenReports.BeatTableWith)]
    [InlineData(false, GoldenReports.BeatTableWithout)]
    public void TheTableOfBeatsIsThatOfSumstats(bool supraventricular, string expected) =>
        AssertText(expected, writer => SummaryReport.WriteBeats(writer, new ComparisonSummary(s_records), supraventricular));

    [Theory]
    [InlineData(true, GoldenReports.ShutdownTableWith)]
    [InlineData(false, GoldenReports.ShutdownTableWithout)]
    public void TheTableOfShutdownIsThatOfSumstats(bool supraventricular, string expected) =>
        AssertText(expected, writer => SummaryReport.WriteShutdown(writer, new ComparisonSummary(s_records), supraventricular));

    [Theory]
    [InlineData(RunKind.Ventricular, GoldenReports.VentricularRunTable)]
    [InlineData(RunKind.Supraventricular, GoldenReports.SupraventricularRunTable)]
    public void TheTableOfRunsIsThatOfSumstats(RunKind kind, string expected) =>
        AssertText(expected, writer => SummaryReport.WriteRuns(writer, new ComparisonSummary(s_records), kind));

    [Fact]
    public void TheMeanOfTheRecordsIsThatOfTheTable()
    {
        var summary = new ComparisonSummary(s_records);

        // The average line of GoldenReports.BeatTableWith, and its gross line.
        Assert.Equal(92.45, 100 * summary.Average(m => m.QrsSensitivity), 0.005);
        Assert.Equal(76.58, 100 * summary.Average(m => m.VebPositivePredictivity), 0.005);
        Assert.Equal(264.80, summary.AverageRrErrorMilliseconds!.Value, 0.005);
        Assert.Equal(new Proportion(2200, 2375), summary.Gross.QrsSensitivity);
        Assert.Equal(new Proportion(14, 21), summary.GrossVentricularRuns.CoupletSensitivity);
        // The lines' S +P count fusions called S as false, as bxb does; sumstats cannot see them in its columns.
        Assert.Equal(s_records.Sum(record => record.Beats.Matrix.SvebPositivePredictivity.Whole), summary.Gross.SvebPositivePredictivity.Whole);
        Assert.True(double.IsNaN(summary.Average(RunKind.Supraventricular, r => r.LongRunPositivePredictivity)));
    }

    [Fact]
    public void DiscrepanciesAreListedAsBxbListsThem()
    {
        // bxb -r syn3 -a atr tst -v -L /dev/null /dev/null 2>&1 | head -8
        const string expected = """
            S(38870)/O(38870)
            O(38890)/V(38890)
            N(39171)/O(39171)
            N(39490)/S(39489)
            N(40716)/F(40714)
            N(41322)/Q(41340)
            O(41475)/N(41475)
            O(41816)/V(41816)
            """;
        var record = SyntheticRecord.All[2];
        using var writer = new StringWriter();

        BeatReport.WriteDiscrepancies(writer, BeatComparison.Pairs(record.Reference(), record.Test(), record.Options));

        Assert.Equal(expected.ReplaceLineEndings("\n").Split('\n'), writer.ToString().Split('\n').Take(8));
    }

    private static void AssertText(string expected, Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        Assert.Equal(expected.ReplaceLineEndings("\n"), writer.ToString());
    }
}
