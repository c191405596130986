namespace ArrhythmiaVision.Networks;

/// <summary>How the learning rate moves over a training run.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// Up along a cosine from a twenty-fifth of the rate to the rate, then down along a cosine to nearly nothing
    /// (Smith and Topin, arXiv 1708.07120).
    /// </summary>
    OneCycle,

    /// <summary>From the rate down to zero along half a cosine.</summary>
    Cosine,

    /// <summary>The same rate throughout.</summary>
    Constant,
}
