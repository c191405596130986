namespace RPeakTable;

/// <summary>How the detector did on one record.</summary>
/// <param name="Record">The record's name.</param>
/// <param name="Found">Beats of the reference that were found (TP).</param>
/// <param name="Missed">Beats of the reference that were missed (FN).</param>
/// <param name="False">Peaks that are no beats of the reference (FP).</param>
/// <param name="Errors">For every beat found, its peak's time minus the reference's, in milliseconds.</param>
public sealed record RecordScore(string Record, long Found, long Missed, long False, IReadOnlyList<double> Errors)
{
    /// <summary>Se in percent.</summary>
    public double Sensitivity => 100.0 * Found / (Found + Missed);

    /// <summary>+P in percent.</summary>
    public double PositivePredictivity => 100.0 * Found / (Found + False);

    /// <summary>Records taken together, every beat counting the same: gross figures.</summary>
    public static RecordScore Gross(string name, IEnumerable<RecordScore> records)
    {
        var all = records.ToList();
        return new RecordScore(name, all.Sum(r => r.Found), all.Sum(r => r.Missed), all.Sum(r => r.False), [.. all.SelectMany(r => r.Errors)]);
    }
}
