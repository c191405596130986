using ArrhythmiaVision.Attribution;

namespace ArrhythmiaVision.Tool;

/// <summary>Where the evidence for a class lies, by places that every beat has: a wave that was not found has no share.</summary>
internal static class EvidencePlaces
{
    /// <summary>All that comes before the QRS complex.</summary>
    public const string BeforeQrs = "before QRS";

    /// <summary>The QRS complex.</summary>
    public const string Qrs = "QRS";

    /// <summary>The places, in the order of time; <see cref="BeforeQrs"/> is the sum of the first three.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [ClinicalSegments.Before, ClinicalSegments.P, ClinicalSegments.PR, Qrs, ClinicalSegments.ST, ClinicalSegments.T, ClinicalSegments.After, AttributionOverview.Context, BeforeQrs];

    /// <summary>The share of each place; NaN where nothing speaks for the class.</summary>
    public static double[] Of(BeatAttribution attribution, IReadOnlyList<ClinicalSegment> segments)
    {
        double[] shares = EvidenceShare.Of(attribution, segments), places = new double[Names.Count];
        for (int i = 0; i < shares.Length; i++)
            places[IndexOf(i < segments.Count ? segments[i].Name : AttributionOverview.Context)] += shares[i];
        places[^1] = places[0] + places[1] + places[2];
        return places;
    }

    /// <summary>The part of a beat's time that each place takes; the context takes none.</summary>
    public static double[] OfTime(IReadOnlyList<ClinicalSegment> segments, int length)
    {
        var places = new double[Names.Count];
        foreach (var segment in segments)
            places[IndexOf(segment.Name)] += segment.Length / (double)length;
        places[^1] = places[0] + places[1] + places[2];
        return places;
    }

    private static int IndexOf(string name) => ((IList<string>)Names).IndexOf(ClinicalSegments.QrsComplex.Contains(name) ? Qrs : name);
}
