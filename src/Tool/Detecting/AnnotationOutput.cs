using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Where annotation files go. What stands in their way is found before the work, not after it.</summary>
internal sealed class AnnotationOutput
{
    private readonly string _annotator;

    /// <summary>Prepares a folder.</summary>
    /// <param name="folder">The folder; made where there is none.</param>
    /// <param name="annotator">The files' extension.</param>
    /// <param name="records">The records whose files are to come.</param>
    /// <param name="overwrite">Whether files that are there may be overwritten.</param>
    /// <exception cref="ToolException">The folder cannot be written to, two records would have the same file, or a file is there.</exception>
    public AnnotationOutput(string folder, string annotator, IReadOnlyList<string> records, bool overwrite)
    {
        Folder = folder;
        _annotator = annotator;
        var twice = records.GroupBy(FileOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ToolException(ExitCodes.Usage, $"The records {string.Join(" and ", twice.Select(path => $"'{path}'"))} have the same name, so both would be written to '{twice.Key}'. Write them to folders of their own.");

        OutputFile.PrepareFolder(folder);
        string[] there = overwrite ? [] : [.. records.Select(FileOf).Where(File.Exists)];
        if (there.Length > 0)
        {
            string more = there.Length > 1 ? Invariant($" and {there.Length - 1} more") : "";
            throw new ToolException(ExitCodes.Failure, $"'{there[0]}'{more} exists already. Give --force to overwrite, another --annotator or another --out.");
        }
    }

    /// <summary>The folder, as it was given.</summary>
    public string Folder { get; }

    /// <summary>What a record's annotation file says of its samples: nothing where it is WFDB's own, else how many a second, as what reads EDF or CSV may count
    /// others.</summary>
    public static double? TicksOf(Recording record) => record.Format == RecordingFormat.Wfdb ? null : record.SamplingFrequency;

    /// <summary>The annotation file of a record.</summary>
    public string FileOf(string record) => Path.Combine(Folder, $"{RecordFinder.NameOf(record)}.{_annotator}");
}
