using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>How classified beats are written.</summary>
/// <param name="Name">The format's name.</param>
/// <param name="Extension">What its files end in, with the annotator's name in front or in place of it.</param>
internal sealed record BeatFormat(string Name, string Extension)
{
    private static readonly BeatFormat s_wfdb = new("wfdb", "");
    private static readonly BeatFormat s_csv = new("csv", ".csv");
    private static readonly BeatFormat s_ndjson = new("ndjson", ".ndjson");

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [s_wfdb.Name, s_csv.Name, s_ndjson.Name];

    /// <summary>The format of that name.</summary>
    public static BeatFormat Of(string name) => new[] { s_wfdb, s_csv, s_ndjson }.First(format => format.Name == name);

    /// <summary>Begins a file of beats of a lead.</summary>
    public IBeatWriter Begin(string file, RecordLead lead, IReadOnlyList<string> classes) =>
        this == s_wfdb ? new AnnotationBeatWriter(file, lead, classes) : this == s_csv ? new CsvBeatWriter(file, classes) : new NdjsonBeatWriter(file, classes);
}
