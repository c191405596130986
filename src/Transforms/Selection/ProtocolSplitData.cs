using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>A view divided into a training and a test set by a named protocol, or one fold of a cross-validation.</summary>
/// <remarks>
/// It has <c>TrainSet</c> and <c>TestSet</c> as ML.NET's <c>TrainTestData</c> has (which only ML.NET itself can make), and with them
/// what an accuracy must be given with.
/// </remarks>
/// <param name="Beats">The rows of the view: their classes, and their records and patients where it has them.</param>
/// <param name="Split">Which rows of the view stand in which set.</param>
/// <param name="TrainSet">The rows to train on.</param>
/// <param name="TestSet">The rows to test on.</param>
public sealed record ProtocolSplitData(BeatTable Beats, BeatSplit Split, IDataView TrainSet, IDataView TestSet)
{
    /// <summary>Makes the sets of some divisions of a view, which share the rows that are in memory.</summary>
    internal static ProtocolSplitData[] Of(IDataView view, LabelledRows rows, params IReadOnlyList<BeatSplit> splits)
    {
        var sets = SelectedRowsView.Create(view, rows.Ids, [.. splits.SelectMany(split => new[] { split.Training, split.Test })]);
        return [.. splits.Select((split, i) => new ProtocolSplitData(rows.Beats, split, sets[2 * i], sets[2 * i + 1]))];
    }

    /// <summary>Examines what the test set shares with the training set: copies, beats of equal samples, patients.</summary>
    /// <param name="featureColumnName">The beats' samples, Vector&lt;Single&gt;, by which equal beats are found.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type.</exception>
    public LeakageAudit AuditLeakage(string featureColumnName = "Features")
    {
        var fingerprints = new UInt128[Beats.Labels.Count];
        Fill(TrainSet, Split.Training);
        Fill(TestSet, Split.Test);
        return LeakageAudit.Of(new BeatTable(Beats.Classes, Beats.Labels, Beats.Records, Beats.Patients, fingerprints), Split);

        void Fill(IDataView view, IReadOnlyList<int> rows)
        {
            var column = ColumnChecks.Find(view.Schema, "feature", featureColumnName, "Vector<Single>", type => ColumnChecks.IsSingleVector(type));
            using var cursor = view.GetRowCursor([column]);
            var getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> samples = default, dense = default;
            foreach (int row in rows)
            {
                cursor.MoveNext();
                getter(ref samples);
                samples.CopyToDense(ref dense);
                fingerprints[row] = BeatFingerprint.Of(dense.GetValues());
            }
        }
    }

    /// <summary>A model's figures on the test set, with the protocol, the seed and the leakage audit that they must not be read without.</summary>
    /// <param name="model">What was evaluated, such as <c>V2</c>.</param>
    /// <param name="metrics">What ML.NET's <c>Evaluate</c> gave for the test set.</param>
    /// <param name="featureColumnName">The beats' samples, for the leakage audit.</param>
    /// <exception cref="ArgumentException">The metrics are of another number of classes.</exception>
    public ProtocolResult Result(string model, MulticlassClassificationMetrics metrics, string featureColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var counts = metrics.ConfusionMatrix.Counts;
        var confusion = new long[counts.Count, counts.Count];
        for (int actual = 0; actual < counts.Count; actual++)
        {
            for (int predicted = 0; predicted < counts.Count; predicted++)
                confusion[actual, predicted] = (long)counts[actual][predicted];
        }
        return new ProtocolResult(model, Split.Protocol, Split.Seed, new ClassificationReport(Beats.Classes, confusion), AuditLeakage(featureColumnName));
    }
}
