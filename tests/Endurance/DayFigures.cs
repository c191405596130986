namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>What was found in one day of a long recording.</summary>
internal sealed class DayFigures
{
    // How far from an R peak a beat may be found: EC57's.
    private const double MatchSeconds = 0.15;

    /// <summary>The beats: sample in the day, and label.</summary>
    public List<(long Sample, string Label)> Beats { get; } = [];

    /// <summary>The most memory that the tool held meanwhile, in bytes.</summary>
    public long PeakBytes { get; set; }

    /// <summary>Beats that came later than the classifier says.</summary>
    public int Late { get; set; }

    /// <summary>The longest time from an R peak to the sample that its beat was known with, in seconds.</summary>
    public double LongestDelay { get; set; }

    /// <summary>Beats that the day has and another has not, or has with another label.</summary>
    public int DifferentFrom(DayFigures other)
    {
        var others = other.Beats.ToHashSet();
        return Beats.Count(beat => !others.Contains(beat)) + Math.Max(0, other.Beats.Count - Beats.Count);
    }

    /// <summary>Compares with the R peaks that the day was made of.</summary>
    /// <returns>Those with no beat found near them, and how far on the mean beats lie behind them, in ms.</returns>
    public (int Missed, double MeanOffset) Against(MadeDay day)
    {
        int missed = 0, matched = 0, at = 0;
        double offsets = 0;
        foreach (long beat in day.Beats)
        {
            while (at + 1 < Beats.Count && Math.Abs(Beats[at + 1].Sample - beat) <= Math.Abs(Beats[at].Sample - beat)) at++;
            double offset = Beats.Count == 0 ? double.MaxValue : (Beats[at].Sample - beat) / day.Rate;
            if (Math.Abs(offset) > MatchSeconds)
            {
                missed++;
                continue;
            }

            matched++;
            offsets += offset;
        }

        return (missed, matched == 0 ? 0 : 1000 * offsets / matched);
    }
}
