using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Finds the records that a person names: by path, or by the name that a database of the library has for them.</summary>
/// <remarks>
/// What is on this machine under that very path goes first, as with the WFDB tools: a record (<c>100</c>, <c>data/100.hea</c>, <c>holter.edf</c>) or a
/// folder of records. Then <c>mitdb</c> stands for a whole database, <c>mitdb/100</c> for a record of it, a bare number of MIT-BIH for that record, and
/// <c>ds1</c>, <c>ds2</c> for de Chazal's halves of it.
/// </remarks>
/// <param name="session">The run.</param>
internal sealed class RecordFinder(Session session)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_sets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ds1"] = MitBihArrhythmiaDatabase.Ds1,
        ["ds2"] = MitBihArrhythmiaDatabase.Ds2,
    };

    /// <summary>The records' paths without extension, each once, in the order in which they were named.</summary>
    /// <param name="names">What the person gave.</param>
    /// <param name="except">Names of records to leave out, such as those of paced patients.</param>
    /// <exception cref="ToolException">A record is not to be found, or none is left.</exception>
    public IReadOnlyList<string> Find(IReadOnlyList<string> names, IReadOnlyList<string> except)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = names.SelectMany(Find).Where(path => seen.Add(Path.GetFullPath(path))).ToList();
        string? stranger = except.FirstOrDefault(name => !all.Any(path => NameOf(path) == name));
        if (stranger is not null)
            throw new ToolException(ExitCodes.Usage, $"There is no record '{stranger}' among those named, so it cannot be left out. Give record names, as 102.");

        all.RemoveAll(path => except.Contains(NameOf(path)));
        return all.Count > 0 ? all : throw new ToolException(ExitCodes.Usage, "No record is left. Name at least one that is not excluded.");
    }

    /// <summary>A record's name: its path without folder and extension.</summary>
    public static string NameOf(string path) => Path.GetFileName(RecordingFiles.StemOf(path));

    /// <summary>The one record of a name.</summary>
    /// <exception cref="ToolException">There is none, or several.</exception>
    public string FindOne(string name)
    {
        var paths = Find([name], []);
        return paths.Count == 1 ? paths[0] : throw new ToolException(ExitCodes.Usage, Invariant($"'{name}' stands for {paths.Count} records; name one, as {paths[0]}."));
    }

    private IReadOnlyList<string> Find(string name)
    {
        if (name.Length == 0)
            throw new ToolException(ExitCodes.Usage, "A record's name is empty. Name it by its path without extension, as mitdb/100.");

        // A finished path wins over any name; tab completion leaves a dot or a slash at the end.
        string path = Path.TrimEndingDirectorySeparator(name).TrimEnd('.') is { Length: > 0 } trimmed ? trimmed : name;
        foreach (string candidate in (string[])[name, path])
        {
            if (Directory.Exists(candidate) || File.Exists(candidate + ".hea") || (candidate.EndsWith(".hea", StringComparison.OrdinalIgnoreCase) && File.Exists(candidate)))
                return RecordingFiles.Find(candidate);
        }

        if (File.Exists(name))
            return RecordingFiles.Find(name);

        if (s_sets.TryGetValue(path, out var set))
            return WfdbFolder.Check(set.Select(record => Path.Combine(Database(MitBihArrhythmiaDatabase.Name), record)));
        if (MitBihArrhythmiaDatabase.Records.Contains(path))
            return WfdbFolder.Check([Path.Combine(Database(MitBihArrhythmiaDatabase.Name), path)]);

        string[] parts = path.Split('/', '\\');
        if (IsDatabase(parts[0]))
        {
            string folder = Database(parts[0]);
            string below = Path.Combine([folder, .. parts[1..]]);
            if (parts.Length == 1 || Directory.Exists(below) || File.Exists(below + ".hea"))
                return WfdbFolder.Find(below);
            throw new ToolException(ExitCodes.Failure, $"The database '{parts[0]}' in '{folder}' has no record '{string.Join('/', parts[1..])}'.");
        }

        throw new ToolException(ExitCodes.Failure,
            $"There is no record '{name}': no file '{name}', no '{path}.hea', no folder of that name, and no such database. "
            + "Give a file (.hea, .edf, .bdf, .csv), a record's path without extension, a folder of records, or a name as 100, mitdb/100 or mitdb.");
    }

    // A name is a database's where one is here, or can be downloaded.
    private bool IsDatabase(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && (name == MitBihArrhythmiaDatabase.Name || session.Library.TryFind(name) is not null);

    private string Database(string name)
    {
        if (session.Library.TryFind(name) is { } here)
            return here;
        using var display = session.Begin("downloading");
        return session.Library.Find(name, new DownloadDisplay(display), session.Cancellation);
    }
}
