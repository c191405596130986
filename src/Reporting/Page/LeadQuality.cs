using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>What can be made of a lead.</summary>
/// <param name="Lead">The lead's name.</param>
/// <param name="SamplingRate">Its samples a second.</param>
/// <param name="Stretches">Its stretches, from the first sample to the last.</param>
public sealed record LeadQuality(string Lead, double SamplingRate, IReadOnlyList<SignalStretch> Stretches)
{
    /// <summary>Seconds of a condition.</summary>
    /// <param name="condition">The condition.</param>
    public double SecondsOf(SignalCondition condition) => Stretches.Where(stretch => stretch.Condition == condition).Sum(stretch => stretch.End - stretch.Start) / SamplingRate;

    /// <summary>The share of the lead in which beats can be judged, 0 to 1; 0 where there is no lead.</summary>
    public double AnalysableShare => Stretches.Count == 0 ? 0 : SecondsOf(SignalCondition.Good) * SamplingRate / Stretches[^1].End;
}
