namespace ArrhythmiaVision.Analysis;

/// <summary>What an analysis found, in numbers.</summary>
public sealed record AnalysisSummary
{
    /// <summary>Samples of the lead.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples of the lead that are missing.</summary>
    public required long MissingSamples { get; init; }

    /// <summary>Samples a second of the lead.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>The recording's length.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Samples / SamplingRate);

    /// <summary>Beats in all, classified or not.</summary>
    public required long Beats { get; init; }

    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How many beats were put into each class.</summary>
    public required IReadOnlyList<long> BeatsPerClass { get; init; }

    /// <summary>Beats that were put into a class.</summary>
    public long Classified => Beats - NotClassified;

    /// <summary>Beats that were not.</summary>
    public long NotClassified => Rejected + TooNearStart + TooNearEnd + WithMissingSamples;

    /// <summary>Beats for which no class was probable enough.</summary>
    public required long Rejected { get; init; }

    /// <summary>Beats not classified as their window would begin before the recording.</summary>
    public required long TooNearStart { get; init; }

    /// <summary>Beats not classified as their window would end after the recording.</summary>
    public required long TooNearEnd { get; init; }

    /// <summary>Beats not classified as samples of their window are missing.</summary>
    public required long WithMissingSamples { get; init; }
}
