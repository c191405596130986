namespace ArrhythmiaVision.Tool;

/// <summary>What was found in a record.</summary>
/// <param name="Record">The record's name.</param>
/// <param name="Path">Its path.</param>
/// <param name="Lead">The lead that was looked at.</param>
/// <param name="SamplingRate">The lead's samples a second.</param>
/// <param name="DurationSeconds">The record's length in seconds.</param>
/// <param name="MissingSeconds">How much of it has no signal, in seconds.</param>
/// <param name="Beats">How many R peaks were found.</param>
/// <param name="MeanHeartRate">Beats a minute; null where there are not two.</param>
/// <param name="File">The annotation file.</param>
internal sealed record DetectedRecord(
    string Record,
    string Path,
    string Lead,
    double SamplingRate,
    double DurationSeconds,
    double MissingSeconds,
    int Beats,
    double? MeanHeartRate,
    string File);
