using System.Runtime.CompilerServices;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Classifies every beat of a recording, of any length, in memory that does not grow with it.</summary>
/// <remarks>
/// <para>The lead is read in blocks; brought to 360 samples a second where it has another rate (<see cref="Resampler.ForBeats"/>); denoised
/// (<see cref="StreamingWaveletDenoiser"/>); cut into windows of 360 samples about the R peaks (<see cref="BeatWindow.Default"/>), each
/// normalised; and scored by the network in batches, with what it takes of the beat's context (<see cref="ContextMeasures"/>). R peaks are
/// those of an annotation file or a detector, which sees the lead as recorded; RR intervals are measured at the lead's own rate over
/// every beat.</para>
/// <para>Beats whose window leaves the recording or holds missing samples come out too, unclassified, and are counted.</para>
/// <para>Results do not depend on threads or block size, and are those of the same steps taken on the whole record. One analyzer may work
/// on several recordings at once. Nothing is allocated per beat by <see cref="Analyze(ISampleSource, IRPeakSource, BeatVisitor, IProgress{AnalysisProgress}?, CancellationToken)"/>.</para>
/// </remarks>
public sealed class RecordAnalyzer
{
    /// <summary>Makes an analyzer.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">How to work; null for the defaults.</param>
    /// <exception cref="ArgumentException">The model is not for beats of 360 samples, or takes context that is not measured here (<see cref="ContextMeasures"/>), its card names a normalisation that is not known, or an option is out of its range or needs the whole
    /// record at once.</exception>
    public RecordAnalyzer(ArrhythmiNetModel model, AnalysisOptions? options = null)
    {
        Options = Checked(model, options);
        Model = model;
    }

    /// <summary>The options for a model, with what they leave to its card, when all is checked.</summary>
    internal static AnalysisOptions Checked(ArrhythmiNetModel model, AnalysisOptions? given)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.InputLength != BeatWindow.Default.Length)
            throw new ArgumentException(Invariant($"The model takes beats of {model.InputLength} samples; beats are cut to {BeatWindow.Default.Length}."), nameof(model));
        ContextMeasures.PlacesOf(model.ContextNames);
        var options = (given ?? new AnalysisOptions()).For(model);
        options.Check(model);
        if (options.Denoising is { } denoising) _ = new StreamingWaveletDenoiser(denoising);
        return options;
    }

    /// <summary>The network.</summary>
    public ArrhythmiNetModel Model { get; }

    /// <summary>How the analyzer works; what was left to the model's card is said.</summary>
    public AnalysisOptions Options { get; }

    /// <summary>Classifies the beats of a record: those that an annotator marked, or those that are found in it.</summary>
    /// <param name="record">The record; not to be used otherwise meanwhile.</param>
    /// <param name="visitor">Told of each beat in order of time, on the calling thread.</param>
    /// <param name="annotator">The annotation file's extension, <c>atr</c> for reference annotations; null to find the R peaks.</param>
    /// <param name="lead">The lead's name; null for MLII, or where the record has none, its first lead.</param>
    /// <param name="progress">Told of progress, on the calling thread, and at the end; or null.</param>
    /// <param name="cancellationToken">Ends the analysis early.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The record has no such lead.</exception>
    /// <exception cref="FileNotFoundException">There is no such annotation file.</exception>
    /// <exception cref="InvalidDataException">A file of the record is damaged, or the annotations are not in order of time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public AnalysisSummary Analyze(Recording record, BeatVisitor visitor, string? annotator = MitBihArrhythmiaDatabase.Annotator, string? lead = null,
        IProgress<AnalysisProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var source = new RecordLead(record, lead);
        IRPeakSource peaks = annotator is null ? new DetectedRPeaks(source.SamplingRate) : AnnotatedRPeaks.Read(source, annotator);
        return Analyze(source, peaks, visitor, progress, cancellationToken);
    }

    /// <summary>Classifies the beats of a recording.</summary>
    /// <param name="source">The lead's samples.</param>
    /// <param name="peaks">The R peaks.</param>
    /// <param name="visitor">Told of each beat in order of time, on the calling thread.</param>
    /// <param name="progress">Told of progress, on the calling thread, and at the end; or null.</param>
    /// <param name="cancellationToken">Ends the analysis early.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="InvalidDataException">The recording is damaged, or the R peaks are not in order of time. Beats well before the place were given out.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public AnalysisSummary Analyze(ISampleSource source, IRPeakSource peaks, BeatVisitor visitor, IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var cutter = Cutter(source, peaks);
        var beats = new BeatReader(Model, source.SamplingRate, Options);
        using var run = new AnalysisRun(cutter, Model, Options, cancellationToken);
        while (run.Next() is { } batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                visitor(beats.Read(batch, i, copies: false));
            }
            progress?.Report(new AnalysisProgress(batch.SamplesRead, source.Length, beats.Count));
        }
        progress?.Report(new AnalysisProgress(cutter.SamplesRead, cutter.SamplesRead, beats.Count));
        return beats.Summary(cutter.SamplesRead, cutter.SamplesMissing);
    }

    /// <summary>Classifies the beats of a recording as they are asked for.</summary>
    /// <param name="source">The lead's samples.</param>
    /// <param name="peaks">The R peaks.</param>
    /// <param name="progress">Told of progress, and at the end; or null.</param>
    /// <param name="cancellationToken">Ends the analysis early.</param>
    /// <returns>The beats in order of time. Their memory is their own and may be kept.</returns>
    /// <exception cref="InvalidDataException">The recording is damaged, or the R peaks are not in order of time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<AnalyzedBeat> AnalyzeAsync(ISampleSource source, IRPeakSource peaks, IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        return Enumerate(Cutter(source, peaks), source, progress, cancellationToken);
    }

    private RecordCutter Cutter(ISampleSource source, IRPeakSource peaks)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(peaks);
        return new RecordCutter(source, peaks, BeatWindow.Default, Options);
    }

    private async IAsyncEnumerable<AnalyzedBeat> Enumerate(RecordCutter cutter, ISampleSource source, IProgress<AnalysisProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var beats = new BeatReader(Model, source.SamplingRate, Options);
        using var run = new AnalysisRun(cutter, Model, Options, cancellationToken);
        while (await Task.Run(run.Next, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return beats.Read(batch, i, copies: true);
            }
            progress?.Report(new AnalysisProgress(batch.SamplesRead, source.Length, beats.Count));
        }
        progress?.Report(new AnalysisProgress(cutter.SamplesRead, cutter.SamplesRead, beats.Count));
    }
}
