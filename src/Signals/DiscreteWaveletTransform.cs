using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>The fast discrete wavelet transform of real signals of any length, one level or several.</summary>
/// <remarks>
/// <para>Coefficients are those of PyWavelets: of a signal <c>x</c> continued by <see cref="Mode"/> and a filter <c>h</c> of length F,
/// coefficient k is <c>Σ_j h[j] x[2k + 1 − j]</c> (in <see cref="BoundaryMode.Periodization"/> <c>x[2k + F/2 − j]</c>); the inverse is the
/// adjoint of that. S. Mallat, IEEE Trans. Pattern Anal. Mach. Intell. 11(7):674–693, 1989.</para>
/// <para>Samples are <see cref="float"/> or <see cref="double"/>; the result has their precision. A sample that is not a finite
/// number makes every coefficient it reaches not finite. Results do not depend on the instruction set. Instances are immutable and
/// may be shared between threads.</para>
/// </remarks>
public sealed class DiscreteWaveletTransform
{
    /// <summary>The most levels a decomposition can have.</summary>
    public const int LevelLimit = 30;

    /// <summary>Makes a transform.</summary>
    /// <param name="wavelet">The wavelet.</param>
    /// <param name="mode">How the signal goes on beyond its ends.</param>
    /// <exception cref="ArgumentNullException"><paramref name="wavelet"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public DiscreteWaveletTransform(Wavelet wavelet, BoundaryMode mode = BoundaryMode.Symmetric)
    {
        ArgumentNullException.ThrowIfNull(wavelet);
        if (!Enum.IsDefined(mode)) throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such boundary mode.");
        Wavelet = wavelet;
        Mode = mode;
    }

    /// <summary>The wavelet.</summary>
    public Wavelet Wavelet { get; }

    /// <summary>How the signal goes on beyond its ends.</summary>
    public BoundaryMode Mode { get; }

    private bool IsPeriodized => Mode == BoundaryMode.Periodization;

