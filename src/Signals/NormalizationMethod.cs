namespace ArrhythmiaVision.Signals;

/// <summary>How beats are brought to a common scale.</summary>
public enum NormalizationMethod
{
    /// <summary><c>(x − mean) / standard deviation</c>, the deviation with divisor n.</summary>
    ZScore,

    /// <summary><c>(x − minimum) / (maximum − minimum)</c>: from 0 to 1.</summary>
    MinMax,

    /// <summary><c>(x − median) / (third quartile − first quartile)</c>, quartiles interpolated linearly between order statistics.
    /// Where the quartiles are equal but the samples are not all equal, the divisor is the standard deviation about the median.</summary>
    Robust,
}
