using System.Globalization;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>info</c> came to: of one record everything, of several a row each.</summary>
internal sealed class InfoOutcome(IReadOnlyList<RecordOutcome<RecordFacts>> results) : Outcome
{
    private readonly IReadOnlyList<RecordFacts> _done = [.. results.Select(result => result.Result).OfType<RecordFacts>()];

    private readonly IReadOnlyList<FailedRecord> _failed =
        [.. results.Where(result => result.Error is not null).Select(result => new FailedRecord(RecordFinder.NameOf(result.Path), result.Path, result.Error!))];

    public override int ExitCode => _failed.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;

    public override IReadOnlyList<string> Complaints => [.. _failed.Select(record => $"{record.Path}: {record.Message}")];

    public override void WriteText(TextWriter writer)
    {
        if (_done.Count == 1)
        {
            WriteOne(writer, _done[0]);
            return;
        }

        if (_done.Count == 0)
            return;
        var table = new TextTable("record", "format", "duration>", "leads", "Hz>", "used", "annotations");
        foreach (var record in _done)
        {
            string rates = string.Join('/', record.Leads.Select(lead => Rate(lead.SamplingRate)).Distinct());
            table.Add(record.Record, record.Format, Values.Clock(record.DurationSeconds), string.Join(' ', record.Leads.Select(lead => lead.Name)), rates, record.UsedLead ?? "-",
                string.Join(", ", record.Annotators.Select(annotator => Invariant($"{annotator.Annotator} {annotator.Beats + annotator.Others}"))));
        }

        table.Write(writer);
    }

    public override string ToJson() => Serialize(new InfoJson(_done, _failed), ToolJson.Readable.InfoJson);

    private static string Rate(double rate) => Invariant($"{rate:0.####}");

    private static void WriteOne(TextWriter writer, RecordFacts record)
    {
        string start = record.Start is { } moment ? $", begun {moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}" : "";
        writer.WriteLine($"record {record.Record}: {record.Format}, {Values.Clock(record.DurationSeconds)}{start} ({record.Path})");
        var leads = new TextTable("lead", "Hz>", "unit", "samples>", "");
        foreach (var lead in record.Leads)
            leads.Add(lead.Name, Rate(lead.SamplingRate), lead.Units, Invariant($"{lead.Samples}"), lead.Name == record.UsedLead ? "taken where --lead says no other" : "");
        leads.Write(writer);
        if (record.UsedLead is null)
            writer.WriteLine("no signal is in a unit of voltage, so there is no ECG to work on");
        if (record.Annotators.Count == 0)
            writer.WriteLine("no annotations");
        foreach (var annotator in record.Annotators)
        {
            writer.WriteLine(annotator.Problem is { } problem ? $"annotator {annotator.Annotator}: {problem}"
                : Invariant($"annotator {annotator.Annotator}: {annotator.Beats} beats, {annotator.Others} others: {string.Join(", ", annotator.PerSymbol.Select(pair => Invariant($"{pair.Value} {pair.Key}")))}"));
        }

        foreach (string remark in record.Remarks)
            writer.WriteLine($"# {remark}");
    }
}

/// <summary>The JSON of <c>info</c>.</summary>
internal sealed record InfoJson(IReadOnlyList<RecordFacts> Records, IReadOnlyList<FailedRecord> Failed);
