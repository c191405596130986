using System.CommandLine;
using System.Globalization;
using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>How commands that classify beats are told of the model and of when to reject: the same options in each.</summary>
internal sealed class ClassifierOptions
{
    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = $"The model: {string.Join(", ", ModelKind.Names)} for the pretrained one for patients that it has not seen, a pretrained one's own name, or a model's file.",
        DefaultValueFactory = _ => "v1-rr",
        HelpName = "MODEL",
    };

    private readonly Option<double?> _reject = new("--reject-below")
    {
        Description = "Put a beat into no class where none is as probable as this; 0 to reject none. By default what the model's card says, if it says.",
        HelpName = "P",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double least) && least <= 1)
                return least;
            result.AddError($"--reject-below {text} is no probability: give 0 to 1, as 0.8.");
            return null;
        },
    };

    public ClassifierOptions(Command command)
    {
        command.Options.Add(_model);
        command.Options.Add(_reject);
    }

    /// <summary>The model.</summary>
    /// <exception cref="ToolException">There is none of that name, or it has no card.</exception>
    public ModelSource Model(ParseResult parsed) => ModelSource.Of(parsed.GetValue(_model)!, Protocols.OfOtherPatients);

    /// <summary>How beats are prepared for a model, and when they are rejected.</summary>
    /// <exception cref="ToolException">The model has no card.</exception>
    public AnalysisOptions Analysis(ParseResult parsed, ModelSource source, int threads)
    {
        var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are prepared. Train one with 'arrhythmia train', which writes the card into the file.");
        var preparation = BeatPreparation.Of(source.Name, source.Model, card);
        double? least = parsed.GetValue(_reject) ?? card.RejectBelow;
        return new AnalysisOptions { Normalization = preparation.Normalization, NormalizationScope = preparation.Scope, RejectBelow = least > 0 ? least : null, Threads = threads };
    }
}