    /// <summary>The number of approximation, and of detail, coefficients that one level makes of a signal.</summary>
    /// <param name="signalLength">The signal's length in samples, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signalLength"/> is less than 1.</exception>
    public int CoefficientCount(int signalLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signalLength);
        return (int)(((long)signalLength + (IsPeriodized ? 1 : Wavelet.FilterLength - 1)) / 2);
    }

    /// <summary>The most levels at which a coefficient still is not all boundary, by PyWavelets' rule:
    /// <c>floor(log2(signal length / (filter length − 1)))</c>, at least 0.</summary>
    /// <param name="signalLength">The signal's length in samples, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signalLength"/> is negative.</exception>
    public int MaxLevel(int signalLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signalLength);
        var ratio = signalLength / (Wavelet.FilterLength - 1);
        return ratio == 0 ? 0 : BitOperations.Log2((uint)ratio);
    }

    /// <summary>One level of the transform.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="signal">The signal, 1 sample or more.</param>
    /// <param name="approximation">Receives <see cref="CoefficientCount"/> coefficients.</param>
    /// <param name="detail">Receives as many.</param>
    /// <exception cref="ArgumentException">The signal is empty, an output has the wrong length, or the memory overlaps.</exception>
    public void Forward<T>(ReadOnlySpan<T> signal, Span<T> approximation, Span<T> detail) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (signal.IsEmpty) throw new ArgumentException("An empty signal has no wavelet transform.", nameof(signal));
        var count = CoefficientCount(signal.Length);
        CheckLength(approximation.Length, count, nameof(approximation), "coefficients");
        CheckLength(detail.Length, count, nameof(detail), "coefficients");
        if (signal.Overlaps(approximation) || signal.Overlaps(detail) || approximation.Overlaps(detail))
            throw new ArgumentException("The signal, the approximation and the detail must not share memory.", nameof(signal));
        Analyse(signal, approximation, detail);
    }

    /// <summary>The inverse of one level.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="approximation">The approximation coefficients.</param>
    /// <param name="detail">The detail coefficients, as many.</param>
    /// <param name="signal">Receives the signal: any length whose <see cref="CoefficientCount"/> is the number of coefficients.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another, or the memory overlaps.</exception>
    public void Inverse<T>(ReadOnlySpan<T> approximation, ReadOnlySpan<T> detail, Span<T> signal) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(detail.Length, approximation.Length, nameof(detail), "coefficients");
        if (signal.IsEmpty || CoefficientCount(signal.Length) != approximation.Length)
            throw new ArgumentException(Invariant($"{approximation.Length} coefficients a channel are not those of a signal of {signal.Length} samples with {Wavelet.Name} and mode {Mode}."), nameof(signal));
        if (signal.Overlaps(approximation) || signal.Overlaps(detail))
            throw new ArgumentException("The signal must not share memory with the coefficients.", nameof(signal));
        Synthesise(approximation, detail, signal);
    }

    /// <summary>The transform over several levels, in memory of its own.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="signal">The signal, 1 sample or more.</param>
    /// <param name="levels">The levels, 0 to <see cref="LevelLimit"/>; null for <see cref="MaxLevel"/>.</param>
    /// <returns>The coefficients.</returns>
    /// <exception cref="ArgumentException">The signal is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The levels are out of their range.</exception>
    public WaveletDecomposition<T> Decompose<T>(ReadOnlySpan<T> signal, int? levels = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var decomposition = new WaveletDecomposition<T>();
        Decompose(signal, levels ?? MaxLevel(signal.Length), decomposition);
        return decomposition;
    }

    /// <summary>The transform over several levels, in memory used before.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="signal">The signal, 1 sample or more; not memory of <paramref name="decomposition"/>.</param>
    /// <param name="levels">The levels, 0 to <see cref="LevelLimit"/>; more than <see cref="MaxLevel"/> are allowed.</param>
    /// <param name="decomposition">Receives the coefficients; allocates only when it has to grow.</param>
    /// <exception cref="ArgumentException">The signal is empty, or is memory of <paramref name="decomposition"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The levels are out of their range.</exception>
    public void Decompose<T>(ReadOnlySpan<T> signal, int levels, WaveletDecomposition<T> decomposition) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(decomposition);
        if (signal.IsEmpty) throw new ArgumentException("An empty signal has no wavelet transform.", nameof(signal));
        ArgumentOutOfRangeException.ThrowIfNegative(levels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, LevelLimit);
        if (signal.Overlaps(decomposition.Coefficients))
            throw new ArgumentException("The signal must not be memory of the decomposition.", nameof(signal));

        decomposition.Shape(signal.Length, levels, this);
        if (levels == 0) signal.CopyTo(decomposition.Approximation);
        var from = signal;
        for (var level = 1; level <= levels; level++)
        {
            var approximation = level == levels ? decomposition.Approximation : decomposition.Between(level);
            Analyse(from, approximation, decomposition.Detail(level));
            from = approximation;
        }
    }

    /// <summary>The signal of a decomposition that this transform, or one like it, made.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="decomposition">The coefficients, changed or not.</param>
    /// <param name="signal">Receives <see cref="WaveletDecomposition{T}.SignalLength"/> samples.</param>
    /// <exception cref="ArgumentException">The signal has the wrong length or is memory of the decomposition, or the decomposition was
    /// made with another filter length or mode.</exception>
    public void Reconstruct<T>(WaveletDecomposition<T> decomposition, Span<T> signal) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(decomposition);
        CheckLength(signal.Length, decomposition.SignalLength, nameof(signal), "samples");
        if (signal.Overlaps(decomposition.Coefficients))
            throw new ArgumentException("The signal must not be memory of the decomposition.", nameof(signal));
        var lengths = decomposition.Lengths;
        for (var level = 1; level < lengths.Length; level++)
        {
            if (CoefficientCount(lengths[level - 1]) != lengths[level])
                throw new ArgumentException(Invariant($"The decomposition was made by another transform: level {level} has {lengths[level]} coefficients where {Wavelet.Name} with mode {Mode} gives {CoefficientCount(lengths[level - 1])}."), nameof(decomposition));
        }

        ReadOnlySpan<T> from = decomposition.Approximation;
        if (decomposition.Levels == 0) from.CopyTo(signal);
        for (var level = decomposition.Levels; level >= 1; level--)
        {
            var to = level == 1 ? signal : decomposition.Between(level - 1);
            Synthesise(from, decomposition.Detail(level), to);
            from = to;
        }
    }

    private void Analyse<T>(ReadOnlySpan<T> x, Span<T> low, Span<T> high) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WaveletKernel<T>.Analyse(x, IsPeriodized ? Wavelet.FilterLength / 2 : 1, Wavelet.Filters<T>(), Mode, low, high);

    private void Synthesise<T>(ReadOnlySpan<T> low, ReadOnlySpan<T> high, Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WaveletKernel<T>.Synthesise(low, high, IsPeriodized ? Wavelet.FilterLength / 2 - 1 : Wavelet.FilterLength - 2, Wavelet.Filters<T>(), IsPeriodized, x);

    private static void CheckLength(int actual, int wanted, string name, string what)
    {
        if (actual != wanted) throw new ArgumentException(Invariant($"{wanted} {what} are needed here; there are {actual} places."), name);
    }
}
