using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>Trains a network on the training set of a division, and shows how far it is.</summary>
internal static class ProtocolTraining
{
    /// <summary>Trains.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="title">What is under way, as <c>training v2, seed 1</c>.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="split">Which of them train.</param>
    /// <param name="recipe">Which network, and how it is trained.</param>
    public static ArrhythmiNetModel Train(Session session, string title, LabelledBeats beats, BeatSplit split, TrainingRecipe recipe)
    {
        var dataset = beats.ToDataset(recipe.Choose(beats.Table, split.Training, split.Seed));
        using var display = session.Begin(title);
        var progress = new Telling<TrainingProgress>(at =>
        {
            string line = Invariant($"epoch {at.Epoch}/{at.Epochs}  loss {at.Loss:F4}  accuracy {at.Accuracy:F4}");
            display.Report((at.Epoch - 1 + ((double)at.Step / at.StepsPerEpoch)) / at.Epochs, line);
            if (at.IsEpochEnd)
                display.Step(Invariant($"{line}  {at.EpochElapsed.TotalSeconds:F1} s"));
        });
        return ArrhythmiNetTraining.Train(dataset, options: recipe.Options(split.Seed), progress: progress, cancellationToken: session.Cancellation).Model;
    }
}
