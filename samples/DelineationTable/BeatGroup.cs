namespace DelineationTable;

/// <summary>What was found in beats of one kind.</summary>
/// <param name="Name">Which beats.</param>
/// <param name="Beats">How many there are.</param>
/// <param name="WithP">How many of them have a P wave.</param>
/// <param name="WithT">How many of them have a T wave.</param>
/// <param name="QrsMilliseconds">The QRS durations in milliseconds, rising.</param>
public sealed record BeatGroup(string Name, int Beats, int WithP, int WithT, IReadOnlyList<double> QrsMilliseconds)
{
    /// <summary>The share of beats with a P wave in percent.</summary>
    public double PShare => 100.0 * WithP / Beats;

    /// <summary>The share of beats with a T wave in percent.</summary>
    public double TShare => 100.0 * WithT / Beats;

    /// <summary>A percentile of the QRS durations in milliseconds.</summary>
    public double Qrs(int percent) => QrsMilliseconds[(QrsMilliseconds.Count - 1) * percent / 100];
}
