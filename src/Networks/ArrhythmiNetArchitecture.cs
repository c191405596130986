namespace ArrhythmiaVision.Networks;

/// <summary>The two networks of the ArrhythmiaVision paper (arXiv 2505.03787).</summary>
public enum ArrhythmiNetArchitecture
{
    /// <summary>
    /// Five blocks of a strided convolution followed by a depthwise separable one; last feature map
    /// 120 channels x 10 points; 71,973 numbers with five classes.
    /// </summary>
    V1,

    /// <summary>
    /// Seven inverted residual bottlenecks; last feature map 190 channels x 3 points; 39,651 numbers with
    /// five classes.
    /// </summary>
    V2,
}
