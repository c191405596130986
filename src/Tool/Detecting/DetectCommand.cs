using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia detect</c>: finds the R peaks of records and writes them as WFDB annotation files.</summary>
internal sealed class DetectCommand : ToolCommand
{
    private readonly RecordOptions _records;
    private readonly RecordingChoice _choice;

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The folder to write annotation files to; made where there is none.",
        DefaultValueFactory = _ => ".",
        HelpName = "DIR",
    };

    private readonly Option<string> _annotator = new("--annotator", "-a")
    {
        Description = "The annotator's name, which is the files' extension.",
        DefaultValueFactory = _ => "qrs",
        HelpName = "NAME",
    };

    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite annotation files that are there." };

    public DetectCommand()
        : base("detect", "Finds the R peaks of records and writes them as WFDB annotation files.")
    {
        _annotator.Validators.Add(Values.Annotator);
        _records = new RecordOptions(this);
        foreach (Option option in (Option[])[_out, _annotator])
            Options.Add(option);
        _choice = new RecordingChoice(this);
        Options.Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia detect mitdb/100 --out peaks", "writes peaks/100.qrs"),
        ("arrhythmia detect mitdb --out peaks --json", "all records of the MIT-BIH Arrhythmia Database, found on this machine or downloaded"),
        ("arrhythmia detect holter.edf --lead V5 --annotator found", "lead V5 of a recording of your own; writes ./holter.found"),
        ("arrhythmia compare --reference atr --test qrs --test-dir peaks mitdb", "how good the peaks are"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var records = _records.Find(parsed, session);
        string annotator = parsed.GetValue(_annotator)!;
        var output = new AnnotationOutput(parsed.GetValue(_out)!, annotator, records, parsed.GetValue(_force));
        var detection = new PeakDetection(_choice.Lead(parsed), _choice.Csv(parsed), output, session.Cancellation);
        using var display = session.Begin("detecting");
        var results = RecordWork.Run(records, _records.Threads(parsed), display, detection.Run, DetectOutcome.Describe, session.Cancellation);
        return new DetectOutcome(annotator, output.Folder, results);
    }
}
