using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>convert</c> writes.</summary>
/// <param name="Path">The file; of WFDB the record's path without extension.</param>
/// <param name="Format">The format.</param>
internal sealed record ConvertTarget(string Path, RecordingFormat Format)
{
    /// <summary>Reads a target as a person gives it.</summary>
    /// <exception cref="ToolException">Nothing of that format is written.</exception>
    public static ConvertTarget Of(string path)
    {
        string extension = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (extension is not ("" or ".hea" or ".edf" or ".csv"))
            throw new ToolException(ExitCodes.Usage, $"'{path}': {extension} files are not written. Give OUT the ending .edf or .csv, or a WFDB record's path without ending.");
        if (Directory.Exists(path) || path.EndsWith('/'))
            throw new ToolException(ExitCodes.Usage, $"'{path}' is a folder. Give OUT a name in it, as {System.IO.Path.Combine(path, "record.edf")}.");
        var format = extension switch
        {
            ".edf" => RecordingFormat.Edf,
            ".csv" => RecordingFormat.Csv,
            _ => RecordingFormat.Wfdb,
        };
        return new ConvertTarget(extension == ".hea" ? path[..^extension.Length] : path, format);
    }

    /// <summary>The files that there will be.</summary>
    public IReadOnlyList<string> Files(string? annotator) => Format == RecordingFormat.Wfdb
        ? [Path + ".hea", Path + ".dat", .. annotator is null ? (string[])[] : [$"{Path}.{annotator}"]]
        : [Path];
}
