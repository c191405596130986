using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes down what must be known of a model that was trained here. Nothing in it changes from one run to the next.</summary>
internal static class CardWriter
{
    /// <summary>The card of a model.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="recipe">How it was trained.</param>
    /// <param name="figures">What it gave on the test set.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="split">Which of them it was trained on.</param>
    /// <param name="reject">The thresholds of its reject option; null where none were calibrated.</param>
    public static ModelCard Write(string name, string protocol, TrainingRecipe recipe, RunFigures figures, LabelledBeats beats, BeatSplit split, RejectCalibration? reject)
    {
        var preparation = recipe.Preparation;
        string scale = preparation.Scope == NormalizationScope.Patient ? "centred by beat and scaled by what is usual for the patient" : "z-score by beat";
        string context = preparation.ContextNames.Count > 0 ? $", with {string.Join(", ", preparation.ContextNames)}" : "";
        string asked = preparation.Scope == TrainingRecipe.ScaleOf(recipe.Kind) ? "" : $" --scale {preparation.Scope.ToString().ToLowerInvariant()}";
        string options = asked + (reject is null ? "" : " --calibrate-reject") + (figures.Detected is null ? "" : " --peaks detected");
        return new ModelCard
        {
            Name = name,
            Data = "MIT-BIH Arrhythmia Database 1.0.0 (Moody and Mark 2001; PhysioNet; Open Data Commons Attribution License 1.0), lead MLII, or where a record has none, its first",
            Preparation = $"whole lead denoised (Symlet-4, 5 levels, causal noise level), 360 samples about each annotated R peak at 360 Hz, 180 before it and 180 from it on, {scale}{context}",
            Normalization = preparation.Normalization.ToString(),
            NormalizationScope = preparation.Scope.ToString(),
            Protocol = protocol,
            Seed = figures.Seed,
            TrainingRecords = [.. split.Training.Select(row => beats.Records[row]).Distinct().Order(StringComparer.Ordinal)],
            Training = reject is null ? recipe.Describe() : new Dictionary<string, string>(recipe.Describe()) { ["rejectBelow"] = RejectCalibration.Rule },
            Command = Invariant($"arrhythmia train --model {recipe.Kind.Name} --protocol {protocol} --seed {figures.Seed} --epochs {recipe.Epochs}{options} --name {name} --out {name}.arrhythminet"),
            Figures = [.. Figures(protocol, figures, reject)],
            RejectBelow = reject?.Thresholds,
            Limits = [.. Limits(protocol, preparation, reject)],
        };
    }

    private static IEnumerable<ModelFigure> Figures(string protocol, RunFigures figures, RejectCalibration? reject)
    {
        yield return new ModelFigure(protocol, "accuracy", figures.Report.Accuracy);
        yield return new ModelFigure(protocol, "macro F1", figures.Report.MacroF1);
        foreach (var score in figures.Report.PerClass)
        {
            yield return new ModelFigure(protocol, $"{score.Class} precision", score.Precision);
            yield return new ModelFigure(protocol, $"{score.Class} recall", score.Recall);
            yield return new ModelFigure(protocol, $"{score.Class} F1", score.F1);
        }

        foreach (var score in figures.Aami?.PerClass ?? [])
        {
            yield return new ModelFigure(protocol, $"AAMI {score.Class} Se", score.Recall);
            yield return new ModelFigure(protocol, $"AAMI {score.Class} +P", score.Precision);
            yield return new ModelFigure(protocol, $"AAMI {score.Class} F1", score.F1);
        }

        if (figures.Detected is { } records)
        {
            var detected = DetectedFigures.Whole(records);
            foreach (var score in detected.Aami.PerClass.Take(DetectedFigures.Classes.Count))
            {
                yield return new ModelFigure(protocol, $"detected peaks: AAMI {score.Class} Se", score.Recall);
                yield return new ModelFigure(protocol, $"detected peaks: AAMI {score.Class} +P", score.Precision);
                yield return new ModelFigure(protocol, $"detected peaks: AAMI {score.Class} F1", score.F1);
            }

            yield return new ModelFigure(protocol, "detected peaks: QRS Se", detected.Sum.QrsSensitivity.Value);
            yield return new ModelFigure(protocol, "detected peaks: QRS +P", detected.Sum.QrsPositivePredictivity.Value);
        }

        if (reject is null)
            yield break;
        foreach (var figure in OfReject(protocol, figures.Reject, reject.Thresholds))
            yield return figure;
        string aside = $"{protocol}, a fifth of the training set";
        yield return new ModelFigure(aside, "reject: share kept of rightly classified beats", reject.Kept);
        foreach (var figure in OfReject(aside, reject.Figures, reject.Thresholds))
            yield return figure;
    }

    private static IEnumerable<ModelFigure> OfReject(string protocol, RejectFigures figures, IReadOnlyList<double> thresholds)
    {
        var point = figures.At(thresholds);
        yield return new ModelFigure(protocol, "reject: share kept", point.Coverage);
        if (point.Risk is { } risk)
            yield return new ModelFigure(protocol, "reject: risk of those kept", risk);
        if (point.RiskWithOthers is { } all)
            yield return new ModelFigure(protocol, "reject: risk with beats of other classes", all);
        if (point.OthersRejected is { } rejected)
            yield return new ModelFigure(protocol, "reject: share of beats of other classes rejected", rejected);
    }

    private static IEnumerable<string> Limits(string protocol, BeatPreparation preparation, RejectCalibration? reject)
    {
        yield return "Not a medical device; for research and the building of software only.";
        yield return $"Knows the classes {string.Join(' ', preparation.Scheme.Classes)} alone: paced beats, artefacts and other beats are put into one of them all the same{(reject is null ? "" : ", save those under their class's threshold")}.";
        yield return "Trained on one database, of 47 patients recorded in the 1970s, in one lead.";
        if (protocol == SplitProtocol.Paper.Name)
            yield return "Its figures are too good: copies of training beats are among the test beats, and patients stand on both sides.";
        else if (protocol == SplitProtocol.Unique.Name)
            yield return "Its figures are those of patients whose other beats it was trained on; on other patients it does worse.";
    }
}
