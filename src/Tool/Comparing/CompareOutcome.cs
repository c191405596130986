using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>compare</c> came to: the texts of bxb, rxr and sumstats, or JSON.</summary>
internal sealed class CompareOutcome(ComparisonSummary summary, CompareSettings settings) : Outcome
{
    public const string TableLayout = "table";
    public const string StandardLayout = "standard";
    public const string CondensedLayout = "condensed";

    private static readonly RunKind[] s_kinds = [RunKind.Ventricular, RunKind.Supraventricular];

    public override void WriteText(TextWriter writer)
    {
        if (settings.Layout == TableLayout)
        {
            SummaryReport.WriteBeats(writer, summary, settings.Supraventricular);
            if (settings.Shutdown)
            {
                writer.Write('\n');
                SummaryReport.WriteShutdown(writer, summary, settings.Supraventricular);
            }

            foreach (var kind in Kinds)
            {
                writer.Write('\n');
                SummaryReport.WriteRuns(writer, summary, kind);
            }

            return;
        }

        bool standard = settings.Layout == StandardLayout;
        foreach (var record in summary.Records)
        {
            (standard ? (Action<TextWriter, RecordComparison, bool>)BeatReport.WriteStandard : BeatReport.WriteCondensed)(writer, record, settings.Supraventricular);
            foreach (var kind in Kinds)
                (standard ? (Action<TextWriter, RecordComparison, RunKind>)RunReport.WriteStandard : RunReport.WriteCondensed)(writer, record, kind);
        }
    }

    public override string ToJson() => Serialize(CompareJson.Of(summary, settings), ToolJson.Readable.CompareJson);

    private IEnumerable<RunKind> Kinds => settings.Runs ? s_kinds.Take(settings.Supraventricular ? 2 : 1) : [];
}
