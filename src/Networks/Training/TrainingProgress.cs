namespace ArrhythmiaVision.Networks;

/// <summary>Where a training run stands; reported after every step and once more at the end of every epoch.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="StepsPerEpoch">Steps in an epoch.</param>
/// <param name="Loss">Mean loss over this epoch's beats so far.</param>
/// <param name="Accuracy">Share of this epoch's beats so far that were classified right, as augmented.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="EpochElapsed">Time since this epoch began; at the end of an epoch, its whole time with validation.</param>
/// <param name="IsEpochEnd">True for the report at the end of an epoch.</param>
/// <param name="ValidationLoss">Loss on the validation set; null but at the end of an epoch with a validation set.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation set; null but at the end of an epoch with a validation set.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int StepsPerEpoch,
    double Loss,
    double Accuracy,
    double LearningRate,
    TimeSpan Elapsed,
    TimeSpan EpochElapsed,
    bool IsEpochEnd,
    double? ValidationLoss,
    double? ValidationAccuracy);
