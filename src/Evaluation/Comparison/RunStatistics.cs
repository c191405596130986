namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// How well runs of one kind were found. A run of two beats is a couplet, of three to five a short run, of six and more a
/// long run. A run is found if the other annotator has one of the same class in that time, or a longer one: for the
/// sensitivity the reference's runs are looked for in the test annotations, for the positive predictivity the other way round.
/// </summary>
public sealed class RunStatistics
{
    internal RunStatistics(RunMatrix ofReferenceRuns, RunMatrix ofTestRuns)
    {
        OfReferenceRuns = ofReferenceRuns;
        OfTestRuns = ofTestRuns;
    }

    /// <summary>Every run of the reference with the test annotator's longest run in that time: the run sensitivity matrix (EC57, table 7).</summary>
    public RunMatrix OfReferenceRuns { get; }

    /// <summary>Every run of the test annotator with the reference's longest run in that time: the run positive predictivity matrix (EC57, table 8).</summary>
    public RunMatrix OfTestRuns { get; }

    /// <summary>The share of the reference's couplets in whose time the test annotator has two or more beats in a row.</summary>
    public Proportion CoupletSensitivity => Sensitivity(2, 2);

    /// <summary>The share of the test annotator's couplets in whose time the reference has two or more beats in a row.</summary>
    public Proportion CoupletPositivePredictivity => PositivePredictivity(2, 2);

    /// <summary>The share of the reference's short runs in whose time the test annotator has three or more beats in a row.</summary>
    public Proportion ShortRunSensitivity => Sensitivity(3, 5);

    /// <summary>The share of the test annotator's short runs in whose time the reference has three or more beats in a row.</summary>
    public Proportion ShortRunPositivePredictivity => PositivePredictivity(3, 5);

    /// <summary>The share of the reference's long runs in whose time the test annotator has six or more beats in a row.</summary>
    public Proportion LongRunSensitivity => Sensitivity(RunMatrix.Longest, RunMatrix.Longest);

    /// <summary>The share of the test annotator's long runs in whose time the reference has six or more beats in a row.</summary>
    public Proportion LongRunPositivePredictivity => PositivePredictivity(RunMatrix.Longest, RunMatrix.Longest);

    /// <summary>The sum over several records, from which gross statistics are taken.</summary>
    /// <param name="statistics">The records' statistics.</param>
    public static RunStatistics Sum(IReadOnlyCollection<RunStatistics> statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new RunStatistics(
            RunMatrix.Sum(statistics.Select(record => record.OfReferenceRuns)), RunMatrix.Sum(statistics.Select(record => record.OfTestRuns)));
    }

    private Proportion Sensitivity(int from, int to) =>
        new(OfReferenceRuns.Total(from, to, from, RunMatrix.Longest), OfReferenceRuns.Total(from, to, 0, RunMatrix.Longest));

    private Proportion PositivePredictivity(int from, int to) =>
        new(OfTestRuns.Total(from, RunMatrix.Longest, from, to), OfTestRuns.Total(0, RunMatrix.Longest, from, to));
}
