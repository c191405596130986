namespace ArrhythmiaVision.Networks;

/// <summary>Trains ArrhythmiNet on labelled beats, in managed code.</summary>
public static class ArrhythmiNetTraining
{
    /// <summary>Trains a network.</summary>
    /// <param name="training">The beats to learn from; every class needs at least one.</param>
    /// <param name="validation">Beats of the same classes to judge each epoch by, or null.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told after each step and each epoch, from the calling thread; or null.</param>
    /// <param name="cancellationToken">Breaks training off within a step; the last checkpoint stays.</param>
    /// <returns>The trained network and its history. The same seed gives the same bits whatever the number of threads.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a class is empty, or the classes or the context of the sets, of a teacher or of the model to start from differ.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or of other settings or data.</exception>
    /// <exception cref="InvalidOperationException">The loss became NaN or infinite: the learning rate is too high for the data.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static TrainingResult Train(
        BeatDataset training,
        BeatDataset? validation = null,
        ArrhythmiNetTrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        var settings = options?.Copy() ?? new ArrhythmiNetTrainingOptions();
        settings.Check();
        CheckData(training, validation, settings);
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new TrainingRun(training, validation, settings, progress, cancellationToken);
        return run.Run();
    }

    private static void CheckData(BeatDataset training, BeatDataset? validation, ArrhythmiNetTrainingOptions options)
    {
        for (var k = 0; k < training.Classes.Count; k++)
        {
            if (training.CountPerClass[k] == 0)
                throw new ArgumentException($"Class '{training.Classes[k]}' has no beat in the training set; every class needs at least one.", nameof(training));
        }

        foreach (var name in options.ClassesOfOneShape)
        {
            if (!training.Classes.Contains(name))
                throw new ArgumentException($"Class '{name}' of {nameof(options.ClassesOfOneShape)} is not one of the training set's ({Names(training.Classes)}).", nameof(options));
            if (training.ContextNames.Count == 0)
                throw new ArgumentException($"{nameof(options.ClassesOfOneShape)} are told apart by context, but the beats have none.", nameof(options));
        }

        foreach (var name in options.ContextOfOneShape)
        {
            if (!training.ContextNames.Contains(name))
                throw new ArgumentException($"'{name}' of {nameof(options.ContextOfOneShape)} is not in the training set's context ({Names(training.ContextNames)}).", nameof(options));
            if (options.ClassesOfOneShape.Distinct().Count() != 2)
                throw new ArgumentException($"{nameof(options.ContextOfOneShape)} tells two classes apart; name these two in {nameof(options.ClassesOfOneShape)}.", nameof(options));
        }

        if (validation is not null)
        {
            if (validation.Count == 0) throw new ArgumentException("The validation set has no beat; pass null for none.", nameof(validation));
            if (!ClassNames.Same(training.Classes, validation.Classes))
                throw new ArgumentException($"The validation set's classes ({Names(validation.Classes)}) are not the training set's ({Names(training.Classes)}).", nameof(validation));
            if (!ClassNames.Same(training.ContextNames, validation.ContextNames))
                throw new ArgumentException($"The validation set's context ({Names(validation.ContextNames)}) is not the training set's ({Names(training.ContextNames)}).", nameof(validation));
        }
        else if (options.EarlyStoppingPatience is not null)
        {
            throw new ArgumentException("Early stopping needs a validation set.", nameof(options));
        }

        foreach (var teacher in options.Teachers)
        {
            if (!ClassNames.Same(training.Classes, teacher.Classes))
                throw new ArgumentException($"A teacher has the classes {Names(teacher.Classes)}, the training set {Names(training.Classes)}.", nameof(options));
            if (!ClassNames.Same(training.ContextNames, teacher.ContextNames))
                throw new ArgumentException($"A teacher has the context {Names(teacher.ContextNames)}, the training set {Names(training.ContextNames)}.", nameof(options));
        }

        if (options.WarmStart is { } model)
        {
            if (model.Architecture != options.Architecture)
                throw new ArgumentException($"The model to start from is {model.Architecture}, but {options.Architecture} is to be trained.", nameof(options));
            if (!ClassNames.Same(training.Classes, model.Classes))
                throw new ArgumentException($"The model to start from has the classes {Names(model.Classes)}, the training set {Names(training.Classes)}.", nameof(options));
            if (!ClassNames.Same(training.ContextNames, model.ContextNames))
                throw new ArgumentException($"The model to start from has the context {Names(model.ContextNames)}, the training set {Names(training.ContextNames)}.", nameof(options));
        }
    }

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(" ", names);
}
