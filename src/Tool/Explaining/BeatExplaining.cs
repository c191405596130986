using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Explains beats by some methods, and issues the passport of each explanation. Every core works; results do not depend on their number.</summary>
/// <param name="session">The run.</param>
/// <param name="model">The network.</param>
/// <param name="methods">How to explain; the other methods only say whether they agree.</param>
/// <param name="baselines">What beats are held against.</param>
internal sealed class BeatExplaining(Session session, ArrhythmiNetModel model, IReadOnlyList<ExplanationMethod> methods, ExplanationBaselines baselines)
{
    /// <summary>Explains beats.</summary>
    /// <param name="beats">The beats.</param>
    /// <param name="waves">Their waves by R peak, in samples of 360 a second; may lack some.</param>
    /// <param name="rates">Brings the lead's sample numbers to these.</param>
    /// <param name="classIndex">The class to explain; null for the most probable of each beat.</param>
    /// <returns>Of each beat an explanation a method.</returns>
    public ExplainedBeat[][] Explain(IReadOnlyList<AnalyzedBeat> beats, Dictionary<long, BeatDelineation> waves, Resampler rates, int? classIndex)
    {
        using var display = session.Begin("explaining");
        var explained = new ExplainedBeat[beats.Count][];
        var gate = new Lock();
        int done = 0;
        var options = new ParallelOptions { CancellationToken = session.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, explained.Length, options, () => new Worker(model, methods, baselines), (i, _, worker) =>
        {
            var beat = beats[i];
            BeatDelineation? found = waves.TryGetValue(beat.Sample, out var own) ? WindowWaves.Of(own, rates.MapSample(beat.Sample) - BeatWindow.Default.Before) : null;
            explained[i] = worker.Explain(beat, found, classIndex);
            lock (gate)
                display.Report(++done / (double)beats.Count, Invariant($"{done} of {beats.Count} beats"));
            return worker;
        }, _ => { });
        display.Step(Invariant($"{explained.Length} beats by {string.Join(", ", methods.Select(method => method.Name))}"));
        return explained;
    }

    /// <summary>What one thread works with.</summary>
    private sealed class Worker
    {
        private readonly ArrhythmiNetModel _model;
        private readonly IReadOnlyList<ExplanationMethod> _methods;
        private readonly MethodComparison _comparison;
        private IReadOnlyList<ClinicalSegment> _segments = [];

        public Worker(ArrhythmiNetModel model, IReadOnlyList<ExplanationMethod> methods, ExplanationBaselines baselines)
        {
            (_model, _methods) = (model, methods);
            var others = ExplanationMethod.All.Where(other => !methods.Any(method => method.Name.StartsWith(other.Name, StringComparison.Ordinal)));
            _comparison = new MethodComparison(model, Makers(methods), baselines.Judge, randomizedLayers: 1, witnesses: Makers(others));

            // Under noise, shifts and other weights a beat keeps the segments that were found in the record.
            Func<ArrhythmiNetModel, IAttributionMethod>[] Makers(IEnumerable<ExplanationMethod> some) =>
                [.. some.Select(method => (Func<ArrhythmiNetModel, IAttributionMethod>)(network => method.Make(network, baselines, _ => _segments)))];
        }

        public ExplainedBeat[] Explain(AnalyzedBeat beat, BeatDelineation? waves, int? classIndex)
        {
            _segments = waves is { } some ? ClinicalSegments.From(some) : BeatSegmenters.FromWindow()(beat.Normalized.Span);
            var passports = _comparison.Issue(beat.Normalized.Span, beat.Context.Span, classIndex ?? System.Numerics.Tensors.TensorPrimitives.IndexOfMax(beat.Probabilities.Span));
            return [.. passports.Select((passport, m) => new ExplainedBeat(beat, waves, _segments, passport, Facts(beat, waves, passport, _methods[m].Title)))];
        }

        private BeatFacts Facts(in AnalyzedBeat beat, BeatDelineation? waves, Passport passport, string method)
        {
            var shares = EvidenceShare.Of(passport.Attribution, _segments);
            string[] names = [.. _segments.Select(segment => segment.Name), AttributionOverview.Context];
            return BeatFacts.Of(beat, _model.Classes) with
            {
                Waves = waves,
                Shares = double.IsNaN(shares[^1]) ? [] : [.. names.Zip(shares, (part, share) => new SegmentShare(part, share)).Where(part => part.Share > 0)],
                Method = method,
                FailedChecks = passport.FailedChecks,
            };
        }
    }
}
