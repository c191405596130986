namespace ArrhythmiaVision.Networks;

/// <summary>What an exported graph does to a beat before the network sees it.</summary>
public enum OnnxNormalization
{
    /// <summary>Nothing: who runs the graph brings normalised beats.</summary>
    None,

    /// <summary>
    /// <c>(x − mean) / standard deviation</c> of each beat, the deviation with divisor n; a constant beat becomes zeros. Mean and
    /// deviation are taken in double precision.
    /// </summary>
    ZScore,

    /// <summary><c>(x − minimum) / (maximum − minimum)</c> of each beat; a constant beat becomes zeros.</summary>
    MinMax,

    /// <summary>
    /// <c>(x − median) / (third quartile − first quartile)</c> of each beat, quartiles interpolated linearly; where they are equal, the divisor is the
    /// standard deviation about the median. A constant beat becomes zeros.
    /// </summary>
    Robust,
}
