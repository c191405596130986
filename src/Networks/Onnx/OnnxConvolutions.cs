namespace ArrhythmiaVision.Networks;

/// <summary>How an exported graph writes its convolutions down; the numbers and the results are the same.</summary>
public enum OnnxConvolutions
{
    /// <summary>
    /// Over images one point high, <c>[N x channels x 1 x length]</c>: what runtimes have their fastest kernels for. ONNX Runtime
    /// takes a third to two thirds of the time it takes over lines.
    /// </summary>
    TwoDimensional,

    /// <summary>Over lines, <c>[N x channels x length]</c>, as the network is.</summary>
    OneDimensional,
}
