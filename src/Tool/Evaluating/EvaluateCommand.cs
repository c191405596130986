using System.CommandLine;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia evaluate</c>: the figures of a model by a named protocol.</summary>
internal sealed class EvaluateCommand : ToolCommand
{
    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = $"The model: {string.Join(", ", ModelKind.Names)} for the pretrained one of the protocol, or a model's file.",
        Required = true,
        HelpName = "MODEL",
    };

    private readonly Option<string> _protocol = new("--protocol", "-p")
    {
        Description = "How training and test sets are divided, without which no figure means anything.",
        Required = true,
        HelpName = string.Join('|', Protocols.All),
    };

    private readonly Option<bool> _train = new("--train") { Description = "Train a model by the protocol first, even where a pretrained one ships." };

    private readonly Option<string?> _seeds = new("--seeds", "--seed")
    {
        Description = "The seed of division and training, or several, as 1-5; 1 by default, or that of the model given.",
        HelpName = "N",
    };

    private readonly Option<int?> _epochs = ModelOptions.Epochs();
    private readonly Option<string?> _scale = ModelOptions.Scale();
    private readonly Option<string> _peaks;

    public EvaluateCommand()
        : base("evaluate", "Evaluates a model on MIT-BIH by a named protocol, with the leakage audit; refuses one that has seen the test set.")
    {
        _protocol.AcceptOnlyFromAmong([.. Protocols.All]);
        _seeds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !ModelOptions.TryParseSeeds(result.Tokens[0].Value, out _))
                result.AddError($"'{result.Tokens[0].Value}' is no seed: give a whole number, or several, as 1-5 or 1,4,9.");
        });
        foreach (Option option in (Option[])[_model, _protocol, _train, _seeds, _epochs, _scale])
            Options.Add(option);
        _peaks = ModelOptions.Peaks(this, _protocol);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia evaluate --model v2 --protocol inter-patient", "how the pretrained V2 does on patients it has not seen, with intervals over patients"),
        ("arrhythmia evaluate --model v2 --protocol paper --json", "by the paper's own protocol, for a program; none ships, so one is trained"),
        ("arrhythmia evaluate --model v1 --protocol unique --train --seeds 1-5", "trains five, and gives mean and spread"),
        ("arrhythmia evaluate --model v2-rr --protocol inter-patient --peaks detected", "from the signal alone: what the detector misses counts too"),
        ("arrhythmia evaluate --model mine.arrhythminet --protocol inter-patient", "a model of your own, that 'arrhythmia train' wrote"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        string name = parsed.GetValue(_model)!, protocol = parsed.GetValue(_protocol)!;
        bool train = parsed.GetValue(_train);
        int[]? seeds = parsed.GetValue(_seeds) is { } text && ModelOptions.TryParseSeeds(text, out int[] asked) ? asked : null;
        int? epochs = parsed.GetValue(_epochs);
        var scale = ModelOptions.ScaleOf(parsed.GetValue(_scale));
        bool detects = ModelOptions.IsDetected(parsed.GetValue(_peaks));
        var kind = ModelKind.TryParse(name);
        var source = kind is null ? ModelSource.Load(name) : train || seeds is { Length: > 1 } || epochs is not null || scale is not null ? null : ModelSource.Pretrained(kind, protocol, seeds?[0]);
        if (source is not null)
            return Judge(session, source, protocol, seeds, train || epochs is not null || scale is not null, detects);

        if (!train && !Protocols.IsCrossValidation(protocol))
        {
            using var display = session.Begin("evaluating");
            display.Step($"no pretrained {kind!.Name} for '{protocol}' is as asked for, so one is trained, as with --train");
        }

        var recipe = TrainingRecipe.For(kind!, protocol, epochs, scale);
        var beats = LabelledBeats.Read(session, protocol, recipe.Preparation);
        var runs = new List<RunFigures>();
        ArrhythmiNetModel? model = null;
        foreach (int seed in seeds ?? [1])
        {
            (var figures, model, _) = ProtocolEvaluation.Train(session, beats, protocol, recipe, seed, detects);
            runs.Add(figures);
        }

        return new EvaluateOutcome(protocol, recipe.Kind.Name, "trained", model!, recipe.Preparation.Scope, runs);
    }

    private static EvaluateOutcome Judge(Session session, ModelSource source, string protocol, int[]? seeds, bool trains, bool detects)
    {
        if (trains)
            throw new ToolException(ExitCodes.Usage, $"'{source.Name}' is trained already. Give --model {string.Join(" or ", ModelKind.Names)} to train one.");
        if (Protocols.IsCrossValidation(protocol))
            throw new ToolException(ExitCodes.Usage, $"'{protocol}' trains a model for each fold, so it cannot evaluate one that is trained already. Give --model {string.Join(" or ", ModelKind.Names)} with --train.");
        if (seeds is { Length: > 1 })
            throw new ToolException(ExitCodes.Usage, $"'{source.Name}' is of one seed. Give one, or train several with --train.");
        int seed = seeds?[0] ?? source.Model.Card?.Seed ?? 1;
        var figures = ProtocolEvaluation.Judge(session, source, protocol, seed, detects);
        return new EvaluateOutcome(protocol, source.Name, source.Origin, source.Model, BeatPreparation.Of(source.Name, source.Model, source.Model.Card!).Scope, [figures], source.File);
    }
}
