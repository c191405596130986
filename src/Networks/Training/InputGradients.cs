namespace ArrhythmiaVision.Networks;

/// <summary>A convolution's gradient at its input, as a product of the gradient at its output, one for each remainder by the stride.</summary>
internal static unsafe class InputGradients
{
    /// <param name="kernels">The machine's kernels.</param>
    /// <param name="u">The unit.</param>
    /// <param name="gradient">Groups of the gradient at its output, with the zero rows about them.</param>
    /// <param name="count">Groups.</param>
    /// <param name="transposed">All units' weights in the form <see cref="NetworkGeometry.Transpose"/> gives.</param>
    /// <param name="zeros">A zero for each channel.</param>
    /// <param name="target">Receives <c>[groups x input length x channels]</c>.</param>
    public static void Compute(NetworkKernels kernels, UnitGeometry u, float* gradient, int count, float* transposed, float* zeros, float* target)
    {
        var stride = u.GroupGradientLength * u.OutputChannels;
        var inputSize = u.GroupInputLength * u.InputChannels;
        foreach (var residue in u.Residues)
        {
            var first = gradient + ((u.Lead + residue.First) * u.OutputChannels);
            var weights = transposed + residue.PackedOffset;
            var output = target + (residue.Residue * u.InputChannels);
            if (u.Unit.Kind == ConvolutionKind.Standard)
            {
                var contiguous = u.GroupInputLength == 1;
                var rows = contiguous
                    ? RowBlock.Contiguous(first, count, stride)
                    : new RowBlock(first, count, residue.Rows, stride, u.OutputChannels);
                var outputs = contiguous
                    ? RowBlock.Contiguous(output, count, inputSize)
                    : new RowBlock(output, count, residue.Rows, inputSize, u.Unit.Stride * u.InputChannels);
                kernels.Multiply(
                    rows, residue.Taps * u.OutputChannels, weights, u.InputChannels / kernels.Width, zeros,
                    float.NegativeInfinity, float.PositiveInfinity, outputs);
                continue;
            }

            for (var group = 0; group < count; group++)
            {
                kernels.Depthwise(
                    first + ((nint)group * stride), 1, residue.Taps, weights, zeros, float.NegativeInfinity, float.PositiveInfinity,
                    output + ((nint)group * inputSize), u.Unit.Stride * u.InputChannels, residue.Rows, u.InputChannels);
            }
        }
    }
}
