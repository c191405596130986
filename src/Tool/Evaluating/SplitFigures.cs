using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What a model gave on the test set of a division.</summary>
internal sealed class SplitFigures
{
    private readonly Dictionary<string, (List<int> Actual, List<int> Predicted)> _aamiByRecord = [];

    private SplitFigures(ArrhythmiNetModel model, LabelledBeats beats, BeatSplit split, CancellationToken cancellation)
    {
        Leakage = LeakageAudit.Of(beats.Table, split);
        Classes = beats.Table.Classes;
        var predictions = beats.Predict(model, split.Test, cancellation);
        Actual = [.. split.Test.Select(row => beats.Table.Labels[row])];
        Predicted = predictions.Classes;
        Reject = new RejectFigures(
            predictions,
            [.. Actual.Zip(Predicted, (actual, said) => actual == said)],
            beats.Predict(model, beats.OtherBeats(split).Test, cancellation));
        if (Protocols.IsByPatient(split.Protocol))
            CompareByAami(model, beats, split, cancellation);
    }

    /// <summary>The model's classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What the test set shares with the training set.</summary>
    public LeakageAudit Leakage { get; }

    /// <summary>Each test beat's class.</summary>
    public IReadOnlyList<int> Actual { get; }

    /// <summary>Each test beat's class by the model.</summary>
    public IReadOnlyList<int> Predicted { get; }

    /// <summary>What leaving out unsure beats comes to.</summary>
    public RejectFigures Reject { get; }

    /// <summary>Beats of the test records that are of AAMI class Q: counted, not predicted.</summary>
    public long AamiUnclassifiable { get; private set; }

    /// <summary>Beats of AAMI's classes N, S, V and F, and what the model's classes say of them in AAMI's terms, by record; empty where patients stand on both sides.</summary>
    public IEnumerable<(string Record, IReadOnlyList<int> Actual, IReadOnlyList<int> Predicted)> AamiByRecord =>
        _aamiByRecord.Select(record => (record.Key, (IReadOnlyList<int>)record.Value.Actual, (IReadOnlyList<int>)record.Value.Predicted));

    /// <summary>Each test record's detected and classified beats beside the reference's; null where they were not asked for.</summary>
    public IReadOnlyList<DetectedRecordFigures>? Detected { get; private init; }

    /// <summary>Judges a model.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="model">The model.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="split">Which of them test it.</param>
    /// <param name="detects">Whether to judge it on the beats that the detector finds, too.</param>
    public static SplitFigures Of(Session session, ArrhythmiNetModel model, LabelledBeats beats, BeatSplit split, bool detects) => new(model, beats, split, session.Cancellation)
    {
        Detected = detects ? DetectedEvaluation.Run(session, model, beats.Preparation, [.. split.Test.Select(row => beats.Records[row]).Distinct()]) : null,
    };

    // AAMI's classes take in beats that a model of five classes was never shown, such as fusions: they are judged all the same.
    private void CompareByAami(ArrhythmiNetModel model, LabelledBeats beats, BeatSplit split, CancellationToken cancellation)
    {
        var testRecords = split.Test.Select(row => beats.Records[row]).ToHashSet(StringComparer.Ordinal);
        int[] all = [.. Enumerable.Range(0, beats.Codes.Count).Where(row => testRecords.Contains(beats.Records[row]))];
        AamiUnclassifiable = all.Count(row => beats.Codes[row].Aami == AamiClass.Q);
        int[] rows = [.. all.Where(row => LabelScheme.Aami.ClassOf(beats.Codes[row]) >= 0)];
        int[] aamiOf = [.. model.Classes.Select(LabelScheme.Aami.ClassOf)];
        int[] predicted = beats.Predict(model, rows, cancellation).Classes;
        for (int i = 0; i < rows.Length; i++)
        {
            string record = beats.Records[rows[i]];
            if (!_aamiByRecord.TryGetValue(record, out var lists))
                _aamiByRecord.Add(record, lists = ([], []));
            lists.Actual.Add(LabelScheme.Aami.ClassOf(beats.Codes[rows[i]]));
            lists.Predicted.Add(aamiOf[predicted[i]]);
        }
    }
}
