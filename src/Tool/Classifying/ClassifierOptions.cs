using System.CommandLine;
using System.Globalization;
using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>How commands that classify beats are told of the model and of when to reject: the same options in each.</summary>
internal sealed class ClassifierOptions
{
    private const string ByCard = "card";

    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = $"The model: {string.Join(", ", ModelKind.Names)} for the pretrained one for patients that it has not seen, a pretrained one's own name, or a model's file.",
        DefaultValueFactory = _ => UsualModel,
        HelpName = "MODEL",
    };

    private readonly Option<string?> _reject = new("--reject-below") { HelpName = $"P|{ByCard}" };
    private readonly bool _marks;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="marks">Whether it marks beats that the card would have rejected, where it is not told to reject any.</param>
    public ClassifierOptions(Command command, bool marks = false)
    {
        _marks = marks;
        _reject.Description = $"Put a beat into no class where its most probable one is less probable than this: 0 to 1, or '{ByCard}' for what the model's card says of each class. "
            + (marks ? "By default such beats are put into the most probable class and marked as unsure, by the card." : $"{ByCard} by default; 0 rejects none.");
        _reject.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is var text && text != ByCard && !TryParse(text, out _))
                result.AddError($"--reject-below {text} is no probability: give 0 to 1, as 0.8, or '{ByCard}' for what the model's card says.");
        });
        command.Options.Add(_model);
        command.Options.Add(_reject);
    }

    /// <summary>The model that beats are judged by where none is named: it knows AAMI's classes and the beat's rhythm, and DS2 is new to it.</summary>
    public const string UsualModel = "v1-rr";

    /// <summary>The model.</summary>
    /// <exception cref="ToolException">There is none of that name, or it has no card.</exception>
    public ModelSource Model(ParseResult parsed) => ModelSource.Of(parsed.GetValue(_model)!, Protocols.OfOtherPatients);

    /// <summary>How beats are prepared for a model, and when they are rejected.</summary>
    /// <exception cref="ToolException">The model has no card.</exception>
    public AnalysisOptions Analysis(ParseResult parsed, ModelSource source, int threads)
    {
        var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are prepared. Train one with 'arrhythmia train', which writes the card into the file.");
        var preparation = BeatPreparation.Of(source.Name, source.Model, card);
        return new AnalysisOptions { Normalization = preparation.Normalization, NormalizationScope = preparation.Scope, RejectBelow = RejectBelow(parsed, source) is { } limits && limits.Any(limit => limit > 0) ? limits : null, Threads = threads };
    }

    /// <summary>The probability, for all classes or for each, below which a beat is put into no class, 0 for none; null where nothing says.</summary>
    public IReadOnlyList<double>? RejectBelow(ParseResult parsed, ModelSource source) => parsed.GetValue(_reject) switch
    {
        null when _marks => null,
        null or ByCard => source.Model.Card?.RejectBelow,
        var text => TryParse(text, out double least) ? [least] : null,
    };

    private static bool TryParse(string text, out double probability) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out probability) && probability <= 1;
}
