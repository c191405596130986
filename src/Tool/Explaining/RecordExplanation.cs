using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Explains beats of one record.</summary>
internal sealed class RecordExplanation
{
    private readonly Session _session;
    private readonly ModelSource _source;
    private readonly ExplanationMethod _method;
    private readonly string? _baseline;
    private readonly int? _for;
    private readonly BeatPreparation _preparation;
    private IReadOnlyList<ClinicalSegment> _segments = [];

    /// <summary>Prepares explanations.</summary>
    /// <param name="session">The run.</param>
    /// <param name="source">The model.</param>
    /// <param name="method">How to explain.</param>
    /// <param name="baseline">One of <see cref="ExplanationBaselines.Names"/>; null for what this machine has.</param>
    /// <param name="className">The class to explain; null for the one that the network gives each beat.</param>
    /// <exception cref="ToolException">The model has no such class, or no card.</exception>
    public RecordExplanation(Session session, ModelSource source, ExplanationMethod method, string? baseline, string? className)
    {
        (_session, _source, _method, _baseline) = (session, source, method, baseline);
        var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are prepared. Train one with 'arrhythmia train', which writes the card into the file.");
        _preparation = BeatPreparation.Of(source.Name, source.Model, card);
        _for = className is null ? null : IndexOf(className);
    }

    /// <summary>The annotator whose beats are explained; null to find R peaks.</summary>
    public string? Annotator { get; init; }

    /// <summary>The lead; null for the usual one.</summary>
    public string? Lead { get; init; }

    /// <summary>Explains.</summary>
    /// <param name="name">The record as a person names it.</param>
    /// <param name="choice">Which beats.</param>
    /// <param name="output">The picture to write; null for none.</param>
    /// <param name="overwrite">Whether one that is there may be overwritten.</param>
    public RecordExplanationOutcome Run(string name, RecordBeatChoice choice, string? output, bool overwrite)
    {
        if (choice.Class is not null)
            IndexOf(choice.Class);
        var paths = new RecordFinder(_session).Find([name], []);
        if (paths.Count > 1)
            throw new ToolException(ExitCodes.Usage, Invariant($"'{name}' stands for {paths.Count} records; name one, as {paths[0]}."));
        if (output is not null)
            OutputFile.Prepare(output, overwrite);

        using var record = WfdbRecord.Open(paths[0]);
        var lead = new RecordLead(record, Lead);
        var (beats, peaks) = Choose(record, lead, choice);
        var waves = RecordWaves.Find(new RecordLead(record, Lead), peaks, beats.Select(beat => beat.Sample).ToHashSet(), _session.Cancellation);
        var background = _baseline == ExplanationBaselines.Flat ? null : ExplanationBaselines.ReadBackground(_session, _preparation, record.Name);
        if (background is null && _baseline is not (null or ExplanationBaselines.Flat))
            throw new ToolException(ExitCodes.Failure, $"The baseline '{_baseline}' is made of beats of {MitBihArrhythmiaDatabase.Name}, which is not on this machine. Set {RecordingLibrary.DataVariable}, fetch it with any command that names {MitBihArrhythmiaDatabase.Name}, or give --baseline flat.");
        var baselines = ExplanationBaselines.Of(_baseline ?? ExplanationBaselines.Names[0], background, _source.Model.ContextNames.Count, seed: 1);
        var explained = Explain(beats, waves, new Resampler(lead.SamplingRate), baselines);

        _session.Cancellation.ThrowIfCancellationRequested();
        var outcome = new RecordExplanationOutcome(_source, _method, record.Name, paths[0], lead, baselines.Few.Name, explained, output);
        if (output is not null)
            outcome.Picture().Save(output);
        return outcome;
    }

    private (IReadOnlyList<AnalyzedBeat> Beats, List<long> Peaks) Choose(WfdbRecord record, RecordLead lead, RecordBeatChoice choice)
    {
        using var display = _session.Begin("classifying");
        var analyzer = new RecordAnalyzer(_source.Model, new AnalysisOptions { Normalization = _preparation.Normalization, NormalizationScope = _preparation.Scope, RejectBelow = _source.Model.Card!.RejectBelow });
        IRPeakSource source = Annotator is null ? new DetectedRPeaks(lead.SamplingRate) : AnnotatedRPeaks.Read(lead, Annotator);
        var peaks = new List<long>();
        var progress = new Telling<AnalysisProgress>(p => display.Report(p.Samples / (double)Math.Max(1, lead.Length), Invariant($"{p.Beats} beats")));
        var summary = analyzer.Analyze(lead, source, (in AnalyzedBeat beat) =>
        {
            peaks.Add(beat.Sample);
            choice.Take(beat);
        }, progress, _session.Cancellation);
        display.Step(Invariant($"{summary.Beats} beats in {Values.Clock(summary.Duration.TotalSeconds)} of {lead.Name}, record {record.Name}"));
        return (choice.Chosen(summary.Beats), peaks);
    }

    private List<ExplainedBeat> Explain(IReadOnlyList<AnalyzedBeat> beats, Dictionary<long, BeatDelineation> waves, Resampler rates, ExplanationBaselines baselines)
    {
        var model = _source.Model;
        BeatSegmenter segmenter = _ => _segments;
        var others = ExplanationMethod.All.Where(other => !_method.Name.StartsWith(other.Name, StringComparison.Ordinal)).Select(other => other.Make(model, baselines, segmenter)).ToList();
        var office = new PassportOffice(model, network => _method.Make(network, baselines, segmenter), baselines.Judge, others);
        using var display = _session.Begin("explaining");
        var explained = new List<ExplainedBeat>();
        foreach (var beat in beats)
        {
            _session.Cancellation.ThrowIfCancellationRequested();
            BeatDelineation? found = waves.TryGetValue(beat.Sample, out var own) ? WindowWaves.Of(own, rates.MapSample(beat.Sample) - BeatWindow.Default.Before) : null;
            _segments = found is { } some ? ClinicalSegments.From(some) : BeatSegmenters.FromWindow()(beat.Normalized.Span);
            var probabilities = beat.Probabilities.Span;
            var passport = office.Issue(beat.Normalized.Span, beat.Context.Span, _for ?? System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities));
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
        return BeatFacts.Of(beat, _source.Model.Classes) with
        {
            Waves = waves,
            Shares = double.IsNaN(shares[^1]) ? [] : [.. names.Zip(shares, (part, share) => new SegmentShare(part, share)).Where(part => part.Share > 0)],
            Method = _method.Title,
            FailedChecks = passport.FailedChecks,
        };
    }

    private int IndexOf(string className)
    {
        int index = ((IList<string>)[.. _source.Model.Classes]).IndexOf(className);
        return index >= 0 ? index : throw new ToolException(ExitCodes.Usage, $"The model '{_source.Name}' has no class '{className}'. It has: {string.Join(", ", _source.Model.Classes)}.");
    }
}
