using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia report</c>: a recording's rhythm, beats and evidence as one HTML page.</summary>
internal sealed class ReportCommand : ToolCommand
{
    private readonly Argument<string> _record = new("RECORD") { Description = "The record: an EDF, BDF or CSV file, a WFDB record by its path without extension or with .hea, or a name as 100 or mitdb/100." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The page to write, an HTML file; the record's name in this folder by default.", HelpName = "FILE" };
    private readonly ClassifierOptions _classifier;
    private readonly RecordingChoice _choice;
    private readonly Option<string?> _annotations = new("--annotations", "-a") { Description = "An annotator whose beats are taken: a file that this tool wrote and a person may have corrected, which is then marked as reviewed; by default beats are found and judged.", HelpName = "NAME" };
    private readonly Option<string?> _annotationsFolder = new("--annotations-dir") { Description = "The folder that this annotation file is in; by default it lies beside the record.", HelpName = "DIR" };
    private readonly Option<string?> _reference = new("--reference", "-r") { Description = "An annotator to compare with, as atr: adds the table of EC57, and where the two differ.", HelpName = "NAME" };
    private readonly Option<bool> _plain = new("--no-evidence") { Description = "Explain no beats: a smaller page, made sooner." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite a page that is there." };

    public ReportCommand()
        : base("report", "Writes what is found in a recording as one HTML page: rhythm, beats, evidence, limits. It needs no network, and prints.")
    {
        _annotations.Validators.Add(Values.AnnotatorToRead);
        _reference.Validators.Add(Values.AnnotatorToRead);

        // The parser takes an unknown option for the record.
        _record.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } stranger)
                result.AddError($"There is no option '{stranger.Value}'. (A record whose name begins with - is given as ./{stranger.Value}.)");
        });
        Arguments.Add(_record);
        foreach (Option option in (Option[])[_out, _annotations, _annotationsFolder, _reference])
            Options.Add(option);
        _classifier = new ClassifierOptions(this, marks: true);
        Options.Add(_plain);
        Options.Add(_force);
        _choice = new RecordingChoice(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_annotationsFolder) is { Implicit: false } && result.GetResult(_annotations) is null or { Implicit: true })
                result.AddError("--annotations-dir says where the file of --annotations is: give both.");
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia report mitdb/233 --out report.html", "finds the beats, judges and explains them, and writes the page"),
        ("arrhythmia report mitdb/233 --reference atr --out report.html", "with the table of EC57 and the disagreements to look at first"),
        ("arrhythmia report holter/patient7 --annotations v1 --out reviewed.html", "takes the beats of patient7.v1, with what a person corrected in it"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        string record = parsed.GetRequiredValue(_record);
        var source = _classifier.Model(parsed);
        var settings = new ReportSettings
        {
            Source = source,
            Lead = _choice.Lead(parsed),
            Csv = _choice.Csv(parsed),
            Annotations = parsed.GetValue(_annotations),
            AnnotationsFolder = parsed.GetValue(_annotationsFolder),
            Reference = parsed.GetValue(_reference),
            RejectBelow = _classifier.RejectBelow(parsed, source),
            Explains = !parsed.GetValue(_plain),
        };
        string path = new RecordFinder(session).FindOne(record);
        string output = parsed.GetValue(_out) ?? RecordFinder.NameOf(path) + ".html";
        OutputFile.Prepare(output, parsed.GetValue(_force));
        return ReportMaking.Write(session, path, settings, output);
    }
}
