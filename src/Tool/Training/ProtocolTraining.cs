using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>Trains a network on the training set of a division, and shows how far it is.</summary>
internal static class ProtocolTraining
{
    // Far enough that no teacher has the seed of another run.
    private const int SeedsBetweenTeachers = 1000;

    /// <summary>Trains, after the teachers that the recipe asks for.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="title">What is under way, as <c>training v2, seed 1</c>.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="split">Which of them train.</param>
    /// <param name="recipe">Which network, and how it is trained.</param>
    /// <param name="checkpoint">A file that the training is kept in after each epoch, and goes on from, with those beside it of <see cref="CheckpointFiles"/>; null for none.</param>
    public static ArrhythmiNetModel Train(Session session, string title, LabelledBeats beats, BeatSplit split, TrainingRecipe recipe, string? checkpoint = null)
    {
        var files = checkpoint is null ? null : CheckpointFiles(checkpoint, recipe);
        var teachers = new List<ArrhythmiNetModel>();
        for (int teacher = 1; teacher <= recipe.Teachers; teacher++)
            teachers.Add(Train(session, Invariant($"{title}, teacher {teacher} of {recipe.Teachers}"), beats, split, recipe, split.Seed + (SeedsBetweenTeachers * teacher), [], files?[teacher]).Model);
        var (model, rows) = Train(session, title, beats, split, recipe, split.Seed, teachers, checkpoint);
        if (recipe.FrequencyCorrection == 0)
            return model;

        // Classes are balanced where patients are not divided: how frequent they are in the records, the whole table says.
        var expected = recipe.ForOtherPatients ? split.Training : [.. Enumerable.Range(0, beats.Table.Labels.Count)];
        return model.WithFrequencies(Frequencies(rows), Frequencies(expected), recipe.FrequencyCorrection);

        // A class that nobody has keeps its place.
        double[] Frequencies(IReadOnlyList<int> some) =>
            [.. Enumerable.Range(0, beats.Table.Classes.Count).Select(label => Math.Max(1.0, some.Count(row => beats.Table.Labels[row] == label)))];
    }

    /// <summary>The files that a training is kept in: the one given, and one beside it for each teacher.</summary>
    public static IReadOnlyList<string> CheckpointFiles(string checkpoint, TrainingRecipe recipe) =>
        [checkpoint, .. Enumerable.Range(1, recipe.Teachers).Select(teacher => Invariant($"{checkpoint}.teacher{teacher}"))];

    private static (ArrhythmiNetModel Model, IReadOnlyList<int> Rows) Train(
        Session session, string title, LabelledBeats beats, BeatSplit split, TrainingRecipe recipe, int seed, IReadOnlyList<ArrhythmiNetModel> teachers, string? checkpoint)
    {
        var rows = recipe.Choose(beats.Table, split.Training, seed);
        var dataset = beats.ToDataset(rows);
        if (recipe.MadePerRecord > 0) dataset = PrematureBeats.Add(dataset, beats, split.Training, recipe.MadePerRecord, seed);
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
        var options = recipe.Options(seed);
        options.Teachers = teachers;
        options.CheckpointPath = checkpoint;
        var model = ArrhythmiNetTraining.Train(dataset, options: options, progress: progress, cancellationToken: session.Cancellation).Model;
        if (!begun)
            display.Step(Resumed(options.Epochs, options.Epochs));
        return (model, rows);

        string Resumed(int done, int epochs) => Invariant($"resumed from {checkpoint} after epoch {done}/{epochs}");
    }
}
