using System.Numerics;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Where a convolution's outputs stand when each point is worked out once for every choice among the pieces that it sees: a point's
/// rows begin at its start, one for each subset of its mask, numbered by the mask's bits pushed together.
/// </summary>
internal sealed class CoalitionTable(int length)
{
    public int[] Masks { get; } = new int[length];

    public int[] Starts { get; } = new int[length];

    /// <summary>Rows of all points together.</summary>
    public long Rows { get; private set; }

    /// <summary>Numbers the rows once the masks are known.</summary>
    public void Number()
    {
        Rows = 0;
        for (var t = 0; t < Masks.Length; t++)
        {
            Starts[t] = (int)Math.Min(Rows, int.MaxValue);
            Rows += 1L << BitOperations.PopCount((uint)Masks[t]);
        }
    }

    /// <summary>For every subset of a mask the number of what it keeps of another mask, among that mask's subsets.</summary>
    /// <param name="from">The mask the subsets are of.</param>
    /// <param name="to">The other mask.</param>
    /// <param name="map">Receives a number a subset.</param>
    public static void Project(int from, int to, Span<int> map)
    {
        map[0] = 0;
        var size = 1;
        for (var left = from; left != 0; left &= left - 1)
        {
            var bit = left & -left;
            var weight = (to & bit) == 0 ? 0 : 1 << BitOperations.PopCount((uint)(to & (bit - 1)));
            for (var i = 0; i < size; i++) map[size + i] = map[i] + weight;
            size *= 2;
        }
    }
}
