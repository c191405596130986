namespace ArrhythmiaVision.Signals;

/// <summary>
/// Moves a beat's time from the middle of its energy to its R peak: the sample farthest from the line between the levels before and
/// after, upwards or downwards.
/// </summary>
internal sealed class RPeakRefinement
{
    private const double SearchSeconds = 0.07;
    private const double LevelSeconds = 0.05;

    private readonly int _level;

    public RPeakRefinement(double rate)
    {
        Search = (int)Math.Round(SearchSeconds * rate);
        _level = (int)Math.Round(LevelSeconds * rate);
    }

    /// <summary>How many samples the peak may lie to each side of the middle.</summary>
    public int Search { get; }

    public long Find(QrsFrontEnd front, long middle)
    {
        var before = Mean(front.Samples.Run(middle - Search - _level, _level));
        var after = Mean(front.Samples.Run(middle + Search, _level));
        var best = middle;
        var farthest = -1f;
        for (var i = -(int)Math.Min(middle, Search); i <= Search; i++)
        {
            if (front.Missing[middle + i]) continue;
            var share = (float)(i + Search) / (2 * Search);
            var distance = Math.Abs(front.Samples[middle + i] - (before + share * (after - before)));
            if (distance <= farthest) continue;
            (farthest, best) = (distance, middle + i);
        }
        return best;
    }

    private static float Mean(ReadOnlySpan<float> samples) => System.Numerics.Tensors.TensorPrimitives.Sum(samples) / samples.Length;
}
