namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>classify</c>.</summary>
internal sealed record ClassifyJson(string Model, IReadOnlyList<double>? RejectBelow, string Format, string Out, IReadOnlyList<ClassifiedRecord> Records, IReadOnlyList<FailedRecord> Failed, ClassifyTotals Totals);

/// <summary>Sums over the records that were done.</summary>
internal sealed record ClassifyTotals(int Records, double DurationSeconds, long Beats, IReadOnlyDictionary<string, long> PerClass, long Rejected, long NotJudged);
