namespace ArrhythmiaVision.Signals;

/// <summary>Which detail coefficients a denoiser measures the noise of a level from.</summary>
public enum NoiseSource
{
    /// <summary>The finest level's, for every level: right for white noise.</summary>
    FinestLevel,

    /// <summary>Each level's own: for coloured noise. At the coarse levels an ECG's own waves pass for noise.</summary>
    EachLevel,
}
