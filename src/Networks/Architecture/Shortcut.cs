namespace ArrhythmiaVision.Networks;

/// <summary>
/// The shortcut of a residual block, without parameters: the block's input as it is where the lengths agree, else averaged
/// by two (an odd last point alone); channels the input lacks get nothing.
/// </summary>
internal static unsafe class Shortcut
{
    /// <summary>Adds one beat's shortcut to the block's output.</summary>
    public static void Add(NetworkKernels kernels, UnitGeometry source, float* input, UnitGeometry u, float* output)
    {
        var channels = Math.Min(source.OutputChannels, u.OutputChannels);
        var pooled = source.Unit.OutputLength != u.Unit.OutputLength;
        if (!pooled && source.OutputChannels == u.OutputChannels)
        {
            kernels.AddScaled(input, 1, u.OutputSize, output, accumulate: true);
            return;
        }

        for (var t = 0; t < u.Unit.OutputLength; t++)
        {
            var target = output + ((nint)t * u.OutputChannels);
            var row = input + ((nint)(pooled ? 2 * t : t) * source.OutputChannels);
            AddPoint(kernels, row, pooled && (2 * t) + 1 < source.Unit.OutputLength ? row + source.OutputChannels : null, channels, target);
        }
    }

    /// <summary>Adds one point's shortcut: the mean of two points of the source, or one alone where there is no second.</summary>
    public static void AddPoint(NetworkKernels kernels, float* first, float* second, int channels, float* target)
    {
        if (second != null) kernels.AddMean(first, second, channels, target);
        else kernels.AddScaled(first, 1, channels, target, accumulate: true);
    }

    /// <summary>Adds what one beat's output gradient passes through the shortcut to the input's gradient.</summary>
    public static void AddGradient(NetworkKernels kernels, UnitGeometry u, float* outputGradient, UnitGeometry source, float* inputGradient)
    {
        var pooled = source.Unit.OutputLength != u.Unit.OutputLength;
        for (var t = 0; t < u.Unit.OutputLength; t++)
        {
            var gradient = outputGradient + ((nint)t * u.OutputChannels);
            var target = inputGradient + ((nint)(pooled ? 2 * t : t) * source.OutputChannels);
            if (pooled && (2 * t) + 1 < source.Unit.OutputLength)
            {
                AddChannels(kernels, gradient, 0.5f, source.Unit.OutputChannels, target);
                AddChannels(kernels, gradient, 0.5f, source.Unit.OutputChannels, target + source.OutputChannels);
            }
            else
            {
                AddChannels(kernels, gradient, 1, source.Unit.OutputChannels, target);
            }
        }
    }

    /// <summary>Leaves the target's padding channels alone: the gradient may have real channels there.</summary>
    private static void AddChannels(NetworkKernels kernels, float* gradient, float factor, int channels, float* target)
    {
        var whole = channels / kernels.Width * kernels.Width;
        kernels.AddScaled(gradient, factor, whole, target, accumulate: true);
        for (var c = whole; c < channels; c++) target[c] += gradient[c] * factor;
    }
}
