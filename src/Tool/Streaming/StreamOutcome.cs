using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>stream</c> came to; its beats have been written by then.</summary>
internal sealed class StreamOutcome(ModelSource source, LiveBeatClassifier live, StreamRun run) : Outcome
{
    private readonly AnalysisSummary _summary = live.Summary;

    // Standard output is a line for each beat in any case, and stays so.
    public override bool WritesOwnOutput => true;

    public override IReadOnlyList<string> Notes =>
    [
        Invariant($"{source.Name}: {_summary.Beats} beats in {Values.Clock(_summary.Duration.TotalSeconds)}: {string.Join(", ", _summary.Classes.Zip(_summary.BeatsPerClass, (name, count) => Invariant($"{count} {name}")))}; {_summary.Rejected} rejected, {_summary.NotClassified - _summary.Rejected} not judged; longest delay {run.LongestDelay:0.00} s"),
    ];

    public override void WriteText(TextWriter writer)
    {
    }

    public override string ToJson() => "";
}
