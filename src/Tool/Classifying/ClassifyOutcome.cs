using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>classify</c> came to. A record that cannot be read takes nothing from the others.</summary>
internal sealed class ClassifyOutcome(ModelSource source, IReadOnlyList<double>? rejectBelow, BeatFormat format, string folder, IReadOnlyList<RecordOutcome<ClassifiedRecord>> results) : Outcome
{
    private readonly IReadOnlyList<ClassifiedRecord> _done = [.. results.Select(result => result.Result).OfType<ClassifiedRecord>()];

    private readonly IReadOnlyList<FailedRecord> _failed =
        [.. results.Where(result => result.Error is not null).Select(result => new FailedRecord(RecordFinder.NameOf(result.Path), result.Path, result.Error!))];

    public override int ExitCode => _failed.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;

    public override IReadOnlyList<string> Complaints => [.. _failed.Select(record => $"{record.Path}: {record.Message}")];

    private ClassifyTotals Totals => new(
        _done.Count, _done.Sum(record => record.DurationSeconds), _done.Sum(record => record.Beats),
        source.Model.Classes.ToDictionary(name => name, name => _done.Sum(record => record.PerClass[name])), _done.Sum(record => record.Rejected), _done.Sum(record => record.NotJudged));

    /// <summary>A record's result as a line of progress.</summary>
    public static string Describe(ClassifiedRecord record) => Invariant($"{record.Beats} beats in {Values.Clock(record.DurationSeconds)} of {record.Lead}");

    public override void WriteText(TextWriter writer)
    {
        if (_done.Count == 0)
            return;
        writer.WriteLine($"{source.Name}: classes {string.Join(' ', source.Model.Classes)}; {(rejectBelow is null ? "none rejected" : $"rejected where the most probable is below {RejectLimits.Describe(rejectBelow, source.Model.Classes)}")}; not judged: window leaves the record, or samples are missing");
        var table = new TextTable(["record", "lead", "duration>", "beats>", .. source.Model.Classes.Select(name => name + ">"), "rejected>", "not judged>", "file"]);
        foreach (var record in _done)
            table.Add([record.Record, record.Lead, Values.Clock(record.DurationSeconds), Invariant($"{record.Beats}"), .. Counts(record.PerClass), Invariant($"{record.Rejected}"), Invariant($"{record.NotJudged}"), record.File]);
        var totals = Totals;
        if (_done.Count > 1)
            table.Add(["total", "", Values.Clock(totals.DurationSeconds), Invariant($"{totals.Beats}"), .. Counts(totals.PerClass), Invariant($"{totals.Rejected}"), Invariant($"{totals.NotJudged}"), Invariant($"{totals.Records} files")]);
        table.Write(writer);
    }

    public override string ToJson() => Serialize(new ClassifyJson(source.Name, rejectBelow, format.Name, folder, _done, _failed, Totals), ToolJson.Readable.ClassifyJson);

    private IEnumerable<string> Counts(IReadOnlyDictionary<string, long> perClass) => source.Model.Classes.Select(name => Invariant($"{perClass[name]}"));
}
