using System.CommandLine;
using ArrhythmiaVision.Attribution;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia explain</c>: why a network judges beats as it does, and what that explanation is worth.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private readonly Argument<string?> _record = new("RECORD")
    {
        Description = "The record whose beats are explained: an EDF, BDF or CSV file, a WFDB record by its path without extension or with .hea, or a name as 100 or mitdb/100.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _scores = new("--scores") { Description = "In place of a record: score every method's explanations of many beats of a protocol." };
    private readonly Option<bool> _global = new("--global") { Description = "In place of a record: the mean explanation of each class, over many beats of a protocol." };
    private readonly Option<bool> _examples = new("--examples") { Description = "In place of a record: a page for each class with some beats of a protocol, explained by Grad-CAM and by the method, into the folder --out." };

    private readonly Option<string[]> _model = new("--model", "-m")
    {
        Description = $"The model: {string.Join(", ", ModelKind.Names)} for the pretrained one of the protocol, or a model's file. With --global and --examples several: they stand side by side.",
        Required = true,
        HelpName = "MODEL",
    };

    private readonly Option<string?> _protocol = new("--protocol", "-p")
    {
        Description = "Which pretrained model is meant, and whose beats; for a record inter-patient, the models for patients they have not seen, by default.",
        HelpName = string.Join('|', Protocols.OfOneModel),
    };

    private readonly Option<int?> _beat = new("--beat") { Description = "The beat's number in the record, from 0.", HelpName = "N" };
    private readonly Option<TimeSpan?> _time = new("--time") { Description = "The beat nearest to a time: 300, 5:00, 1:30:00.", CustomParser = result => Values.Time(result), HelpName = "TIME" };
    private readonly Option<string?> _class = new("--class") { Description = "The most probable beats of a class; with --examples, its page alone. Without this, --beat and --time: the most probable beat of each class.", HelpName = "CLASS" };
    private readonly Option<int> _count = new("--count") { Description = "How many beats of --class, or on each page of --examples.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string?> _for = new("--for") { Description = "The class to explain, where it is not the one that the network gives the beat: why, or why not, it.", HelpName = "CLASS" };

    private readonly Option<string> _method = new("--method")
    {
        Description = "How to explain.",
        DefaultValueFactory = _ => ExplanationMethod.Shapley.Name,
        HelpName = string.Join('|', ExplanationMethod.Names),
    };

    private readonly Option<string?> _layer = new("--layer") { Description = "The convolution whose map Grad-CAM takes; the last by default.", HelpName = "NAME" };
    private readonly Option<string> _placement = new("--placement")
    {
        Description = "Where Grad-CAM's map is put: by receptive fields, or from end to end, as in the paper's figures.",
        DefaultValueFactory = _ => ByFields,
        HelpName = $"{ByFields}|{EndToEnd}",
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "What beats are held against: beats of each class of MIT-BIH, their mean, or a flat line; the first where the database is on this machine.",
        HelpName = string.Join('|', ExplanationBaselines.Names),
    };

    private readonly Option<string?> _annotator = new("--annotator", "-a") { Description = "The annotator whose beats are explained, as atr; by default R peaks are found.", HelpName = "NAME" };
    private readonly RecordingChoice _choice;
    private readonly Option<int> _beats = new("--beats") { Description = "How many beats of a protocol, equally many of each class.", DefaultValueFactory = _ => 500, HelpName = "N" };
    private readonly Option<string> _set = new("--set") { Description = "Which side of a protocol the beats are of.", DefaultValueFactory = _ => "test", HelpName = "test|training" };
    private readonly Option<int> _seed = new("--seed") { Description = "Of the choice of beats.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The picture to write, an SVG file; with --examples a folder.", HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite files that are there." };

    private const string ByFields = "receptive-fields";
    private const string EndToEnd = "end-to-end";

    public ExplainCommand()
        : base("explain", "Says why a network judges beats as it does: in words, in values and in a picture, with what the explanation is worth.")
    {
        _protocol.AcceptOnlyFromAmong([.. Protocols.OfOneModel]);
        _method.AcceptOnlyFromAmong([.. ExplanationMethod.Names]);
        _placement.AcceptOnlyFromAmong(ByFields, EndToEnd);
        _baseline.AcceptOnlyFromAmong([.. ExplanationBaselines.Names]);
        _set.AcceptOnlyFromAmong("test", "training");
        _annotator.Validators.Add(Values.AnnotatorToRead);
        _beat.Validators.Add(Values.AtLeast(0));
        _count.Validators.Add(Values.AtLeast(1, 50));
        _beats.Validators.Add(Values.AtLeast(1));

        // The parser takes an unknown option for the record.
        _record.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } stranger)
                result.AddError($"There is no option '{stranger.Value}'. (A record whose name begins with - is given as ./{stranger.Value}.)");
        });
        Arguments.Add(_record);
        foreach (Option option in (Option[])[_scores, _global, _examples, _model, _protocol, _beat, _time, _class, _count, _for, _method, _layer, _placement, _baseline, _annotator, _beats, _set, _seed, _out, _force])
            Options.Add(option);
        _choice = new RecordingChoice(this);
        Validators.Add(result =>
        {
            bool[] modes = [result.GetResult(_record) is { Tokens.Count: > 0 }, .. ((Option<bool>[])[_scores, _global, _examples]).Select(mode => result.GetResult(mode) is { Implicit: false })];
            if (modes.Count(mode => mode) != 1)
                result.AddError("Give either a RECORD or one of --scores, --global, --examples.");
            bool ofRecord = modes[0];
            string[] strangers = [.. (ofRecord ? (Option[])[_beats, _set] : [_beat, _time, _for, _annotator, .. _choice.Options]).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            if (strangers.Length > 0)
                result.AddError($"{string.Join(", ", strangers)} {(ofRecord ? "choose beats of a protocol, not of a record" : "go with a RECORD")}.");
            if (((Option[])[_beat, _time, _class]).Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("Give one of --beat, --time, --class.");
            if (!ofRecord && result.GetResult(_protocol) is null or { Implicit: true })
                result.AddError($"Give --protocol {string.Join(" or ", Protocols.OfOneModel)}: whose beats are explained.");
            if ((ofRecord || modes[1]) && result.GetResult(_model) is { Tokens.Count: > 1 })
                result.AddError("Give one --model; several stand side by side with --global and --examples only.");
            if (modes[3] && result.GetResult(_out) is null or { Implicit: true })
                result.AddError("Give the folder for the pages with --out.");
            if (modes[1] && result.GetResult(_out) is { Implicit: false })
                result.AddError("--scores makes no picture: leave --out away, or give --global.");
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia explain mitdb/208 --model v2 --class V --out pvc.svg", "the most probable PVC: words, values, what they are worth, and a picture"),
        ("arrhythmia explain mitdb/208 --model v1 --time 5:00 --for N --method occlusion --json", "why the beat at five minutes is, or is not, normal; for a program"),
        ("arrhythmia explain --scores --model v1 --protocol unique --beats 500 --json", "which method to trust: every check, every method, beside random order"),
        ("arrhythmia explain --global --model v1 --model v2 --protocol unique --out classes.svg", "what weighs in each class, the networks side by side"),
        ("arrhythmia explain --examples --model v1 --model v2 --protocol unique --count 3 --out pages", "a page for each class, as the paper's figures 7 and 8"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        string[] names = parsed.GetValue(_model)!;
        string? output = parsed.GetValue(_out);
        bool overwrite = parsed.GetValue(_force);
        var placement = parsed.GetValue(_placement) == EndToEnd ? MapPlacement.EndToEnd : MapPlacement.ReceptiveFields;
        var method = ExplanationMethod.Parse(parsed.GetValue(_method)!, parsed.GetValue(_layer), placement);
        if (parsed.GetValue(_record) is { } record)
        {
            return new RecordExplanation(session, ModelSource.Of(names[0], parsed.GetValue(_protocol) ?? Protocols.OfOtherPatients), method, parsed.GetValue(_baseline), parsed.GetValue(_for))
            {
                Annotator = parsed.GetValue(_annotator),
                Lead = _choice.Lead(parsed),
                Csv = _choice.Csv(parsed),
            }.Run(record, new RecordBeatChoice(parsed.GetValue(_beat), parsed.GetValue(_time), parsed.GetValue(_class), parsed.GetValue(_count)), output, overwrite);
        }

        string protocol = parsed.GetValue(_protocol)!;
        var sources = names.Select(name => ModelSource.Of(name, protocol)).ToList();
        bool training = parsed.GetValue(_set) == "training";
        int seed = parsed.GetValue(_seed);
        string? only = parsed.GetValue(_class);
        var classes = sources[0].Model.Classes;
        if (only is not null && !classes.Contains(only))
            throw new ToolException(ExitCodes.Usage, $"The model has no class '{only}'. It has: {string.Join(", ", classes)}.");
        int perClass = parsed.GetValue(_examples) ? parsed.GetValue(_count) : Math.Max(1, parsed.GetValue(_beats) / classes.Count);
        var choice = new BeatChoice(training, perClass, only is null ? null : [only], seed, parsed.GetValue(_baseline) ?? ExplanationBaselines.Names[0]);
        if (parsed.GetValue(_scores))
            return ProtocolExplanation.Score(session, sources[0], protocol, choice);
        return parsed.GetValue(_global)
            ? ProtocolExplanation.Overview(session, sources, protocol, choice, method, output, overwrite)
            : ProtocolExplanation.Pages(session, sources, protocol, choice, method, placement, output!, overwrite);
    }
}
