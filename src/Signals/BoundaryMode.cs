namespace ArrhythmiaVision.Signals;

/// <summary>How a signal is continued beyond its ends for a wavelet transform; the nine modes of PyWavelets, under its names.</summary>
/// <remarks>For a signal <c>x1 x2 … xn</c>. All but <see cref="Periodization"/> give
/// <c>floor((n + filter length − 1) / 2)</c> coefficients a level and perfect reconstruction by the same inverse.</remarks>
public enum BoundaryMode
{
    /// <summary>Zeros: <c>0 0 | x1 x2 … xn | 0 0</c>.</summary>
    Zero,

    /// <summary>The end values go on: <c>x1 x1 | x1 x2 … xn | xn xn</c>.</summary>
    Constant,

    /// <summary>Mirrored about the ends, end values repeated: <c>x2 x1 | x1 x2 … xn | xn xn−1</c>.</summary>
    Symmetric,

    /// <summary>Repeated: <c>xn−1 xn | x1 x2 … xn | x1 x2</c>.</summary>
    Periodic,

    /// <summary>The line through the two samples at each end goes on.</summary>
    Smooth,

    /// <summary>Repeated, with the fewest coefficients: <c>ceil(n / 2)</c> a level; an odd signal first repeats its last value.</summary>
    Periodization,

    /// <summary>Mirrored about the end samples, which are not repeated: <c>x3 x2 | x1 x2 … xn | xn−1 xn−2</c>.</summary>
    Reflect,

    /// <summary>Mirrored and negated, end values repeated: <c>−x2 −x1 | x1 x2 … xn | −xn −xn−1</c>.</summary>
    Antisymmetric,

    /// <summary>Mirrored through the end samples: <c>2·x1−x3 2·x1−x2 | x1 x2 … xn | 2·xn−xn−1 2·xn−xn−2</c>.</summary>
    Antireflect,
}
