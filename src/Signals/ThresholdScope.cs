namespace ArrhythmiaVision.Signals;

/// <summary>Which coefficients a denoiser's threshold rule looks at.</summary>
public enum ThresholdScope
{
    /// <summary>All details at once, each divided by its level's noise: one threshold in units of the noise.</summary>
    Global,

    /// <summary>Each level's details by themselves.</summary>
    PerLevel,
}
