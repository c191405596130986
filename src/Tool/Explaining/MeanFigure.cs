using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Tool;

/// <summary>A mean over beats with its 95 % interval over records.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Lower">The interval's lower end.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Beats">Beats that have the figure.</param>
/// <remarks>Records are drawn with replacement, each with all its beats, as the beats of a patient are alike; the percentile method, 2,000 draws.</remarks>
internal sealed record MeanFigure(double Mean, double Lower, double Upper, int Beats)
{
    private const int Draws = 2000;

    /// <summary>Takes the mean of what is a number.</summary>
    /// <returns>The figure; null where there is no number.</returns>
    public static MeanFigure? Of(IEnumerable<(string Record, double Value)> values)
    {
        (double Sum, int Count)[] records = [.. values.Where(v => !double.IsNaN(v.Value)).GroupBy(v => v.Record, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Sum(v => v.Value), g.Count()))];
        if (records.Length == 0)
            return null;
        var random = new Random(1);
        var means = new double[Draws];
        for (int i = 0; i < means.Length; i++)
        {
            var (sum, count) = (0.0, 0);
            for (int draw = 0; draw < records.Length; draw++)
            {
                var record = records[random.Next(records.Length)];
                (sum, count) = (sum + record.Sum, count + record.Count);
            }

            means[i] = sum / count;
        }

        Array.Sort(means);
        int beats = records.Sum(r => r.Count);
        return new MeanFigure(records.Sum(r => r.Sum) / beats, At(0.025), At(0.975), beats);

        double At(double share) => SortedArrayStatistics.QuantileCustom(means, share, QuantileDefinition.R7);
    }

    /// <summary>The mean alone; a dash where there is none.</summary>
    public static string Text(MeanFigure? figure) => figure is null ? "-" : Invariant($"{figure.Mean:F3}");

    /// <summary>The interval; a dash where there is none.</summary>
    public static string Interval(MeanFigure? figure) => figure is null ? "-" : Invariant($"{figure.Lower:F3} to {figure.Upper:F3}");
}
