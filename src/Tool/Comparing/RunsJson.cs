using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>Runs of both kinds over all records.</summary>
internal sealed record RunsJson(RunLengths<GrossRunShares> Ventricular, RunLengths<GrossRunShares> Supraventricular)
{
    public static RunsJson Of(ComparisonSummary summary) => new(
        Gross(summary, RunKind.Ventricular, summary.GrossVentricularRuns), Gross(summary, RunKind.Supraventricular, summary.GrossSupraventricularRuns));

    private static RunLengths<GrossRunShares> Gross(ComparisonSummary summary, RunKind kind, RunStatistics gross) => RunLengths<GrossRunShares>.Of((se, ppv) => new GrossRunShares(
        CompareJson.Defined(se(gross).Percent),
        CompareJson.Defined(ppv(gross).Percent),
        CompareJson.Defined(100 * summary.Average(kind, se)),
        CompareJson.Defined(100 * summary.Average(kind, ppv)),
        se(gross).Whole,
        ppv(gross).Whole));
}

/// <summary>Runs of both kinds in one record.</summary>
internal sealed record RecordRuns(RunLengths<RunShares> Ventricular, RunLengths<RunShares> Supraventricular)
{
    public static RecordRuns Of(RunComparisonResult runs) => new(Shares(runs.Ventricular), Shares(runs.Supraventricular));

    private static RunLengths<RunShares> Shares(RunStatistics runs) => RunLengths<RunShares>.Of((se, ppv) => new RunShares(
        CompareJson.Defined(se(runs).Percent), CompareJson.Defined(ppv(runs).Percent), se(runs).Whole, ppv(runs).Whole));
}

/// <summary>The same of runs of two beats, of three to five, and of six and more.</summary>
internal sealed record RunLengths<T>(T Couplets, T ShortRuns, T LongRuns)
{
    public static RunLengths<T> Of(Func<Func<RunStatistics, Proportion>, Func<RunStatistics, Proportion>, T> shares) => new(
        shares(runs => runs.CoupletSensitivity, runs => runs.CoupletPositivePredictivity),
        shares(runs => runs.ShortRunSensitivity, runs => runs.ShortRunPositivePredictivity),
        shares(runs => runs.LongRunSensitivity, runs => runs.LongRunPositivePredictivity));
}

/// <summary>How well runs of one length were found over all records; in percent.</summary>
internal sealed record GrossRunShares(double? GrossSe, double? GrossPpv, double? AverageSe, double? AveragePpv, long ReferenceRuns, long TestRuns);

/// <summary>How well runs of one length were found in one record; in percent.</summary>
internal sealed record RunShares(double? Se, double? Ppv, long ReferenceRuns, long TestRuns);
