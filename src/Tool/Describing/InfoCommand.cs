using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia info</c>: what is in recordings.</summary>
internal sealed class InfoCommand : ToolCommand
{
    private readonly RecordOptions _records;
    private readonly RecordingChoice _choice;

    public InfoCommand()
        : base("info", "Says what is in recordings: leads, rates, length, annotations, and which lead the other commands would take.")
    {
        _records = new RecordOptions(this);
        _choice = new RecordingChoice(this, takesLead: false);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia info mitdb/100", "one record"),
        ("arrhythmia info holter.edf patient.csv --json", "for a program"),
        ("arrhythmia info mitdb", "a summary of each record of a database"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var csv = _choice.Csv(parsed);
        var records = _records.Find(parsed, session);
        using var display = session.Begin("reading");
        return new InfoOutcome(RecordWork.Run(records, _records.Threads(parsed), display, (path, _) => RecordFacts.Read(path, csv), facts => facts.Format, session.Cancellation));
    }
}
