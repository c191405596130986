namespace ArrhythmiaVision.Networks;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean training loss, as augmented and label-smoothed.</param>
/// <param name="Accuracy">Share of training beats classified right, as augmented.</param>
/// <param name="ValidationLoss">Cross-entropy on the validation set, or null without one.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation set, or null without one.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Duration">The epoch's time, validation included.</param>
public sealed record EpochRecord(
    int Epoch,
    double Loss,
    double Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    TimeSpan Duration);
