using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What was made of a record.</summary>
/// <param name="Record">The record's name.</param>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its format: <c>wfdb</c>, <c>edf</c>, <c>bdf</c>, <c>csv</c>.</param>
/// <param name="Lead">The lead that was looked at.</param>
/// <param name="SamplingRate">The lead's samples a second.</param>
/// <param name="DurationSeconds">The record's length in seconds.</param>
/// <param name="MissingSeconds">How much of it has no signal, in seconds.</param>
/// <param name="Beats">Beats in all.</param>
/// <param name="PerClass">How many were put into each class.</param>
/// <param name="Rejected">Beats for which no class was probable enough.</param>
/// <param name="NotJudged">Beats whose window leaves the record, or has missing samples.</param>
/// <param name="File">The file that holds them.</param>
internal sealed record ClassifiedRecord(
    string Record,
    string Path,
    string Format,
    string Lead,
    double SamplingRate,
    double DurationSeconds,
    double MissingSeconds,
    long Beats,
    IReadOnlyDictionary<string, long> PerClass,
    long Rejected,
    long NotJudged,
    string File)
{
    public static ClassifiedRecord Of(Recording record, string path, RecordLead lead, AnalysisSummary summary, string file) => new(
        record.Name, path, record.Format.ToString().ToLowerInvariant(), lead.Name, lead.SamplingRate, summary.Duration.TotalSeconds, summary.MissingSamples / lead.SamplingRate, summary.Beats,
        summary.Classes.Zip(summary.BeatsPerClass).ToDictionary(pair => pair.First, pair => pair.Second),
        summary.Rejected, summary.NotClassified - summary.Rejected, file);
}
