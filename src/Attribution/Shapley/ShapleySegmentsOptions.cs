namespace ArrhythmiaVision.Attribution;

/// <summary>How exact Shapley values are taken.</summary>
public sealed record ShapleySegmentsOptions
{
    /// <summary>What of a class is explained.</summary>
    public AttributionTarget Target { get; init; }

    /// <summary>How a beat is cut where its segments are not given; null finds its waves in its own window.</summary>
    public BeatSegmenter? Segmenter { get; init; }
}
