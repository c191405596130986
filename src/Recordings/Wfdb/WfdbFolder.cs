namespace ArrhythmiaVision.Recordings;

/// <summary>Finds the WFDB records that a path stands for.</summary>
public static class WfdbFolder
{
    private const string HeaderExtension = RecordPath.HeaderExtension;

    /// <summary>
    /// The records of a folder, or the one record that the path names. Of a folder they are those that its file <c>RECORDS</c> lists; where it
    /// has none, those of its headers, save segments of other records.
    /// </summary>
    /// <param name="path">A folder, or a record's path, without extension or with <c>.hea</c>.</param>
    /// <returns>The records' paths, without extension.</returns>
    /// <exception cref="ArgumentException">The folder has no record in it.</exception>
    /// <exception cref="FileNotFoundException">There is neither such a folder nor such a record.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            return Check([path]);

        // PhysioNet lists a database's records in this file.
        string list = Path.Combine(path, "RECORDS");
        string[] records = File.Exists(list)
            ? [.. File.ReadLines(list).Select(line => line.Trim()).Where(line => line.Length > 0).Select(name => Path.Combine(path, name))]
            : InFolder(path);
        return records.Length > 0 ? Check(records)
            : throw new ArgumentException($"There is no WFDB record (no {HeaderExtension} file) in '{path}'. Give the folder that the headers are in.", nameof(path));
    }

    /// <summary>Sees to it that each record has a header, and takes the header's extension off where it was given.</summary>
    /// <param name="recordPaths">The records' paths, without extension or with <c>.hea</c>.</param>
    /// <returns>The records' paths, without extension.</returns>
    /// <exception cref="ArgumentException">There is no record, or a path is empty.</exception>
    /// <exception cref="FileNotFoundException">A header is not there.</exception>
    public static IReadOnlyList<string> Check(IEnumerable<string> recordPaths)
    {
        ArgumentNullException.ThrowIfNull(recordPaths);
        string[] records = [.. recordPaths.Select(WithoutExtension)];
        if (records.Length == 0)
            throw new ArgumentException("No record was given to load; give at least one path, without extension or with .hea.", nameof(recordPaths));
        foreach (string record in records)
        {
            if (!File.Exists(record + HeaderExtension))
                throw new FileNotFoundException($"There is no header file '{record}{HeaderExtension}'. Give records by their path, without extension or with {HeaderExtension}, or give the folder they are in.", record + HeaderExtension);
        }
        return records;
    }

    private static string[] InFolder(string folder)
    {
        string[] records = [.. Directory.EnumerateFiles(folder, "*" + HeaderExtension).Select(WithoutExtension).Order(StringComparer.Ordinal)];

        // The segments of a record of many have headers too, but are no records of their own.
        var segments = records
            .SelectMany(record => WfdbHeader.Read(record + HeaderExtension).Segments)
            .Where(segment => !segment.IsGap)
            .Select(segment => Path.Combine(folder, segment.RecordName))
            .ToHashSet(StringComparer.Ordinal);
        return [.. records.Where(record => !segments.Contains(record))];
    }

    private static string WithoutExtension(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RecordPath.WithoutExtension(path);
    }
}
