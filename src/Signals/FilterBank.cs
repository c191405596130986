using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>The four filters of an orthogonal wavelet in one precision.</summary>
internal sealed class FilterBank<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private FilterBank(T[] scaling)
    {
        var n = scaling.Length;
        ReconstructionLow = scaling;
        DecompositionLow = new T[n];
        DecompositionHigh = new T[n];
        ReconstructionHigh = new T[n];
        for (var i = 0; i < n; i++)
        {
            DecompositionLow[i] = scaling[n - 1 - i];
            ReconstructionHigh[i] = (i & 1) == 0 ? scaling[n - 1 - i] : -scaling[n - 1 - i];
            DecompositionHigh[i] = (i & 1) == 0 ? -scaling[i] : scaling[i];
        }
    }

    public int Length => ReconstructionLow.Length;

    public T[] DecompositionLow { get; }

    public T[] DecompositionHigh { get; }

    public T[] ReconstructionLow { get; }

    public T[] ReconstructionHigh { get; }

    public static FilterBank<T> FromScalingFilter(double[] scaling) => new(Array.ConvertAll(scaling, T.CreateChecked));
}
