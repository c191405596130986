using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>
/// The threshold under which a beat is put into no class, chosen without the test set: a second network is trained on four fifths of the
/// training set and judged on the fifth that is left, with the beats there that are of none of the model's classes.
/// </summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Kept">The share kept of the beats there that are of the model's classes and rightly classified.</param>
/// <param name="Figures">What the second network gave there.</param>
internal sealed record RejectCalibration(double Threshold, double Kept, RejectFigures Figures)
{
    /// <summary>The share of rightly classified beats that the threshold is to keep.</summary>
    public const double KeptShare = 0.95;

    private const int Parts = 5;

    /// <summary>The rule, in words.</summary>
    public static string Rule { get; } = Invariant($"the highest probability that keeps {100 * KeptShare:F0} % of the beats that a network trained on four fifths of the training set classifies rightly in the other fifth");

    /// <summary>Calibrates.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="split">The division whose training set is divided again.</param>
    /// <param name="recipe">How the model is trained, and the second network too.</param>
    /// <param name="checkpoint">A file that the second network's training goes on from; null for none.</param>
    public static RejectCalibration Run(Session session, LabelledBeats beats, BeatSplit split, TrainingRecipe recipe, string? checkpoint)
    {
        var (part, others) = Divide(beats, split);
        var model = ProtocolTraining.Train(session, Invariant($"calibrating {recipe.Kind.Name}, seed {split.Seed}"), beats, part, recipe, checkpoint);
        var (predicted, confidences) = beats.Predict(model, part.Test, session.Cancellation);
        bool[] right = [.. part.Test.Zip(predicted, (row, said) => beats.Table.Labels[row] == said)];
        return Choose(new RejectFigures(confidences, right, beats.Predict(model, others, session.Cancellation).Confidences));
    }

    /// <summary>Chooses the threshold by the rule.</summary>
    /// <exception cref="ToolException">Not one beat was classified rightly.</exception>
    public static RejectCalibration Choose(RejectFigures figures)
    {
        float[] right = [.. figures.Confidences.Where((_, i) => figures.Right[i])];
        if (right.Length == 0)
            throw new ToolException(ExitCodes.Failure, "Not one of the beats set aside for the threshold was classified rightly, so none can be chosen. Train for more epochs, or leave --calibrate-reject out.");
        var point = RiskCoverage.Of(right, [.. right.Select(_ => true)]).AtCoverage(KeptShare);
        return new RejectCalibration(point.Threshold, point.Coverage, figures);
    }

    // By patient where the protocol is, in parts alike in their classes; else by beat, a beat and its copies on one side.
    private static (BeatSplit Part, IReadOnlyList<int> Others) Divide(LabelledBeats beats, BeatSplit split)
    {
        var table = beats.Table;
        var training = split.Training.ToHashSet();
        if (Protocols.IsByPatient(split.Protocol))
        {
            var inTraining = new BeatTable(table.Classes, [.. table.Labels.Select((label, row) => training.Contains(row) ? label : -1)], table.Records, table.Patients);
            var part = CrossValidation.ByPatient(inTraining, Parts, split.Seed)[0] with { Protocol = split.Protocol };
            return (part, beats.OtherBeats(part).Test);
        }

        int[] rows = [.. training.Order()];
        var (_, held) = ValidationSplit.ByClass([.. rows.Select(row => table.Labels[row])], 1.0 / Parts, split.Seed);
        var test = held.Select(i => rows[i]).ToHashSet();
        var others = beats.OtherBeats(split).Training;
        var (_, heldOthers) = ValidationSplit.ByClass(new int[others.Count], 1.0 / Parts, split.Seed);
        return (split with { Training = [.. split.Training.Where(row => !test.Contains(row))], Test = [.. test.Order()] }, [.. heldOthers.Select(i => others[i])]);
    }
}
