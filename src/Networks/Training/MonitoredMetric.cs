namespace ArrhythmiaVision.Networks;

/// <summary>The figure on the validation set that decides which epoch is best.</summary>
public enum MonitoredMetric
{
    /// <summary>Cross-entropy without label smoothing; lower is better.</summary>
    ValidationLoss,

    /// <summary>Share of beats classified right; higher is better.</summary>
    ValidationAccuracy,
}
