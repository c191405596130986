using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>The figures of one seed: of one division, or of all folds of a cross-validation together.</summary>
internal sealed class RunFigures
{
    /// <summary>Puts the figures of divisions together.</summary>
    /// <param name="seed">The seed of the divisions.</param>
    /// <param name="splits">One division, or every fold.</param>
    public RunFigures(int seed, IReadOnlyList<SplitFigures> splits)
    {
        Seed = seed;
        Report = ReportOf(splits[0].Classes, splits.SelectMany(split => split.Actual), splits.SelectMany(split => split.Predicted));
        Leakage = [.. splits.Select(split => split.Leakage)];
        Reject = RejectFigures.Of([.. splits.Select(split => split.Reject)]);
        Detected = splits.Any(split => split.Detected is null) ? null : [.. splits.SelectMany(split => split.Detected!).OrderBy(record => record.Record, StringComparer.Ordinal)];
        AamiUnclassifiable = splits.Sum(split => split.AamiUnclassifiable);
        var records = splits.SelectMany(split => split.AamiByRecord).OrderBy(record => record.Record, StringComparer.Ordinal).ToList();
        if (records.Count == 0)
            return;

        Aami = AamiOf(records);
        Records = [.. records.Select(record => (record.Record, AamiOf([record])))];
        Bootstrap = new PatientBootstrap([.. records.GroupBy(record => MitBihArrhythmiaDatabase.PatientOf(record.Record)).Select(AamiOf)]);
    }

    public int Seed { get; }

    /// <summary>The figures in the model's own classes.</summary>
    public ClassificationReport Report { get; }

    /// <summary>The audit of each division.</summary>
    public IReadOnlyList<LeakageAudit> Leakage { get; }

    /// <summary>The figures in AAMI's classes N S V F; null where a patient's beats stand on both sides.</summary>
    public ClassificationReport? Aami { get; }

    /// <summary>Beats of AAMI class Q, which are counted, not predicted.</summary>
    public long AamiUnclassifiable { get; }

    /// <summary>What leaving out unsure beats comes to.</summary>
    public RejectFigures Reject { get; }

    /// <summary>Each test record's detected and classified beats beside the reference's; null where they were not asked for.</summary>
    public IReadOnlyList<DetectedRecordFigures>? Detected { get; }

    /// <summary>The figures of each record in AAMI's classes.</summary>
    public IReadOnlyList<(string Record, ClassificationReport Report)> Records { get; } = [];

    /// <summary>Draws of patients, for confidence intervals of the figures in AAMI's classes.</summary>
    public PatientBootstrap? Bootstrap { get; }

    private static ClassificationReport AamiOf(IEnumerable<(string Record, IReadOnlyList<int> Actual, IReadOnlyList<int> Predicted)> records) =>
        ReportOf(LabelScheme.Aami.Classes, records.SelectMany(record => record.Actual), records.SelectMany(record => record.Predicted));

    private static ClassificationReport ReportOf(IReadOnlyList<string> classes, IEnumerable<int> actual, IEnumerable<int> predicted) =>
        ClassificationReport.Of(classes, [.. actual], [.. predicted]);
}
