using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia classify</c>: puts every beat of records into a class and writes the beats to files.</summary>
internal sealed class ClassifyCommand : ToolCommand
{
    private readonly RecordOptions _records;
    private readonly RecordingChoice _choice;
    private readonly ClassifierOptions _classifier;

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The folder to write the beats to, a file for each record; made where there is none.",
        Required = true,
        HelpName = "DIR",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "WFDB annotations, with what the model said beside the label; or CSV or one JSON object a line, with the probability of every class.",
        DefaultValueFactory = _ => "wfdb",
        HelpName = string.Join('|', BeatFormat.Names),
    };

    private readonly Option<string> _annotator = new("--annotator", "-a")
    {
        Description = "The annotator's name, which is the files' extension (of CSV and JSON with theirs after it).",
        DefaultValueFactory = _ => "beats",
        HelpName = "NAME",
    };

    private readonly Option<string?> _peaks = new("--peaks") { Description = "Take the R peaks of an annotator, as atr, in place of those that are found.", HelpName = "NAME" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite files that are there." };

    public ClassifyCommand()
        : base("classify", "Finds the beats of records, puts each into a class, and writes them as WFDB annotations, CSV or JSON.")
    {
        _format.AcceptOnlyFromAmong([.. BeatFormat.Names]);
        _annotator.Validators.Add(Values.Annotator);
        _peaks.Validators.Add(Values.AnnotatorToRead);
        _records = new RecordOptions(this);
        foreach (Option option in (Option[])[_out, _format, _annotator])
            Options.Add(option);
        _classifier = new ClassifierOptions(this);
        _choice = new RecordingChoice(this);
        Options.Add(_peaks);
        Options.Add(_force);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia classify mitdb/208 --out beats", "writes beats/208.beats, which any WFDB program reads"),
        ("arrhythmia classify holter.edf --lead 'ECG II' --format csv --out beats", "a row for each beat, with the probability of every class"),
        ("arrhythmia classify patient.csv --rate 250 --units uV --model v1 --out beats", "five classes, N L R A V, of a CSV file in microvolts"),
        ("arrhythmia classify mitdb --out beats --format ndjson --json", "all records of the MIT-BIH Arrhythmia Database, for a program"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var source = _classifier.Model(parsed);
        var records = _records.Find(parsed, session);
        var format = BeatFormat.Of(parsed.GetValue(_format)!);
        var output = new AnnotationOutput(parsed.GetValue(_out)!, parsed.GetValue(_annotator)! + format.Extension, records, parsed.GetValue(_force));

        // Records side by side use the cores best; one alone is worked on by all of them.
        int threads = _records.Threads(parsed);
        var options = _classifier.Analysis(parsed, source, records.Count > 1 ? 1 : threads);
        var classification = new BeatClassification(source, options, output, format, _choice.Csv(parsed), session.Cancellation)
        {
            Lead = _choice.Lead(parsed),
            Peaks = parsed.GetValue(_peaks),
        };
        using var display = session.Begin("classifying");
        var results = RecordWork.Run(records, threads, display, classification.Run, ClassifyOutcome.Describe, session.Cancellation);
        return new ClassifyOutcome(source, options.RejectBelow, format, output.Folder, results);
    }
}
