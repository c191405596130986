using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Explains beats by one method, and issues the passport of each explanation.</summary>
internal sealed class BeatExplaining
{
    private readonly Session _session;
    private readonly ArrhythmiNetModel _model;
    private readonly ExplanationMethod _method;
    private readonly PassportOffice _office;
    private IReadOnlyList<ClinicalSegment> _segments = [];

    /// <summary>Prepares explanations.</summary>
    /// <param name="session">The run.</param>
    /// <param name="model">The network.</param>
    /// <param name="method">How to explain.</param>
    /// <param name="baselines">What beats are held against.</param>
    public BeatExplaining(Session session, ArrhythmiNetModel model, ExplanationMethod method, ExplanationBaselines baselines)
    {
        (_session, _model, _method) = (session, model, method);
        BeatSegmenter segmenter = _ => _segments;
        var others = ExplanationMethod.All.Where(other => !method.Name.StartsWith(other.Name, StringComparison.Ordinal)).Select(other => other.Make(model, baselines, segmenter)).ToList();
        _office = new PassportOffice(model, network => method.Make(network, baselines, segmenter), baselines.Judge, others);
    }

    /// <summary>Explains beats.</summary>
    /// <param name="beats">The beats.</param>
    /// <param name="waves">Their waves by R peak, in samples of 360 a second; may lack some.</param>
    /// <param name="rates">Brings the lead's sample numbers to these.</param>
    /// <param name="classIndex">The class to explain; null for the most probable of each beat.</param>
    public List<ExplainedBeat> Explain(IReadOnlyList<AnalyzedBeat> beats, Dictionary<long, BeatDelineation> waves, Resampler rates, int? classIndex)
    {
        using var display = _session.Begin("explaining");
        var explained = new List<ExplainedBeat>();
        foreach (var beat in beats)
        {
            _session.Cancellation.ThrowIfCancellationRequested();
            BeatDelineation? found = waves.TryGetValue(beat.Sample, out var own) ? WindowWaves.Of(own, rates.MapSample(beat.Sample) - BeatWindow.Default.Before) : null;
            _segments = found is { } some ? ClinicalSegments.From(some) : BeatSegmenters.FromWindow()(beat.Normalized.Span);
            var passport = _office.Issue(beat.Normalized.Span, beat.Context.Span, classIndex ?? System.Numerics.Tensors.TensorPrimitives.IndexOfMax(beat.Probabilities.Span));
            explained.Add(new ExplainedBeat(beat, found, _segments, passport, Facts(beat, found, passport)));
            display.Report(explained.Count / (double)beats.Count, Invariant($"{explained.Count} of {beats.Count} beats"));
        }

        display.Step(Invariant($"{explained.Count} beats by {_method.Name}"));
        return explained;
    }

    private BeatFacts Facts(in AnalyzedBeat beat, BeatDelineation? waves, Passport passport)
    {
        var shares = EvidenceShare.Of(passport.Attribution, _segments);
        string[] names = [.. _segments.Select(segment => segment.Name), AttributionOverview.Context];
        return BeatFacts.Of(beat, _model.Classes) with
        {
            Waves = waves,
            Shares = double.IsNaN(shares[^1]) ? [] : [.. names.Zip(shares, (part, share) => new SegmentShare(part, share)).Where(part => part.Share > 0)],
            Method = _method.Title,
            FailedChecks = passport.FailedChecks,
        };
    }
}
