using System.Numerics;
using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>The coefficients of a multi-level wavelet transform, in one piece of memory that can be used again.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Filled by <see cref="DiscreteWaveletTransform.Decompose{T}(ReadOnlySpan{T}, int, WaveletDecomposition{T})"/>; its spans stay valid
/// until the next fill. Not for use by two threads at once.</remarks>
public sealed class WaveletDecomposition<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _coefficients = [];
    private T[] _scratch = [];
    private int[] _lengths = [0];
    private int _evenFrom;

    /// <summary>The levels of the transform; 0 when there is only the signal itself.</summary>
    public int Levels { get; private set; }

    /// <summary>The length of the signal, in samples.</summary>
    public int SignalLength => _lengths[0];

    /// <summary>All coefficients in PyWavelets' order: the approximation, then the details from the coarsest to the finest.</summary>
    public Span<T> Coefficients => _coefficients.AsSpan(0, CoefficientCount);

    /// <summary>The approximation of the coarsest level.</summary>
    public Span<T> Approximation => _coefficients.AsSpan(0, _lengths[Levels]);

    /// <summary>The details of all levels, from the coarsest to the finest.</summary>
    public Span<T> Details => Coefficients[_lengths[Levels]..];

    /// <summary>The details of one level.</summary>
    /// <param name="level">1, the finest, to <see cref="Levels"/>, the coarsest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public Span<T> Detail(int level)
    {
        var length = DetailLength(level);
        var from = _lengths[Levels];
        for (var coarser = Levels; coarser > level; coarser--) from += _lengths[coarser];
        return _coefficients.AsSpan(from, length);
    }

    /// <summary>The number of detail coefficients of one level.</summary>
    /// <param name="level">1, the finest, to <see cref="Levels"/>, the coarsest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public int DetailLength(int level)
    {
        if (level < 1 || level > Levels)
            throw new ArgumentOutOfRangeException(nameof(level), level, Invariant($"The decomposition has the levels 1 to {Levels}."));
        return _lengths[level];
    }

    /// <summary>Lengths of the signal (place 0) and of each level's coefficients.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Levels + 1);

    private int CoefficientCount => _lengths[Levels] + TensorPrimitives.Sum<int>(_lengths.AsSpan(1, Levels));

    internal void Shape(int signalLength, int levels, DiscreteWaveletTransform transform)
    {
        if (_lengths.Length <= levels) _lengths = new int[levels + 1];
        Levels = levels;
        _lengths[0] = signalLength;
        for (var level = 1; level <= levels; level++) _lengths[level] = transform.CoefficientCount(_lengths[level - 1]);
        if (_coefficients.Length < CoefficientCount) _coefficients = new T[CoefficientCount];

        // Of a signal shorter than the filter the coarser levels can be the longer ones.
        var evens = _evenFrom = 0;
        for (var level = 1; level < levels; level++)
        {
            if ((level & 1) != 0) _evenFrom = Math.Max(_evenFrom, _lengths[level]);
            else evens = Math.Max(evens, _lengths[level]);
        }
        if (_scratch.Length < _evenFrom + evens) _scratch = new T[_evenFrom + evens];
    }

    /// <summary>Memory for the approximation between two levels; levels of even and of odd number do not share it.</summary>
    internal Span<T> Between(int level) => _scratch.AsSpan((level & 1) != 0 ? 0 : _evenFrom, _lengths[level]);
}
