using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Attribution;

/// <summary>How alike two attributions order the samples: Spearman's rank correlation, ties sharing their mean rank.</summary>
public static class RankCorrelation
{
    /// <summary>Compares two maps.</summary>
    /// <param name="first">A value a sample.</param>
    /// <param name="second">A value a sample, as many.</param>
    /// <returns>From -1 to 1; NaN where a map is constant, and orders nothing.</returns>
    /// <exception cref="ArgumentException">The maps are empty or not of the same length.</exception>
    public static double Of(IReadOnlyList<float> first, IReadOnlyList<float> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || first.Count != second.Count)
            throw new ArgumentException(Invariant($"The maps have {first.Count} and {second.Count} values; they must have equally many, and some."), nameof(second));
        if (IsConstant(first) || IsConstant(second)) return double.NaN;
        return Correlation.Spearman(first.Select(v => (double)v), second.Select(v => (double)v));
    }

    internal static bool IsConstant(IReadOnlyList<float> map)
    {
        for (var i = 1; i < map.Count; i++)
        {
            if (map[i] != map[0]) return false;
        }

        return true;
    }
}
