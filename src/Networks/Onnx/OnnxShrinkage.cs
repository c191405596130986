namespace ArrhythmiaVision.Networks;

/// <summary>What a threshold <c>t</c> makes of a wavelet coefficient <c>d</c> in an exported graph.</summary>
public enum OnnxShrinkage
{
    /// <summary>0 up to t, beyond it d moved by t towards 0.</summary>
    Soft,

    /// <summary>0 below t, else d as it is. A runtime that rounds otherwise may keep a coefficient that lies on the threshold.</summary>
    Hard,

    /// <summary>0 up to t, beyond it <c>d − t²/d</c>.</summary>
    Garrote,

    /// <summary>0 up to t, d from <see cref="OnnxDenoising.FirmRatio"/> times t on, and on a straight line between.</summary>
    Firm,
}
