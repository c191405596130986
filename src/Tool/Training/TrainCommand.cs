using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia train</c>: trains a model by a protocol, evaluates it, and writes it with its card.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly Option<string> _model = new("--model", "-m") { Description = "The network; with -rr it takes RR intervals and what is usual for the patient too, and tells AAMI's classes apart.", Required = true, HelpName = string.Join('|', ModelKind.Names) };
    private readonly Option<string> _protocol = new("--protocol", "-p") { Description = "How training and test sets are divided.", Required = true, HelpName = string.Join('|', Protocols.OfOneModel) };
    private readonly Option<int> _seed = new("--seed") { Description = "The seed of division and training; the same seed gives the same file.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<int?> _epochs = ModelOptions.Epochs();
    private readonly Option<string?> _scale = ModelOptions.Scale();
    private readonly Option<bool> _calibrate = new("--calibrate-reject") { Description = "Choose the probability under which a beat is put into no class, by a second network on four fifths of the training set, and put it on the card." };
    private readonly Option<string> _peaks;
    private readonly Option<string> _out = new("--out", "-o") { Description = "The file to write the model to.", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "A file to keep the training in after each epoch. Where it is there, as the same command was broken off, training goes on from it, to the same model. It is deleted when the model is written.", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--name") { Description = "The model's name on its card; by default network and protocol, as v2-unique.", HelpName = "NAME" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite a file that is there." };

    public TrainCommand()
        : base("train", "Trains a model on MIT-BIH by a named protocol, evaluates it on the test set, and writes it with a card that says how it was made.")
    {
        _model.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. ModelKind.Names]);
        _protocol.AcceptOnlyFromAmong([.. Protocols.OfOneModel]);
        _seed.Validators.Add(Values.AtLeast(0));
        foreach (Option option in (Option[])[_model, _protocol, _seed, _epochs, _scale, _calibrate, _out, _checkpoint, _name, _force])
            Options.Add(option);
        _peaks = ModelOptions.Peaks(this, _protocol);
        Validators.Add(result =>
        {
            if (result.GetValue(_checkpoint) is { } checkpoint && result.GetValue(_out) is { } file && (checkpoint.Length == 0 || Path.GetFullPath(checkpoint) == Path.GetFullPath(file)))
                result.AddError("--checkpoint keeps the training and --out the model: give each a file of its own.");
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia train --model v2 --protocol inter-patient --out v2.arrhythminet", "trained on DS1, tested on DS2"),
        ("arrhythmia train --model v1 --protocol paper --out v1.arrhythminet --checkpoint v1.checkpoint", "run again after a crash or Ctrl-C, it goes on after the last whole epoch"),
        ("arrhythmia train --model v1 --protocol unique --seed 3 --epochs 12 --out v1.arrhythminet --json", "for a program"),
        ("arrhythmia evaluate --model v2.arrhythminet --protocol inter-patient", "gives the same figures again from the file"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var kind = ModelKind.TryParse(parsed.GetValue(_model)!)!;
        string protocol = parsed.GetValue(_protocol)!, file = parsed.GetValue(_out)!;
        int seed = parsed.GetValue(_seed);
        var recipe = TrainingRecipe.For(kind, protocol, parsed.GetValue(_epochs), ModelOptions.ScaleOf(parsed.GetValue(_scale)));
        OutputFile.Prepare(file, parsed.GetValue(_force));
        string? checkpoint = parsed.GetValue(_checkpoint), second = checkpoint is null ? null : checkpoint + ".calibration";
        if (checkpoint is not null)
            OutputFile.Prepare(checkpoint, overwrite: true, _checkpoint.Name);

        var beats = LabelledBeats.Read(session, protocol, recipe.Preparation);
        var (figures, model, split) = ProtocolEvaluation.Train(session, beats, protocol, recipe, seed, ModelOptions.IsDetected(parsed.GetValue(_peaks)), checkpoint);
        var reject = parsed.GetValue(_calibrate) ? RejectCalibration.Run(session, beats, split, recipe, second) : null;
        var card = CardWriter.Write(parsed.GetValue(_name) ?? $"{kind.Name}-{protocol}", protocol, recipe, figures, beats, split, reject);
        model = model.WithCard(card);
        session.Cancellation.ThrowIfCancellationRequested();
        model.Save(file);
        foreach (string? done in (string?[])[checkpoint, second])
        {
            if (done is not null)
                ProtocolTraining.CheckpointFiles(done, recipe).ToList().ForEach(File.Delete);
        }

        return new EvaluateOutcome(protocol, kind.Name, "trained", model, recipe.Preparation.Scope, [figures], file);
    }
}
