using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>compare</c> came to: the texts of bxb, rxr and sumstats, and what a person changed in the beats; or JSON.</summary>
internal sealed class CompareOutcome(IReadOnlyList<ComparedRecord> records, CompareSettings settings) : Outcome
{
    public const string TableLayout = "table";
    public const string StandardLayout = "standard";
    public const string CondensedLayout = "condensed";

    private static readonly RunKind[] s_kinds = [RunKind.Ventricular, RunKind.Supraventricular];

    private readonly ComparisonSummary _summary = new(records.Select(record => record.Comparison));

    public override void WriteText(TextWriter writer)
    {
        WriteComparison(writer);
        ReviewCount?[] reviews = [ReviewOf(record => record.ReferenceReview), ReviewOf(record => record.TestReview)];
        foreach (var review in reviews.OfType<ReviewCount>().Distinct())
            writer.Write($"\n{review}\n");
    }

    private void WriteComparison(TextWriter writer)
    {
        if (settings.Layout == TableLayout)
        {
            SummaryReport.WriteBeats(writer, _summary, settings.Supraventricular);
            if (settings.Shutdown)
            {
                writer.Write('\n');
                SummaryReport.WriteShutdown(writer, _summary, settings.Supraventricular);
            }

            foreach (var kind in Kinds)
            {
                writer.Write('\n');
                SummaryReport.WriteRuns(writer, _summary, kind);
            }

            return;
        }

        bool standard = settings.Layout == StandardLayout;
        foreach (var record in _summary.Records)
        {
            (standard ? (Action<TextWriter, RecordComparison, bool>)BeatReport.WriteStandard : BeatReport.WriteCondensed)(writer, record, settings.Supraventricular);
            foreach (var kind in Kinds)
                (standard ? (Action<TextWriter, RecordComparison, RunKind>)RunReport.WriteStandard : RunReport.WriteCondensed)(writer, record, kind);
        }
    }

    public override string ToJson() => Serialize(CompareJson.Of(_summary, records, settings), ToolJson.Readable.CompareJson);

    private ReviewCount? ReviewOf(Func<ComparedRecord, ReviewCount?> review) => ReviewCount.Sum([.. records.Select(review).OfType<ReviewCount>()]);

    private IEnumerable<RunKind> Kinds => settings.Runs ? s_kinds.Take(settings.Supraventricular ? 2 : 1) : [];
}
