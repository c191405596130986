namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Several records taken together (ANSI/AAMI EC57:1998, sections 3.5.2 and 3.5.3): gross statistics, in which every beat counts
/// the same, and averages, in which every record does.
/// </summary>
public sealed class ComparisonSummary
{
    /// <summary>Takes records together.</summary>
    /// <param name="records">The records, in the order of the report.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ComparisonSummary(IEnumerable<RecordComparison> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Records = [.. records];
        if (Records.Count == 0)
            throw new ArgumentException("There are no records to summarise.", nameof(records));
        Gross = BeatMatrix.Sum(Records.Select(record => record.Beats.Matrix));
        GrossVentricularRuns = RunStatistics.Sum([.. Records.Select(record => record.Runs.Ventricular)]);
        GrossSupraventricularRuns = RunStatistics.Sum([.. Records.Select(record => record.Runs.Supraventricular)]);
    }

    /// <summary>The records.</summary>
    public IReadOnlyList<RecordComparison> Records { get; }

    /// <summary>The sum of the records' beat matrices; its statistics are the gross ones.</summary>
    public BeatMatrix Gross { get; }

    /// <summary>The sum of the records' ventricular runs; its statistics are the gross ones.</summary>
    public RunStatistics GrossVentricularRuns { get; }

    /// <summary>The sum of the records' supraventricular runs; its statistics are the gross ones.</summary>
    public RunStatistics GrossSupraventricularRuns { get; }

    /// <summary>The mean of the records' RR interval errors in milliseconds; null where no record has one.</summary>
    public double? AverageRrErrorMilliseconds => Records.Average(record => record.Beats.RrErrorMilliseconds);

    /// <summary>The mean of a statistic over the records for which it is defined.</summary>
    /// <param name="statistic">The statistic, such as <c>m => m.VebSensitivity</c>.</param>
    /// <returns>0 to 1; NaN where no record defines it.</returns>
    public double Average(Func<BeatMatrix, Proportion> statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return AverageOf(Records.Select(record => statistic(record.Beats.Matrix)));
    }

    /// <summary>The mean of a statistic of runs over the records for which it is defined.</summary>
    /// <param name="kind">The kind of runs.</param>
    /// <param name="statistic">The statistic, such as <c>r => r.CoupletSensitivity</c>.</param>
    /// <returns>0 to 1; NaN where no record defines it.</returns>
    public double Average(RunKind kind, Func<RunStatistics, Proportion> statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return AverageOf(Records.Select(record => statistic(record.Runs.Of(kind))));
    }

    private static double AverageOf(IEnumerable<Proportion> proportions) =>
        proportions.Where(proportion => proportion.IsDefined).Select(proportion => proportion.Value).DefaultIfEmpty(double.NaN).Average();
}
