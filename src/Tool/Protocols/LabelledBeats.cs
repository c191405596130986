using System.Numerics.Tensors;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats of MIT-BIH with their classes, ready to be divided, trained on and scored.</summary>
internal sealed class LabelledBeats
{
    private const int ScoredAtOnce = 4096;
    private static readonly int s_supraventricular = LabelScheme.Aami.Classes.ToList().IndexOf("S");

    private readonly BeatSet _beats;

    private LabelledBeats(BeatSet beats, BeatPreparation preparation)
    {
        _beats = beats;
        Preparation = preparation;
        int length = BeatDataset.BeatLength;
        Table = new BeatTable(
            preparation.Scheme.Classes,
            [.. beats.Codes.Select(preparation.Scheme.ClassOf)],
            beats.Records,
            fingerprints: [.. Enumerable.Range(0, beats.Count).Select(beat => BeatFingerprint.Of(beats.Samples.Span.Slice(beat * length, length)))]);
    }

    /// <summary>The beats as a protocol sees them.</summary>
    public BeatTable Table { get; }

    /// <summary>What a model is given of them.</summary>
    public BeatPreparation Preparation { get; }

    /// <summary>What the annotator says of each beat.</summary>
    public IReadOnlyList<AnnotationCode> Codes => _beats.Codes;

    /// <summary>Each beat's record.</summary>
    public IReadOnlyList<string> Records => _beats.Records;

    /// <summary>Each beat's R peak, a sample number of its lead.</summary>
    public IReadOnlyList<long> SampleNumbers => _beats.SampleNumbers;

    /// <summary>Reads the beats of a protocol's records, cut and denoised as everywhere, and prepared as a model needs them.</summary>
    public static LabelledBeats Read(Session session, string protocol, BeatPreparation preparation)
    {
        var finder = new RecordFinder(session);
        string database = MitBihArrhythmiaDatabase.Name;
        var records = finder.Find([.. Protocols.Records(protocol).Select(record => $"{database}/{record}")], []);
        using var display = session.Begin("reading");
        var progress = new Telling<int>(read =>
        {
            display.Report(read / (double)records.Count, Invariant($"{read} of {records.Count} records"));
            if (read == records.Count)
                display.Step(Invariant($"the beats of {read} records of {database}, lead {MitBihArrhythmiaDatabase.PreferredLeadName} where there is one"));
        });
        var options = new BeatSetOptions { Normalization = preparation.Normalization, NormalizationScope = preparation.Scope };
        return new LabelledBeats(BeatSet.Read(records, options, progress, session.Cancellation), preparation);
    }

    /// <summary>
    /// The beats of none of the model's classes, as a protocol lets the two sides see them: by patient those of each side's records, and
    /// otherwise a fifth of them, drawn by the seed, with the test set and the rest with the training set.
    /// </summary>
    public (IReadOnlyList<int> Training, IReadOnlyList<int> Test) OtherBeats(BeatSplit split)
    {
        int[] others = [.. Enumerable.Range(0, Codes.Count).Where(row => Table.Labels[row] < 0)];
        if (Protocols.IsByPatient(split.Protocol))
            return (Of(split.Training), Of(split.Test));
        var (training, test) = ValidationSplit.ByClass(new int[others.Length], 0.2, split.Seed);
        return ([.. training.Select(i => others[i])], [.. test.Select(i => others[i])]);

        int[] Of(IReadOnlyList<int> side)
        {
            var records = side.Select(row => Records[row]).ToHashSet(StringComparer.Ordinal);
            return [.. others.Where(row => records.Contains(Records[row]))];
        }
    }

    /// <summary>Some beats as a set to train on.</summary>
    /// <param name="rows">The beats.</param>
    /// <param name="excerptCopies">How many times over their records' excerpts about ectopic beats are added (<see cref="BeatSet.EctopicExcerpts"/>); 0 for the beats alone.</param>
    public BeatDataset ToDataset(IReadOnlyList<int> rows, int excerptCopies = 0)
    {
        float[] samples = _beats.SamplesOf(rows);
        int[] labels = [.. rows.Select(row => Table.Labels[row])];
        var context = _beats.ContextOf(rows, Preparation.ContextNames);
        if (excerptCopies == 0)
            return new BeatDataset(samples, labels, Table.Classes, context);

        var records = rows.Select(row => Records[row]).ToHashSet(StringComparer.Ordinal);
        var excerpts = _beats.EctopicExcerpts(beat => records.Contains(Records[beat]) && LabelScheme.Aami.ClassOf(Codes[beat]) == s_supraventricular);
        int[] beats = [.. Enumerable.Range(0, excerpts.Count).Where(beat => LabelOf(beat) >= 0)];
        beats = [.. Enumerable.Repeat(beats, excerptCopies).SelectMany(all => all)];
        var around = excerpts.ContextOf(beats, Preparation.ContextNames);
        return new BeatDataset(
            [.. samples, .. excerpts.SamplesOf(beats)], [.. labels, .. beats.Select(LabelOf)], Table.Classes,
            context is null ? null : new BeatContext(context.Names, [.. context.Values, .. around!.Values]));

        int LabelOf(int beat) => Preparation.Scheme.ClassOf(excerpts.Codes[beat]);
    }

    /// <summary>The most probable class of each of some beats, and how probable it is.</summary>
    public Predictions Predict(ArrhythmiNetModel model, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        int classes = model.Classes.Count;
        var predicted = new Predictions(new int[rows.Count], new float[rows.Count]);
        var probabilities = new float[ScoredAtOnce * classes];
        for (int first = 0; first < rows.Count; first += ScoredAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] part = [.. rows.Skip(first).Take(ScoredAtOnce)];
            var scores = probabilities.AsSpan(0, part.Length * classes);
            model.Score(_beats.SamplesOf(part), _beats.ContextOf(part, Preparation.ContextNames)?.Values ?? [], scores, threads: 0);
            for (int i = 0; i < part.Length; i++)
            {
                var ofBeat = scores.Slice(i * classes, classes);
                int best = TensorPrimitives.IndexOfMax(ofBeat);
                (predicted.Classes[first + i], predicted.Confidences[first + i]) = (best, ofBeat[best]);
            }
        }

        return predicted;
    }
}
