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

    private readonly BeatSet _beats;
    private readonly BeatPreparation _preparation;

    private LabelledBeats(BeatSet beats, BeatPreparation preparation)
    {
        _beats = beats;
        _preparation = preparation;
        int length = BeatDataset.BeatLength;
        Table = new BeatTable(
            preparation.Scheme.Classes,
            [.. beats.Codes.Select(preparation.Scheme.ClassOf)],
            beats.Records,
            fingerprints: [.. Enumerable.Range(0, beats.Count).Select(beat => BeatFingerprint.Of(beats.Samples.Span.Slice(beat * length, length)))]);
    }

    /// <summary>The beats as a protocol sees them.</summary>
    public BeatTable Table { get; }

    /// <summary>What the annotator says of each beat.</summary>
    public IReadOnlyList<AnnotationCode> Codes => _beats.Codes;

    /// <summary>Each beat's record.</summary>
    public IReadOnlyList<string> Records => _beats.Records;

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

    /// <summary>Some beats as a set to train on.</summary>
    public BeatDataset ToDataset(IReadOnlyList<int> rows) =>
        new(_beats.SamplesOf(rows), [.. rows.Select(row => Table.Labels[row])], Table.Classes, _beats.ContextOf(rows, _preparation.ContextNames));

    /// <summary>The most probable class of each of some beats.</summary>
    public int[] Predict(ArrhythmiNetModel model, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        int classes = model.Classes.Count;
        var predicted = new int[rows.Count];
        var probabilities = new float[ScoredAtOnce * classes];
        for (int first = 0; first < rows.Count; first += ScoredAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] part = [.. rows.Skip(first).Take(ScoredAtOnce)];
            var scores = probabilities.AsSpan(0, part.Length * classes);
            model.Score(_beats.SamplesOf(part), _beats.ContextOf(part, _preparation.ContextNames)?.Values ?? [], scores, threads: 0);
            for (int i = 0; i < part.Length; i++)
                predicted[first + i] = TensorPrimitives.IndexOfMax(scores.Slice(i * classes, classes));
        }

        return predicted;
    }
}
