namespace ArrhythmiaVision.Explainability;

/// <summary>What a beat is held against: what stands where a part of it is taken away.</summary>
public enum BackgroundBeats
{
    /// <summary>Beats of the view that the explainer is fitted on, picked at random, equally many of each class.</summary>
    ClassBalanced,

    /// <summary>The mean beat of the view that the explainer is fitted on, each class weighing the same.</summary>
    MeanBeat,

    /// <summary>A flat line at 0, the mean of a beat normalised by its own mean; the context is 0. No row is read.</summary>
    FlatLine,
}
