namespace ArrhythmiaVision.Evaluation;

/// <summary>How many runs have each length by the reference and by the test annotator (ANSI/AAMI EC57, tables 7 and 8). Immutable.</summary>
public sealed class RunMatrix
{
    /// <summary>The largest length told apart: six beats or more, a long run.</summary>
    public const int Longest = 6;

    internal const int Size = Longest + 1;

    private readonly long[,] _counts;

    internal RunMatrix(long[,] counts) => _counts = counts;

    /// <summary>How many runs have these lengths in beats.</summary>
    /// <param name="reference">The length by the reference, 0 to 6; 6 stands for 6 and more.</param>
    /// <param name="test">The length by the test annotator, 0 to 6; 6 stands for 6 and more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is outside 0 to 6.</exception>
    public long this[int reference, int test]
    {
        get
        {
            if ((uint)reference > Longest)
                throw new ArgumentOutOfRangeException(nameof(reference), reference, "Runs are counted by lengths from 0 to 6 beats.");
            if ((uint)test > Longest)
                throw new ArgumentOutOfRangeException(nameof(test), test, "Runs are counted by lengths from 0 to 6 beats.");
            return _counts[reference, test];
        }
    }

    /// <summary>The runs with both lengths in a range; the ends of the ranges count.</summary>
    internal long Total(int referenceFrom, int referenceTo, int testFrom, int testTo)
    {
        long total = 0;
        for (int r = referenceFrom; r <= referenceTo; r++)
        {
            for (int t = testFrom; t <= testTo; t++)
                total += _counts[r, t];
        }

        return total;
    }

    internal static RunMatrix Sum(IEnumerable<RunMatrix> matrices)
    {
        var counts = new long[Size, Size];
        foreach (var matrix in matrices)
        {
            for (int r = 0; r < Size; r++)
            {
                for (int t = 0; t < Size; t++)
                    counts[r, t] += matrix._counts[r, t];
            }
        }

        return new RunMatrix(counts);
    }
}
