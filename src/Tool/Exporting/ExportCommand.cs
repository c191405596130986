using System.CommandLine;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia export</c>: writes a model as ONNX, with what it expects in the file's metadata.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private readonly Argument<string> _model = new("MODEL")
    {
        Description = $"The model: {string.Join(", ", ModelKind.Names)} for the pretrained one for patients that it has not seen, a pretrained one's own name, or a model's file.",
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "The file to write.", Required = true, HelpName = "FILE.onnx" };
    private readonly Option<bool> _bare = new("--bare") { Description = "Leave the normalisation of each beat out of the graph: who runs it brings normalised beats." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite a file that is there." };

    public ExportCommand()
        : base("export", "Writes a model as ONNX, for any runtime, with what it expects and gives in the file's metadata.")
    {
        _model.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } stranger)
                result.AddError($"There is no option '{stranger.Value}'.");
        });
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_out, _bare, _force])
            Options.Add(option);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia export v2 --out v2.onnx", "the pretrained V2 of DS1; beats go in as they were cut, in mV"),
        ("arrhythmia export mine.arrhythminet --bare --out mine.onnx", "a model of your own, for beats that are normalised already"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var source = ModelSource.Of(parsed.GetValue(_model)!, Protocols.OfOtherPatients);
        string file = parsed.GetValue(_out)!;
        OutputFile.Prepare(file, parsed.GetValue(_force));
        var options = new OnnxExportOptions();
        if (!parsed.GetValue(_bare))
        {
            var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are normalised. Give --bare to leave that out of the graph.");
            var preparation = BeatPreparation.Of(source.Name, source.Model, card);
            options = new OnnxExportOptions
            {
                Normalization = preparation.Normalization switch
                {
                    NormalizationMethod.ZScore => OnnxNormalization.ZScore,
                    NormalizationMethod.MinMax => OnnxNormalization.MinMax,
                    _ => OnnxNormalization.Robust,
                },
                ScaleInput = preparation.Scope == NormalizationScope.Patient,
            };
        }

        session.Cancellation.ThrowIfCancellationRequested();
        OnnxExport.Save(source.Model, file, options);
        return new ExportOutcome(source, options, file);
    }
}
