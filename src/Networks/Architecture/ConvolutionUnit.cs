namespace ArrhythmiaVision.Networks;

internal enum ConvolutionKind
{
    /// <summary>Every output channel sees every input channel; pointwise where the kernel is 1 long.</summary>
    Standard,

    /// <summary>Every channel has its own kernel.</summary>
    Depthwise,
}

internal enum Activation
{
    None,
    ReLU,
    ReLU6,
}

/// <summary>
/// A convolution without bias, its batch normalisation, its activation, and, at the end of a residual block, the
/// block's input added: what the networks are strung together from.
/// </summary>
/// <param name="Name">Name of the unit, e.g. "bottleneck3.expand".</param>
/// <param name="Kind">Standard or depthwise.</param>
/// <param name="InputChannels">Channels in.</param>
/// <param name="OutputChannels">Channels out.</param>
/// <param name="KernelSize">Taps.</param>
/// <param name="Stride">Samples from one window to the next.</param>
/// <param name="Padding">Zeros before and after.</param>
/// <param name="InputLength">Points in.</param>
/// <param name="Activation">What follows batch normalisation.</param>
/// <param name="ShortcutSource">
/// The unit whose output is added to this one's, or -1: as it is where the lengths agree, else averaged by two (an odd
/// last point alone), with zeros for the channels it lacks.
/// </param>
internal sealed record ConvolutionUnit(
    string Name,
    ConvolutionKind Kind,
    int InputChannels,
    int OutputChannels,
    int KernelSize,
    int Stride,
    int Padding,
    int InputLength,
    Activation Activation,
    int ShortcutSource = -1)
{
    public int OutputLength { get; } = ((InputLength + (2 * Padding) - KernelSize) / Stride) + 1;

    public bool IsPointwise => Kind == ConvolutionKind.Standard && KernelSize == 1 && Stride == 1 && Padding == 0;

    /// <summary>Input values a sum runs over: those of one window.</summary>
    public int FanIn => Kind == ConvolutionKind.Depthwise ? KernelSize : KernelSize * InputChannels;

    public int WeightCount => OutputChannels * FanIn;

    /// <summary>Weights, and γ, β, mean and variance of each channel.</summary>
    public int ParameterCount => WeightCount + (4 * OutputChannels);

    public long MultiplyAdds => (long)WeightCount * OutputLength;

    public float Low => Activation == Activation.None ? float.NegativeInfinity : 0;

    public float High => Activation == Activation.ReLU6 ? 6 : float.PositiveInfinity;
}
