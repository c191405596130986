using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// The inner loops of the networks. Activations are channels-last, <c>[rows x channels]</c>, with the channels padded
/// to a multiple of <see cref="Width"/> by channels that stay zero, so no loop has a tail. Matrices of weights are
/// packed in panels: <c>[columns / Width][depth][Width]</c>.
/// </summary>
internal abstract unsafe class NetworkKernels
{
    /// <summary>The kernels for this machine's widest vectors.</summary>
    public static NetworkKernels Best { get; } =
        Vector512.IsHardwareAccelerated ? new SimdKernels<Simd512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? new SimdKernels<Simd256, Vector256<float>>()
        : new SimdKernels<Simd128, Vector128<float>>();

    /// <summary>Floats in a vector; channels are padded to a multiple of it.</summary>
    public abstract int Width { get; }

    /// <summary>The number of channels with padding.</summary>
    public int Pad(int channels) => (channels + Width - 1) / Width * Width;

    /// <summary>c = clamp(a · b + bias), row by row.</summary>
    /// <param name="a">Rows of <paramref name="depth"/> values.</param>
    /// <param name="depth">Length of the sums; 0 gives the bias.</param>
    /// <param name="packed">b, packed.</param>
    /// <param name="panels">Columns of b / Width.</param>
    /// <param name="bias">A value a column.</param>
    /// <param name="low">Lower limit of the result; −∞ for none.</param>
    /// <param name="high">Upper limit of the result; +∞ for none.</param>
    /// <param name="c">Rows of the result, as many as a has.</param>
    public abstract void Multiply(
        in RowBlock a, int depth, float* packed, int panels, float* bias, float low, float high, in RowBlock c);

    /// <summary>packed = aᵀ · d, or packed += aᵀ · d: the gradient of a matrix of weights.</summary>
    public abstract void MultiplyTransposed(
        in RowBlock a, int depth, in RowBlock d, int panels, float* packed, bool accumulate);

    /// <summary>
    /// Depthwise convolution: c[t] = clamp(Σₖ weights[k] · a[stride · t + k] + bias), channel by channel; a begins with its padding.
    /// </summary>
    public abstract void Depthwise(
        float* a, int stride, int taps, float* weights, float* bias, float low, float high, float* c, int cRowStride, int rows, int channels);

    /// <summary>gradient[k] (+)= Σₜ a[stride · t + k] · d[t], channel by channel.</summary>
    public abstract void DepthwiseTransposed(
        float* a, int stride, int taps, float* d, int rows, int channels, float* gradient, bool accumulate);

    /// <summary>target = clamp(scale · y + shift).</summary>
    public abstract void Affine(float* y, int rows, int channels, float* scale, float* shift, float low, float high, float* target);

    /// <summary>Adds Σ(y − pivot) and Σ(y − pivot)² of each channel to the sums.</summary>
    public abstract void Moments(float* y, int rows, int channels, float* pivot, float* sum, float* squares);

    /// <summary>target = GradientFactor · dz + ValueFactor · y + Constant: the gradient through batch normalisation.</summary>
    public abstract void NormGradient(float* dz, float* y, int rows, int channels, in NormState norm, float* target);

    /// <summary>
    /// dz = da where low &lt; Scale · y + Shift &lt; high, else 0; adds Σdz and Σdz · x̂ of each channel to the sums. dz may be da.
    /// </summary>
    public abstract void ActivationGradient(
        float* da, float* y, int rows, int channels, in NormState norm, float low, float high, float* dz, float* sum, float* products);

    /// <summary>target = gradient where low &lt; output &lt; high, else 0: the gradient through an activation whose output is known.</summary>
    public abstract void WhereInside(float* gradient, float* output, int count, float low, float high, float* target);

    /// <summary>target (+)= source · factor.</summary>
    public abstract void AddScaled(float* source, float factor, int count, float* target, bool accumulate);

    /// <summary>target = (a + b) / 2 + target: an average pool by two, added.</summary>
    public abstract void AddMean(float* a, float* b, int count, float* target);

    /// <summary>Σ a · b.</summary>
    public abstract float Dot(float* a, float* b, int count);

    /// <summary>AdamW (Loshchilov and Hutter, arXiv 1711.05101) on the gradient Σ of the parts, in their order.</summary>
    public abstract void AdamW(
        float* parameters, float* first, float* second, float* parts, int partCount, nint partStride, int count, in AdamWStep step, float decay);
}
