using System.Numerics.Tensors;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>What weighs in each class for one model, over beats that it judges rightly.</summary>
/// <param name="Source">The model.</param>
/// <param name="Baseline">What beats are held against.</param>
/// <param name="Classes">Each class.</param>
internal sealed record ModelOverview(ModelSource Source, string Baseline, IReadOnlyList<ClassView> Classes)
{
    /// <summary>Gathers it on all cores; the result does not depend on their number.</summary>
    public static ModelOverview Of(Session session, ModelSource source, ChosenBeats beats, ExplanationMethod method)
    {
        var model = source.Model;
        var attributions = new BeatAttribution?[beats.Beats.Count];
        using var display = session.Begin(Invariant($"explaining {source.Name}"));
        var gate = new Lock();
        int done = 0;
        Parallel.For(0, attributions.Length, new ParallelOptions { CancellationToken = session.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () =>
            {
                var segments = new CurrentSegments();
                return (Segments: segments, Method: method.Make(model, beats.Baselines, segments.Of), Probabilities: new float[model.Classes.Count]);
            },
            (i, _, own) =>
            {
                model.Score(beats.Beat(i), beats.Context(i), own.Probabilities);
                own.Segments.Now = beats.Segments[i];
                if (TensorPrimitives.IndexOfMax(own.Probabilities) == beats.Beats.Labels[i])
                    attributions[i] = own.Method.Attribute(beats.Beat(i), beats.Context(i), beats.Beats.Labels[i]);
                lock (gate)
                    display.Report(++done / (double)attributions.Length, Invariant($"{done} of {attributions.Length} beats"));
                return own;
            }, _ => { });
        display.Step(Invariant($"{done} beats by {method.Name}"));

        // In the order of the beats, so that sums have the same bits every time.
        var overview = new AttributionOverview();
        for (int i = 0; i < attributions.Length; i++)
        {
            if (attributions[i] is { } attribution)
                overview.Add(beats.Millivolts(i), attribution, beats.Segments[i]);
        }

        return new ModelOverview(source, beats.Baselines.Few.Name, [.. overview.Classes.Select(own => ClassView.Of(own, beats, attributions, model.Classes))]);
    }

    /// <summary>The segments of the beat that a thread works on.</summary>
    private sealed class CurrentSegments
    {
        public IReadOnlyList<ClinicalSegment> Now { get; set; } = [];

        public IReadOnlyList<ClinicalSegment> Of(ReadOnlySpan<float> beat) => Now;
    }
}

/// <summary>What weighs in one class, and what was measured of its beats.</summary>
/// <param name="Overview">Mean beat and mean attribution.</param>
/// <param name="Misjudged">Beats of the class that the network takes for others, which are left out.</param>
/// <param name="PFound">The share of beats in which a P wave was found.</param>
/// <param name="QrsMilliseconds">The QRS complex's duration.</param>
/// <param name="Shares">The share of the evidence in each of <see cref="EvidencePlaces.Names"/>.</param>
/// <param name="TimeShares">The share of the window's time that each takes.</param>
/// <param name="Segments">Where waves lie on average, of those that at least half the beats have.</param>
internal sealed record ClassView(
    ClassOverview Overview, int Misjudged, MeanFigure? PFound, MeanFigure? QrsMilliseconds, IReadOnlyList<MeanFigure?> Shares, IReadOnlyList<double> TimeShares, IReadOnlyList<SegmentMark> Segments)
{
    /// <summary>Gathers it.</summary>
    public static ClassView Of(ClassOverview overview, ChosenBeats beats, BeatAttribution?[] attributions, IReadOnlyList<string> classes)
    {
        int label = ((IList<string>)[.. classes]).IndexOf(overview.ClassName);
        int[] own = [.. Enumerable.Range(0, attributions.Length).Where(i => beats.Beats.Labels[i] == label && attributions[i] is not null)];
        double[][] shares = [.. own.Select(i => EvidencePlaces.Of(attributions[i]!, beats.Segments[i]))];
        double[][] times = [.. own.Select(i => EvidencePlaces.OfTime(beats.Segments[i], BeatWindow.Default.Length))];
        return new ClassView(
            overview, beats.Beats.CountPerClass[label] - own.Length,
            MeanFigure.Of(own.Select(i => (beats.Records[i], beats.Waves[i]?.P is null ? 0.0 : 1.0))),
            MeanFigure.Of(own.Select(i => (beats.Records[i], beats.Waves[i]?.Qrs is { } qrs ? 1000 * qrs.Duration / Resampler.DefaultOutputRate : double.NaN))),
            [.. EvidencePlaces.Names.Select((_, p) => MeanFigure.Of(own.Select((i, n) => (beats.Records[i], shares[n][p]))))],
            [.. EvidencePlaces.Names.Select((_, p) => times.Average(time => time[p]))],
            [.. Marks([.. own.Select(i => beats.Waves[i])])]);
    }

    private static IEnumerable<SegmentMark> Marks(BeatDelineation?[] waves)
    {
        (string Name, (long From, long To)[] Places)[] found =
        [
            ("P", [.. waves.Select(w => w?.P).OfType<Wave>().Select(p => (p.Onset, p.Offset))]),
            ("QRS", [.. waves.Select(w => w?.Qrs).OfType<QrsComplex>().Select(q => (q.Onset, q.Offset))]),
            ("T", [.. waves.Select(w => w?.T).OfType<Wave>().Select(t => (t.Onset, t.Offset))]),
        ];
        return found.Where(wave => 2 * wave.Places.Length >= waves.Length && wave.Places.Length > 0)
            .Select(wave => new SegmentMark(wave.Name, Math.Max(0, wave.Places.Average(p => p.From)), Math.Min(BeatWindow.Default.Length, wave.Places.Average(p => p.To) + 1)));
    }
}
