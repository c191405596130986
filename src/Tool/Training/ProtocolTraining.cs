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
    /// <param name="checkpoint">A file that the training is kept in after each epoch, and goes on from; null for none.</param>
    public static ArrhythmiNetModel Train(Session session, string title, LabelledBeats beats, BeatSplit split, TrainingRecipe recipe, string? checkpoint = null)
    {
        var rows = recipe.Choose(beats.Table, split.Training, split.Seed);
        var dataset = beats.ToDataset(rows);
        if (recipe.MadePerRecord > 0) dataset = PrematureBeats.Add(dataset, beats, split.Training, recipe.MadePerRecord, split.Seed);
        using var display = session.Begin(title);
        bool begun = false;
        var progress = new Telling<TrainingProgress>(at =>
        {
            if (!begun && at.Epoch > 1)
                display.Step(Resumed(at.Epoch - 1, at.Epochs));
            begun = true;
            string line = Invariant($"epoch {at.Epoch}/{at.Epochs}  loss {at.Loss:F4}  accuracy {at.Accuracy:F4}");
            display.Report((at.Epoch - 1 + ((double)at.Step / at.StepsPerEpoch)) / at.Epochs, line);
            if (at.IsEpochEnd)
                display.Step(Invariant($"{line}  {at.EpochElapsed.TotalSeconds:F1} s"));
        });
        var options = recipe.Options(split.Seed);
        options.CheckpointPath = checkpoint;
        var model = ArrhythmiNetTraining.Train(dataset, options: options, progress: progress, cancellationToken: session.Cancellation).Model;
        if (!begun)
            display.Step(Resumed(options.Epochs, options.Epochs));
        return recipe.FrequencyCorrection == 0 ? model : model.WithFrequencies(Frequencies(rows), Frequencies(split.Training), recipe.FrequencyCorrection);

        string Resumed(int done, int epochs) => Invariant($"resumed from {checkpoint} after epoch {done}/{epochs}");

        // A class that nobody has keeps its place.
        double[] Frequencies(IReadOnlyList<int> some) =>
            [.. Enumerable.Range(0, beats.Table.Classes.Count).Select(label => Math.Max(1.0, some.Count(row => beats.Table.Labels[row] == label)))];
    }
}
