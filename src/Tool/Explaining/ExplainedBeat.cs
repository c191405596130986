using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>A beat of a record with its explanation.</summary>
/// <param name="Beat">The beat.</param>
/// <param name="Waves">Its waves, by samples of its window; null where none were looked for.</param>
/// <param name="Segments">Its segments.</param>
/// <param name="Passport">The explanation and what it is worth.</param>
/// <param name="Facts">What is known of it.</param>
internal sealed record ExplainedBeat(AnalyzedBeat Beat, BeatDelineation? Waves, IReadOnlyList<ClinicalSegment> Segments, Passport Passport, BeatFacts Facts)
{
    /// <summary>The beat in words.</summary>
    public string Words => BeatNarrative.Describe(Facts);

    /// <summary>Each segment's sum of values, and the context's.</summary>
    public IReadOnlyList<(string Name, int Start, int End, double Value, double Share)> Parts
    {
        get
        {
            var attribution = Passport.Attribution;
            var shares = EvidenceShare.Of(attribution, Segments);
            var parts = Segments.Select((s, i) => (s.Name, s.Start, s.End, attribution.Values.Skip(s.Start).Take(s.Length).Sum(v => (double)v), shares[i])).ToList();
            if (attribution.ContextValues.Count > 0)
                parts.Add((AttributionOverview.Context, -1, -1, attribution.ContextValues.Sum(v => (double)v), shares[^1]));
            return parts;
        }
    }

    /// <summary>The beat's picture.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="title">The heading.</param>
    /// <param name="method">The method's name.</param>
    public BeatPicture Picture(string lead, string title, string method) => new()
    {
        Samples = Beat.Samples,
        Lead = lead,
        Title = title,
        Attribution = Passport.Attribution.Values.ToArray(),
        Method = method,
        Class = Facts.Names.Short(Passport.Attribution.ClassName),
        Segments = Waves is { } waves ? [.. SegmentMark.From(waves, shares: Facts.Shares).Select(Doubtful)] : [],
        Text = Words,
        FailedChecks = Passport.FailedChecks,
    };

    // In an irregular rhythm a third of what is found before the QRS is no P wave.
    private SegmentMark Doubtful(SegmentMark mark) => mark.Name == "P" && Facts.IsRhythmIrregular ? mark with { Name = "P?" } : mark;
}
