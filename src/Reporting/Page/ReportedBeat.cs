using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>A beat of a report.</summary>
public readonly record struct ReportedBeat
{
    /// <summary>The R peak's sample in the lead, from 0.</summary>
    public required long Sample { get; init; }

    /// <summary>Its class, an index into the report's classes; -1 where it is of none.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Its class as the rhythm sees it; <see cref="AamiClass.None"/> where it is of none.</summary>
    public required AamiClass Class { get; init; }

    /// <summary>The probability that the model gives its most probable class; NaN where it was not scored.</summary>
    public float Probability { get; init; }

    /// <summary>Whether its window is whole; the model scores no other.</summary>
    public BeatWindowStatus Status { get; init; }

    /// <summary>Whether its class is less probable than the model's threshold, so that it may be of none of the model's classes.</summary>
    public bool IsUnsure { get; init; }

    /// <summary>Whether a person gave it its class.</summary>
    public bool IsReviewed { get; init; }
}
