namespace ArrhythmiaVision.Reporting;

/// <summary>The mean of a class's beats and of what weighed in them, aligned at their R peaks, with their spread.</summary>
public sealed record ClassSummary
{
    /// <summary>The class.</summary>
    public required string Name { get; init; }

    /// <summary>How many beats it is the mean of, 1 or more.</summary>
    public required int Count { get; init; }

    /// <summary>The mean beat, mV.</summary>
    public required ReadOnlyMemory<float> MeanBeat { get; init; }

    /// <summary>The beats' standard deviation at each sample, mV.</summary>
    public required ReadOnlyMemory<float> BeatSpread { get; init; }

    /// <summary>The mean attribution of each sample.</summary>
    public required ReadOnlyMemory<float> MeanAttribution { get; init; }

    /// <summary>The attributions' standard deviation at each sample.</summary>
    public required ReadOnlyMemory<float> AttributionSpread { get; init; }

    /// <summary>The mean share of each part; Q, R and S are drawn as one.</summary>
    public IReadOnlyList<SegmentShare> Shares { get; init; } = [];

    /// <summary>Where the parts lie on average.</summary>
    public IReadOnlyList<SegmentMark> Segments { get; init; } = [];

    /// <summary>What else was measured of the beats, in a few words under their name.</summary>
    public string Note { get; init; } = "";

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Name)) throw new ArgumentException("A class has no name.", nameof(Name));
        if (Count < 1) throw new ArgumentException(Invariant($"Class {Name} has {Count} beats; add some or leave it out."), nameof(Count));
        foreach (var (values, what) in ((ReadOnlyMemory<float> Values, string What)[])[(MeanBeat, "mean beat"), (BeatSpread, "beats' spread"), (MeanAttribution, "mean attribution"), (AttributionSpread, "attributions' spread")])
        {
            if (values.Length < 2 || values.Length != MeanBeat.Length)
                throw new ArgumentException(Invariant($"Class {Name}: the {what} has {values.Length} samples and the mean beat {MeanBeat.Length}; they must be equally many, and 2 or more."));
            foreach (var value in values.Span)
            {
                if (!float.IsFinite(value)) throw new ArgumentException($"Class {Name}: the {what} holds a value that is not a finite number.");
            }
        }
        SegmentShare.Check(Shares, nameof(Shares));
    }
}
