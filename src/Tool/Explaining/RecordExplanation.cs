using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
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

    /// <summary>What is known of a CSV file.</summary>
    public CsvOptions? Csv { get; init; }

    /// <summary>Explains.</summary>
    /// <param name="name">The record as a person names it.</param>
    /// <param name="choice">Which beats.</param>
    /// <param name="output">The picture to write; null for none.</param>
    /// <param name="overwrite">Whether one that is there may be overwritten.</param>
    public RecordExplanationOutcome Run(string name, RecordBeatChoice choice, string? output, bool overwrite)
    {
        if (choice.Class is not null)
            IndexOf(choice.Class);
        string path = new RecordFinder(_session).FindOne(name);
        if (output is not null)
            OutputFile.Prepare(output, overwrite);

        using var record = Recording.Open(path, Csv);
        var lead = new RecordLead(record, Lead);
        LeadWithoutBeats.Refuse(record, lead);
        var (beats, peaks) = Choose(record, lead, choice);
        var waves = RecordWaves.Find(new RecordLead(record, Lead), peaks, beats.Select(beat => beat.Sample).ToHashSet(), _session.Cancellation);
        var background = _baseline == ExplanationBaselines.Flat ? null : ExplanationBaselines.ReadBackground(_session, _preparation, record.Name);
        if (background is null && _baseline is not (null or ExplanationBaselines.Flat))
            throw new ToolException(ExitCodes.Failure, $"The baseline '{_baseline}' is made of beats of {MitBihArrhythmiaDatabase.Name}, which is not on this machine. Set {RecordingLibrary.DataVariable}, fetch it with any command that names {MitBihArrhythmiaDatabase.Name}, or give --baseline flat.");
        var baselines = ExplanationBaselines.Of(_baseline ?? ExplanationBaselines.Names[0], background, _source.Model.ContextNames.Count, seed: 1);
        var explained = new BeatExplaining(_session, _source.Model, [_method], baselines).Explain(beats, waves, new Resampler(lead.SamplingRate), _for).Select(own => own[0]).ToList();

        _session.Cancellation.ThrowIfCancellationRequested();
        var outcome = new RecordExplanationOutcome(_source, _method, record.Name, path, lead, baselines.Few.Name, explained, output);
        if (output is not null)
            outcome.Picture().Save(output);
        return outcome;
    }

    private (IReadOnlyList<AnalyzedBeat> Beats, List<long> Peaks) Choose(Recording record, RecordLead lead, RecordBeatChoice choice)
    {
        using var display = _session.Begin("classifying");
        var analyzer = new RecordAnalyzer(_source.Model, new AnalysisOptions { RejectBelow = _source.Model.Card!.RejectBelow });
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

    private int IndexOf(string className)
    {
        int index = ((IList<string>)[.. _source.Model.Classes]).IndexOf(className);
        return index >= 0 ? index : throw new ToolException(ExitCodes.Usage, $"The model '{_source.Name}' has no class '{className}'. It has: {string.Join(", ", _source.Model.Classes)}.");
    }
}
