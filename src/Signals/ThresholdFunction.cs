namespace ArrhythmiaVision.Signals;

/// <summary>What a threshold <c>t</c> makes of a coefficient <c>d</c>.</summary>
public enum ThresholdFunction
{
    /// <summary>0 up to t, beyond it <c>d</c> moved by t towards 0 (Donoho and Johnstone 1994).</summary>
    Soft,

    /// <summary>0 below t, else <c>d</c> as it is (Donoho and Johnstone 1994).</summary>
    Hard,

    /// <summary>0 up to t, beyond it <c>d − t²/d</c>: like soft near the threshold, like hard far above it (Gao 1998).</summary>
    Garrote,

    /// <summary>0 up to t, as it is beyond a second, upper threshold, and on a straight line between (Gao and Bruce 1997).</summary>
    Firm,
}
