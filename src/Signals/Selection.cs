using System.Numerics;
using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Order statistics without sorting.</summary>
internal static class Selection
{
    /// <summary>The median of one or more numbers, which are left in another order: of an even number the mean of the two in the middle.</summary>
    public static T Median<T>(Span<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var middle = values.Length / 2;
        var upper = Smallest(values, middle);
        if ((values.Length & 1) != 0) return upper;
        var lower = TensorPrimitives.Max<T>(values[..middle]);
        return lower + (upper - lower) / T.CreateChecked(2);
    }

    /// <summary>Number <paramref name="rank"/> in rising order, from 0; no number before it is then larger, none after it smaller.</summary>
    public static T Smallest<T>(Span<T> values, int rank) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            var pivot = Middle(values[low], values[(low + high) >>> 1], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else break;
        }
        return values[rank];
    }

    private static T Middle<T>(T a, T b, T c) where T : IBinaryFloatingPointIeee754<T> =>
        T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}
