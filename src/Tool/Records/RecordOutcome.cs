namespace ArrhythmiaVision.Tool;

/// <summary>What came of the work on one record: a result, or a message that says why there is none.</summary>
internal sealed record RecordOutcome<T>(string Path, T? Result, string? Error)
    where T : class;
