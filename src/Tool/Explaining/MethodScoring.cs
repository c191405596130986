using System.Diagnostics;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>Scores every method's explanations of many beats, on all cores; results do not depend on their number.</summary>
internal sealed class MethodScoring
{
    private const int TimedBeats = 10;
    private const int TimedRuns = 3;

    private readonly ArrhythmiNetModel _model;
    private readonly ChosenBeats _beats;
    private readonly int[] _classes;
    private readonly bool[] _cascades;

    /// <summary>Prepares the scoring.</summary>
    /// <param name="model">The network.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="cascadePerClass">Beats of each class, by their true one, for which all layers are randomised, one after the other.</param>
    public MethodScoring(ArrhythmiNetModel model, ChosenBeats beats, int cascadePerClass)
    {
        (_model, _beats) = (model, beats);
        int classes = model.Classes.Count;
        var probabilities = new float[beats.Beats.Count * classes];
        model.Score(beats.Beats.Samples, beats.Beats.Context?.Values ?? [], probabilities);
        _classes = [.. Enumerable.Range(0, beats.Beats.Count).Select(i => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities.AsSpan(i * classes, classes)))];
        var seen = new int[classes];
        _cascades = [.. beats.Beats.Labels.Select(label => seen[label]++ < cascadePerClass)];
    }

    /// <summary>The methods: those compared, then a variant and a control.</summary>
    public static IReadOnlyList<ExplanationMethod> Methods { get; } = [.. ExplanationMethod.All, ExplanationMethod.SignedGradCam, ExplanationMethod.Control];

    /// <summary>Scores all beats.</summary>
    public BeatScores[] Run(Session session)
    {
        var results = new BeatScores[_beats.Beats.Count];
        using var display = session.Begin("scoring");
        var gate = new Lock();
        int done = 0, tenths = 0;
        var options = new ParallelOptions { CancellationToken = session.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, results.Length, options, () => new Worker(_model, _beats), (i, _, worker) =>
        {
            results[i] = worker.Score(i, _classes[i], _cascades[i]);
            lock (gate)
            {
                done++;
                display.Report(done / (double)results.Length, Invariant($"{done} of {results.Length} beats"));
                if (10 * done / results.Length > tenths)
                {
                    tenths = 10 * done / results.Length;
                    display.Step(Invariant($"{done} of {results.Length} beats"));
                }
            }

            return worker;
        }, _ => { });
        return results;
    }

    /// <summary>What a plain score and each method's explanation of a beat cost, in ms on one thread: the median over some beats of the least of some runs.</summary>
    public (double PlainScore, double[] Methods) Time()
    {
        var worker = new Worker(_model, _beats);
        var probabilities = new float[_model.Classes.Count];
        int[] some = [.. Enumerable.Range(0, Math.Min(TimedBeats, _classes.Length)).Select(i => i * _classes.Length / Math.Min(TimedBeats, _classes.Length))];
        return (Median(i => _model.Score(_beats.Beat(i), _beats.Context(i), probabilities), repeats: 20), [.. worker.Methods.Select(method => Median(i => worker.Explain(method, i, _classes[i]), repeats: 1))]);

        double Median(Action<int> work, int repeats)
        {
            double[] least = [.. some.Select(i => Enumerable.Range(0, TimedRuns).Min(_ => Once(i)))];
            Array.Sort(least);
            return least[least.Length / 2];

            double Once(int i)
            {
                long start = Stopwatch.GetTimestamp();
                for (int n = 0; n < repeats; n++)
                    work(i);
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
            }
        }
    }

    /// <summary>What one thread works with.</summary>
    private sealed class Worker
    {
        private readonly ChosenBeats _beats;
        private readonly MethodComparison _comparison;
        private readonly DeletionInsertion _aside;
        private readonly int _layers;
        private IReadOnlyList<ClinicalSegment> _segments = [];

        public Worker(ArrhythmiNetModel model, ChosenBeats beats)
        {
            _beats = beats;
            _layers = LayerRandomization.LayersOf(model).Count;
            _comparison = new MethodComparison(model, Makers(ExplanationMethod.All), beats.Baselines.Judge, Makers([ExplanationMethod.SignedGradCam, ExplanationMethod.Control]));
            _aside = new DeletionInsertion(model, Baseline.FlatLine(model.ContextNames.Count));
            Methods = _comparison.Methods;

            // Under noise, shifts and other weights a beat keeps the segments that were found in the record.
            Func<ArrhythmiNetModel, IAttributionMethod>[] Makers(IReadOnlyList<ExplanationMethod> methods) =>
                [.. methods.Select(method => (Func<ArrhythmiNetModel, IAttributionMethod>)(network => method.Make(network, beats.Baselines, _ => _segments)))];
        }

        public IReadOnlyList<IAttributionMethod> Methods { get; }

        public void Explain(IAttributionMethod method, int beat, int classIndex)
        {
            _segments = _beats.Segments[beat];
            method.Attribute(_beats.Beat(beat), _beats.Context(beat), classIndex);
        }

        public BeatScores Score(int beat, int classIndex, bool cascades)
        {
            _segments = _beats.Segments[beat];
            var passports = _comparison.Issue(_beats.Beat(beat), _beats.Context(beat), classIndex, cascades ? _layers : 1);
            var random = _aside.InRandomOrders(_beats.Beat(beat), _beats.Context(beat), classIndex);
            var scores = new MethodScore[passports.Length];
            var correlations = new double[passports.Length, passports.Length];
            for (int i = 0; i < scores.Length; i++)
            {
                var passport = passports[i];
                var aside = _aside.Score(_beats.Beat(beat), _beats.Context(beat), passport.Attribution, random);
                scores[i] = new MethodScore(passport.DeletionInsertion, aside, passport.Infidelity, passport.Randomized, passport.Stability.Noise, passport.Stability.Shift,
                    passport.Agreement!.Value, EvidencePlaces.Of(passport.Attribution, _segments), passport.FailedChecks, passport.Attribution.Values);
                for (int j = 0; j < i; j++)
                    correlations[i, j] = correlations[j, i] = RankCorrelation.Of(passport.Attribution.Values, passports[j].Attribution.Values);
                correlations[i, i] = 1;
            }

            return new BeatScores(_beats.Records[beat], classIndex, scores, correlations);
        }
    }
}
