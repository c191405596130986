namespace ArrhythmiaVision.Attribution;

/// <summary>Where the evidence for a class lies.</summary>
public static class EvidenceShare
{
    /// <summary>The part of the evidence, values above 0, that lies in each segment, and last in the context.</summary>
    /// <param name="attribution">The attribution.</param>
    /// <param name="segments">Segments without overlap.</param>
    /// <returns>A part from 0 to 1 for each segment and one for the context; all NaN where nothing speaks for the class. What lies in no segment
    /// is what is missing to 1.</returns>
    /// <exception cref="ArgumentException">A segment lies outside the beat.</exception>
    public static double[] Of(BeatAttribution attribution, IReadOnlyList<ClinicalSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(segments);
        var shares = new double[segments.Count + 1];
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (segment.Start < 0 || segment.End > attribution.Values.Count)
                throw new ArgumentException(Invariant($"Segment {segment.Name} runs from sample {segment.Start} up to {segment.End}; the beat has {attribution.Values.Count} samples."), nameof(segments));
            for (var t = segment.Start; t < segment.End; t++) shares[i] += Math.Max(0, attribution.Values[t]);
        }

        shares[^1] = attribution.ContextValues.Sum(v => (double)Math.Max(0, v));
        var whole = shares[^1] + attribution.Values.Sum(v => (double)Math.Max(0, v));
        for (var i = 0; i < shares.Length; i++) shares[i] = whole > 0 ? shares[i] / whole : double.NaN;
        return shares;
    }
}
