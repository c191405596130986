using System.Numerics.Tensors;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>A record's beats with their classes: the model's, or those of annotations with what a person changed in them.</summary>
/// <param name="Beats">The beats.</param>
/// <param name="Labels">The beats as annotations, to be compared with others.</param>
/// <param name="Results">What the model says of them, as an annotation file holds it.</param>
/// <param name="Chosen">The beats to show, with what the network was given.</param>
/// <param name="Origin">Where the beats come from, in a sentence.</param>
/// <param name="Paced">Where annotations say that the heart was paced.</param>
internal sealed record JudgedRecord(IReadOnlyList<ReportedBeat> Beats, IReadOnlyList<Annotation> Labels, ResultAnnotations Results, IReadOnlyList<(int Index, string Why, AnalyzedBeat Beat)> Chosen, string Origin, IReadOnlyList<TimeStretch> Paced)
{
    private const double PacedGap = 3;

    /// <summary>Judges a record.</summary>
    /// <param name="session">The run.</param>
    /// <param name="record">The record.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="preparation">How beats are prepared for the model.</param>
    /// <param name="reference">Reference annotations, which may tell of pacing; null for none.</param>
    public static JudgedRecord Of(Session session, Recording record, ReportSettings settings, BeatPreparation preparation, IReadOnlyList<Annotation>? reference)
    {
        using var display = session.Begin("classifying");
        var lead = new RecordLead(record, settings.Lead);
        var model = settings.Source.Model;
        var given = settings.Annotations is { } annotator ? record.ReadAnnotations(annotator, settings.AnnotationsFolder) : null;
        var review = given is null ? null : new AnnotationReview(given);
        IRPeakSource peaks = review is null ? new DetectedRPeaks(lead.SamplingRate) : new AnnotatedRPeaks(review.Beats, lead.SamplesPerFrame);
        var analyzer = new RecordAnalyzer(model, new AnalysisOptions { RejectBelow = settings.RejectBelow ?? model.Card?.RejectBelow });
        AnnotationCode[] codes = [.. model.Classes.Select(name => AnnotationCode.TryFromSymbol(name, out var code) ? code : AnnotationCode.Unclassifiable)];

        var (beats, labels, choice) = (new List<ReportedBeat>(), new List<Annotation>(), new TellingChoice(model.Classes.Count));
        var results = new ResultAnnotations(model.Classes, lead.SamplesPerFrame);
        var progress = new Telling<AnalysisProgress>(p => display.Report(p.Samples / (double)Math.Max(1, lead.Length), Invariant($"{p.Beats} beats")));
        var summary = analyzer.Analyze(lead, peaks, (in AnalyzedBeat beat) =>
        {
            // A beat that is marked twice counts once.
            if (beats.Count > 0 && beat.Sample <= beats[^1].Sample)
                return;
            var judged = Judge(beat, review, preparation.Scheme, codes, settings.RejectBelow is not null);
            results.Add(beat);
            choice.Take(beats.Count, beat, judged.ClassIndex);
            labels.Add(new Annotation(beat.Sample / lead.SamplesPerFrame, judged.ClassIndex >= 0 ? codes[judged.ClassIndex] : AnnotationCode.Unclassifiable));
            beats.Add(judged);
        }, progress, session.Cancellation);
        display.Step(Invariant($"{summary.Beats} beats in {Values.Clock(summary.Duration.TotalSeconds)} of {lead.Name}, record {record.Name}"));
        return new JudgedRecord(beats, labels, results, choice.Chosen(), OriginOf(settings, review, beats), PacedStretches(record, [.. (given ?? []).Concat(reference ?? []).OrderBy(annotation => annotation.Sample)]));
    }

    private static ReportedBeat Judge(in AnalyzedBeat beat, AnnotationReview? review, LabelScheme scheme, AnnotationCode[] codes, bool rejects)
    {
        int index = (int)beat.Index;
        int best = beat.Probabilities.IsEmpty ? -1 : TensorPrimitives.IndexOfMax(beat.Probabilities.Span);
        int own = rejects ? beat.ClassIndex : best;
        bool unsure = beat.IsRejected && !rejects, reviewed = false;
        if (review is not null && !review.IsOnlyFound(index))
        {
            var given = review.Beats[index];

            // What another program or person wrote is theirs where it is not what the model says too.
            reviewed = review.IsOwn ? review.IsReviewed(index) : scheme.ClassOf(given.Code) != best;
            bool keeps = !reviewed && !rejects && ModelLabel.TryRead(given, out var label) && label.IsRejected && scheme.Classes.Contains(label.Class);
            if (!keeps)
                (own, unsure) = (scheme.ClassOf(given.Code), false);
        }

        return new ReportedBeat
        {
            Sample = beat.Sample,
            ClassIndex = own,
            Class = own >= 0 ? codes[own].Aami : AamiClass.None,
            Probability = best < 0 ? float.NaN : beat.Probabilities.Span[best],
            IsUnsure = unsure,
            Status = beat.Status,
            IsReviewed = reviewed,
        };
    }

    private static string OriginOf(ReportSettings settings, AnnotationReview? review, List<ReportedBeat> beats)
    {
        if (review is null)
            return $"Beats were found by this program and judged by the model {settings.Source.Name}.";
        int reviewed = beats.Count(beat => beat.IsReviewed);
        return review.IsOwn
            ? Invariant($"Beats are those of the annotation file ‘{settings.Annotations}’, which this program wrote; {reviewed} of them were labelled or added by a person.")
            : Invariant($"Beats and classes are those of the annotation file ‘{settings.Annotations}’, which this program did not write; {reviewed} differ from what the model {settings.Source.Name} says, and are marked as reviewed.");
    }

    /// <summary>Where paced beats or spikes follow one another.</summary>
    private static IReadOnlyList<TimeStretch> PacedStretches(Recording record, IReadOnlyList<Annotation> annotations)
    {
        var stretches = new List<TimeStretch>();
        foreach (var annotation in annotations)
        {
            if (annotation.Code != AnnotationCode.Paced && annotation.Code != AnnotationCode.PacedFusion && annotation.Code != AnnotationCode.PacemakerSpike)
                continue;
            double time = annotation.Sample / record.SamplingFrequency, end = Math.Min(time + 0.4, record.Length / record.SamplingFrequency);
            if (stretches.Count > 0 && time - stretches[^1].End < PacedGap)
                stretches[^1] = stretches[^1] with { End = end };
            else
                stretches.Add(new TimeStretch(Math.Max(0, time - 0.3), end));
        }

        return stretches;
    }
}
