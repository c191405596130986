namespace ArrhythmiaVision.Recordings;

/// <summary>Finds the recordings that a path stands for, whatever their format.</summary>
public static class RecordingFiles
{
    private static readonly string[] s_ownExtensions = ["hea", "dat", "edf", "bdf", "rec", "csv", "tsv", "txt", "mat", "xws"];

    /// <summary>The format of the recording that a path stands for, by its extension and for EDF and BDF by its first bytes.</summary>
    /// <param name="path">A file, or the path of a WFDB record without extension.</param>
    public static RecordingFormat FormatOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.EndsWith(RecordPath.HeaderExtension, StringComparison.OrdinalIgnoreCase) || File.Exists(path + RecordPath.HeaderExtension))
            return RecordingFormat.Wfdb;
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".csv" or ".tsv" or ".txt")
            return RecordingFormat.Csv;
        if (extension is ".edf" or ".rec")
            return RecordingFormat.Edf;
        if (extension is ".bdf")
            return RecordingFormat.Bdf;
        return File.Exists(path) ? EdfHeader.FormatOf(path) ?? RecordingFormat.Wfdb : RecordingFormat.Wfdb;
    }

    /// <summary>
    /// The recordings of a folder, or the one that the path names. Of a folder they are its WFDB records (<see cref="WfdbFolder.Find"/>), then
    /// its EDF, BDF and CSV files by name.
    /// </summary>
    /// <param name="path">A folder, a file, or a WFDB record's path without extension.</param>
    /// <returns>Paths for <see cref="Recording.Open"/>.</returns>
    /// <exception cref="ArgumentException">The folder has no recording in it.</exception>
    /// <exception cref="FileNotFoundException">There is neither such a folder nor such a recording.</exception>
    /// <exception cref="InvalidDataException">The file is no recording.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            if (FormatOf(path) == RecordingFormat.Wfdb)
            {
                bool stranger = File.Exists(path) && !path.EndsWith(RecordPath.HeaderExtension, StringComparison.OrdinalIgnoreCase) && !File.Exists(path + RecordPath.HeaderExtension);
                return stranger
                    ? throw new InvalidDataException($"'{path}' is no recording that can be read: neither EDF nor BDF by its first bytes, nor named .csv, .tsv or .txt. Of a WFDB record give the header (.hea).")
                    : WfdbFolder.Find(path);
            }

            return File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file '{path}'. Check its name and folder.", path);
        }

        string[] files = [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".edf" or ".bdf" or ".csv").Order(StringComparer.Ordinal)];
        bool hasRecords = File.Exists(Path.Combine(path, "RECORDS")) || Directory.EnumerateFiles(path, "*" + RecordPath.HeaderExtension).Any();
        if (!hasRecords && files.Length == 0)
            throw new ArgumentException($"There is no recording in '{path}': no WFDB header (.hea), no .edf, .bdf or .csv file. Give the folder that they are in.", nameof(path));
        return hasRecords ? [.. WfdbFolder.Find(path), .. files] : files;
    }

    /// <summary>The path without extension, to which an annotator's name is added: of a WFDB record its own.</summary>
    /// <param name="path">A recording's path.</param>
    public static string StemOf(string path) => FormatOf(path) == RecordingFormat.Wfdb ? RecordPath.WithoutExtension(path) : Path.ChangeExtension(path, null);

    /// <summary>The extensions of files beside a recording that hold annotations.</summary>
    internal static IReadOnlyList<string> AnnotatorsBeside(string stem)
    {
        string folder = Path.GetDirectoryName(stem) is { Length: > 0 } some ? some : ".";
        if (!Directory.Exists(folder))
            return [];
        string prefix = Path.GetFileName(stem) + ".";
        return [.. Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => (File: file, Name: Path.GetFileName(file)[prefix.Length..]))
            .Where(found => found.Name.Length > 0 && char.IsAsciiLetter(found.Name[0]) && found.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                && !s_ownExtensions.Contains(found.Name.ToLowerInvariant()) && IsAnnotationFile(found.File))
            .Select(found => found.Name).Order(StringComparer.Ordinal)];
    }

    private static bool IsAnnotationFile(string file)
    {
        try
        {
            AnnotationFile.Read(file);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
