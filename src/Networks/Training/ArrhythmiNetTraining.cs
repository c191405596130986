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
    /// An option is out of range, a class is empty, or the classes of the sets or of the model to start from differ.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or of other settings or data.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static TrainingResult Train(
        BeatDataset training,
        BeatDataset? validation = null,
        ArrhythmiNetTrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
