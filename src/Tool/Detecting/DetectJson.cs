namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>detect</c>.</summary>
internal sealed record DetectJson(string Annotator, string Out, IReadOnlyList<DetectedRecord> Records, IReadOnlyList<FailedRecord> Failed, DetectTotals Totals);

/// <summary>A record that came to nothing.</summary>
internal sealed record FailedRecord(string Record, string Path, string Message);

/// <summary>Sums over the records that were done.</summary>
internal sealed record DetectTotals(int Records, long Beats, double DurationSeconds);
