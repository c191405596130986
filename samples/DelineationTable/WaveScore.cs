namespace DelineationTable;

/// <summary>How the delineator did on one kind of wave.</summary>
/// <param name="Found">Waves of the reference that were found within the tolerance (TP).</param>
/// <param name="Missed">Waves of the reference that were not (FN).</param>
/// <param name="False">Waves found that the reference does not have (FP).</param>
/// <param name="Absent">Beats without such a wave in the reference.</param>
/// <param name="RightlyAbsent">Those of them in which none was found (TN).</param>
/// <param name="Onset">For every wave found, its onset's error in milliseconds: found minus reference.</param>
/// <param name="Peak">The same of the peaks.</param>
/// <param name="Offset">The same of the offsets.</param>
public sealed record WaveScore(
    int Found, int Missed, int False, int Absent, int RightlyAbsent, IReadOnlyList<double> Onset, IReadOnlyList<double> Peak, IReadOnlyList<double> Offset)
{
    /// <summary>Se in percent.</summary>
    public double Sensitivity => 100.0 * Found / (Found + Missed);

    /// <summary>+P in percent.</summary>
    public double PositivePredictivity => 100.0 * Found / (Found + False);

    /// <summary>F1, the harmonic mean of Se and +P, from 0 to 1.</summary>
    public double F1 => 2.0 * Found / (2 * Found + Missed + False);

    /// <summary>Scores taken together, every wave counting the same.</summary>
    public static WaveScore Gross(IEnumerable<WaveScore> scores)
    {
        var all = scores.ToList();
        return new WaveScore(all.Sum(s => s.Found), all.Sum(s => s.Missed), all.Sum(s => s.False), all.Sum(s => s.Absent), all.Sum(s => s.RightlyAbsent),
            [.. all.SelectMany(s => s.Onset)], [.. all.SelectMany(s => s.Peak)], [.. all.SelectMany(s => s.Offset)]);
    }

    /// <summary>Mean and standard deviation of errors.</summary>
    public static (double Mean, double Deviation) Spread(IReadOnlyList<double> errors)
    {
        if (errors.Count == 0) return (double.NaN, double.NaN);
        var mean = errors.Average();
        return (mean, Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / errors.Count));
    }
}
