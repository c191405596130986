namespace ArrhythmiaVision.Networks;

/// <summary>How an exported graph writes its convolutions down; the numbers and the results are the same.</summary>
public enum OnnxConvolutions
{
    /// <summary>
    /// Over images one point high, <c>[N x channels x 1 x length]</c>: what runtimes have their fastest kernels for. The bench's
    /// <c>compare</c> times both forms in ONNX Runtime.
    /// </summary>
    TwoDimensional,

    /// <summary>Over lines, <c>[N x channels x length]</c>, as the network is.</summary>
    OneDimensional,
}
