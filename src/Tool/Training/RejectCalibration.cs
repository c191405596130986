using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>
/// The thresholds under which beats are put into no class, chosen without the test set: a second network is trained on four fifths of the
/// training set and judged on the fifth that is left, with the beats there that are of none of the model's classes. Each class has its own, so that
/// the beats of a rare one, of which a network is seldom sure, are not given up for those of the others.
/// </summary>
/// <param name="Thresholds">One for each of the model's classes.</param>
/// <param name="Kept">The share kept of the beats there that are of the model's classes and rightly classified.</param>
/// <param name="Figures">What the second network gave there.</param>
internal sealed record RejectCalibration(IReadOnlyList<double> Thresholds, double Kept, RejectFigures Figures)
{
    /// <summary>The share of the beats rightly put into a class that its threshold is to keep.</summary>
    public const double KeptShare = 0.95;

    private const int Parts = 5;

    // Below this many beats a class's own share says nothing.
    private const int Fewest = 20;

    /// <summary>The rule, in words.</summary>
    public static string Rule { get; } = Invariant($"for each class the highest probability that keeps {100 * KeptShare:F0} % of the beats that a network trained on four fifths of the training set rightly puts into it in the other fifth; where they are fewer than {Fewest}, of the beats rightly put into any class");

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
        var known = beats.Predict(model, part.Test, session.Cancellation);
        bool[] right = [.. part.Test.Zip(known.Classes, (row, said) => beats.Table.Labels[row] == said)];
        return Choose(new RejectFigures(known, right, beats.Predict(model, others, session.Cancellation)), model.Classes.Count);
    }

    /// <summary>Chooses thresholds by the rule.</summary>
    /// <exception cref="ToolException">Not one beat was classified rightly.</exception>
    public static RejectCalibration Choose(RejectFigures figures, int classes)
    {
        var known = figures.Known;
        int[] right = [.. Enumerable.Range(0, known.Count).Where(i => figures.Right[i])];
        if (right.Length == 0)
            throw new ToolException(ExitCodes.Failure, "Not one of the beats set aside for the thresholds was classified rightly, so none can be chosen. Train for more epochs, or leave --calibrate-reject out.");
        double[] thresholds = [.. Enumerable.Range(0, classes).Select(c => right.Where(i => known.Classes[i] == c).ToArray() is { Length: >= Fewest } own ? Least(own) : Least(right))];
        var kept = known.Kept(thresholds);
        return new RejectCalibration(thresholds, right.Count(i => kept[i]) / (double)right.Length, figures);

        double Least(int[] some) => RiskCoverage.Of([.. some.Select(i => known.Confidences[i])], [.. some.Select(_ => true)]).AtCoverage(KeptShare).Threshold;
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
