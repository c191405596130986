namespace ArrhythmiaVision.Signals;

/// <summary>A rise and a fall, or a fall and a rise: what may be a P or T wave. Places are those of <see cref="BeatSignals"/>.</summary>
/// <param name="Peak">Where the slope changes its sign.</param>
/// <param name="Sign">1 upwards, -1 downwards.</param>
/// <param name="Before">Where the slope before the peak is steepest.</param>
/// <param name="After">Where the slope after the peak is steepest.</param>
/// <param name="SlopeBefore">How steep it is there, without sign.</param>
/// <param name="SlopeAfter">How steep it is there, without sign.</param>
internal readonly record struct Bump(int Peak, int Sign, int Before, int After, float SlopeBefore, float SlopeAfter)
{
    public float Strength => MathF.Sqrt(SlopeBefore * SlopeAfter);

    /// <summary>Finds the bumps with peaks from one place to before another; their slopes may lie within the reach outside.</summary>
    /// <returns>How many were written.</returns>
    public static int Find(BeatSignals.Series slope, int from, int to, int reach, Span<Bump> bumps)
    {
        var count = 0;
        for (var i = Math.Max(from, 1); i < to && count < bumps.Length; i++)
        {
            var sign = slope[i - 1] > 0 && slope[i] <= 0 ? 1 : slope[i - 1] < 0 && slope[i] >= 0 ? -1 : 0;
            if (sign == 0) continue;
            var before = i - 1;
            for (var k = i - 1; k >= Math.Max(i - reach, 0) && sign * slope[k] > 0; k--)
            {
                if (Math.Abs(slope[k]) > Math.Abs(slope[before])) before = k;
            }
            var after = i;
            for (var k = i; k < Math.Min(i + reach, BeatSignals.Length) && sign * slope[k] <= 0; k++)
            {
                if (Math.Abs(slope[k]) > Math.Abs(slope[after])) after = k;
            }
            bumps[count++] = new Bump(Math.Abs(slope[i - 1]) < Math.Abs(slope[i]) ? i - 1 : i, sign, before, after, Math.Abs(slope[before]), Math.Abs(slope[after]));
        }
        return count;
    }
}
