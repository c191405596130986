using System.Numerics.Tensors;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats of MIT-BIH with their classes, ready to be divided, trained on and scored.</summary>
internal sealed class LabelledBeats
{
    // Between two looks at whether the command is cancelled.
    private const int BeatsOfThread = 64;

    private readonly BeatSet _beats;

    private LabelledBeats(BeatSet beats, BeatPreparation preparation, CancellationToken cancellation)
    {
        _beats = beats;
        Preparation = preparation;
        int length = BeatDataset.BeatLength;
        Table = new BeatTable(
            preparation.Scheme.Classes,
            [.. beats.Codes.Select(preparation.Scheme.ClassOf)],
            beats.Records,
            fingerprints: [.. Enumerable.Range(0, beats.Count).Select(Fingerprint)]);

        UInt128 Fingerprint(int beat)
        {
            cancellation.ThrowIfCancellationRequested();
            return BeatFingerprint.Of(beats.Samples.Span.Slice(beat * length, length));
        }
    }

    /// <summary>The beats as a protocol sees them.</summary>
    public BeatTable Table { get; }

    /// <summary>What a model is given of them.</summary>
    public BeatPreparation Preparation { get; }

    /// <summary>What the annotator says of each beat.</summary>
    public IReadOnlyList<AnnotationCode> Codes => _beats.Codes;

    /// <summary>Each beat's record.</summary>
    public IReadOnlyList<string> Records => _beats.Records;

    /// <summary>Each beat's RR intervals.</summary>
    public IReadOnlyList<RrFeatures> Rr => _beats.Rr;

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
        return new LabelledBeats(BeatSet.Read(records, options, progress, session.Cancellation), preparation, session.Cancellation);
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
    public BeatDataset ToDataset(IReadOnlyList<int> rows) =>
        new(_beats.SamplesOf(rows), [.. rows.Select(row => Table.Labels[row])], Table.Classes, ContextOf(rows));

    /// <summary>Some beats' context; null where the model takes none.</summary>
    /// <param name="rows">The beats.</param>
    public BeatContext? ContextOf(IReadOnlyList<int> rows) => _beats.ContextOf(rows, Preparation.ContextNames);

    /// <summary>The most probable class of each of some beats, and how probable it is.</summary>
    public Predictions Predict(ArrhythmiNetModel model, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        int classes = model.Classes.Count;
        var predicted = new Predictions(new int[rows.Count], new float[rows.Count]);
        int scoredAtOnce = BeatsOfThread * Environment.ProcessorCount;
        var probabilities = new float[scoredAtOnce * classes];
        for (int first = 0; first < rows.Count; first += scoredAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] part = [.. rows.Skip(first).Take(scoredAtOnce)];
            var scores = probabilities.AsSpan(0, part.Length * classes);
            model.Score(_beats.SamplesOf(part), ContextOf(part)?.Values ?? [], scores, threads: 0);
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
