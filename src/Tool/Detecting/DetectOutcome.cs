namespace ArrhythmiaVision.Tool;

/// <summary>What <c>detect</c> came to. A record that cannot be read takes nothing from the others.</summary>
internal sealed class DetectOutcome(string annotator, string folder, IReadOnlyList<RecordOutcome<DetectedRecord>> results) : Outcome
{
    private readonly IReadOnlyList<DetectedRecord> _done = [.. results.Select(result => result.Result).OfType<DetectedRecord>()];

    private readonly IReadOnlyList<FailedRecord> _failed =
        [.. results.Where(result => result.Error is not null).Select(result => new FailedRecord(RecordFinder.NameOf(result.Path), result.Path, result.Error!))];

    public override int ExitCode => _failed.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;

    public override IReadOnlyList<string> Complaints => [.. _failed.Select(record => $"{record.Path}: {record.Message}")];

    private DetectTotals Totals => new(_done.Count, _done.Sum(record => (long)record.Beats), _done.Sum(record => record.DurationSeconds));

    /// <summary>A record's result as a line of progress.</summary>
    public static string Describe(DetectedRecord record) => Invariant($"{record.Beats} beats in {Values.Clock(record.DurationSeconds)} of {record.Lead}");

    public override void WriteText(TextWriter writer)
    {
        var table = new TextTable("record", "lead", "beats>", "duration>", "beats/min>", "file");
        foreach (var record in _done)
        {
            string rate = record.MeanHeartRate is { } mean ? Invariant($"{mean:F1}") : "-";
            table.Add(record.Record, record.Lead, Invariant($"{record.Beats}"), Values.Clock(record.DurationSeconds), rate, record.File);
        }

        var totals = Totals;
        if (_done.Count > 1)
            table.Add("total", "", Invariant($"{totals.Beats}"), Values.Clock(totals.DurationSeconds), "", Invariant($"{totals.Records} files"));
        if (_done.Count > 0)
            table.Write(writer);
    }

    public override string ToJson() => Serialize(new DetectJson(annotator, folder, _done, _failed, Totals), ToolJson.Readable.DetectJson);
}
