using System.CommandLine;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia convert</c>: from one format of recordings to another.</summary>
internal sealed class ConvertCommand : ToolCommand
{
    private readonly Argument<string> _in = new("IN") { Description = "The recording: an EDF, BDF or CSV file, a WFDB record by its path without extension or with .hea, or a name as 100 or mitdb/100." };
    private readonly Argument<string> _out = new("OUT") { Description = "What to write: a file ending in .edf or .csv, else a WFDB record by its path." };
    private readonly Option<double?> _rate = Values.Rate("--rate", "Samples a second to bring every lead to; by default what they have.");
    private readonly Option<string[]> _leads = new("--lead") { Description = "A lead to take, once for each; by default all, in their order.", HelpName = "NAME" };
    private readonly Option<string?> _annotator = new("--annotator", "-a") { Description = "Whose annotations to carry along; by default atr, or those in the file itself, or the only ones.", HelpName = "NAME" };
    private readonly Option<bool> _bare = new("--no-annotations") { Description = "Carry no annotations along." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite files that are there." };
    private readonly RecordingChoice _choice;

    public ConvertCommand()
        : base("convert", "Writes a recording in another format, WFDB, EDF+ or CSV, at its own rate or another, with its annotations.")
    {
        _annotator.Validators.Add(Values.AnnotatorToRead);
        Arguments.Add(_in);
        Arguments.Add(_out);
        foreach (Option option in (Option[])[_rate, _leads, _annotator, _bare, _force])
            Options.Add(option);
        _choice = new RecordingChoice(this, "--input-rate", takesLead: false);
        Validators.Add(result =>
        {
            foreach (var argument in (Argument<string>[])[_in, _out])
            {
                if (result.GetResult(argument) is { Tokens: [{ Value: ['-', _, ..] value }] })
                    result.AddError($"There is no option '{value}'. (A file whose name begins with - is given as ./{value}.)");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia convert mitdb/100 100.edf", "EDF+ with the reference annotations in it"),
        ("arrhythmia convert holter.edf wfdb/holter --rate 360", "a WFDB record of 360 samples a second, annotations beside it"),
        ("arrhythmia convert mitdb/208 208.csv --lead MLII", "one lead, a row for each sample, labels in a column"),
        ("arrhythmia convert wave.csv wave.edf --input-rate 250 --units uV", "a CSV file that names neither rate nor unit"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        string name = parsed.GetValue(_in)!, output = parsed.GetValue(_out)!;
        string path = new RecordFinder(session).FindOne(name);
        var target = ConvertTarget.Of(output);
        using var source = Recording.Open(path, _choice.Csv(parsed));
        var conversion = new RecordConversion(source, parsed.GetValue(_leads) is { Length: > 0 } leads ? leads : source.Leads, parsed.GetValue(_rate), session);
        string? annotator = parsed.GetValue(_bare) ? null : conversion.ChooseAnnotator(parsed.GetValue(_annotator));
        foreach (string file in target.Files(conversion.OutputAnnotator(annotator)))
            OutputFile.Prepare(file, parsed.GetValue(_force));
        return conversion.Run(target, annotator);
    }
}
