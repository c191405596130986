namespace ArrhythmiaVision.Recordings;

/// <summary>Where the files that a header names lie: in the header's folder or below it, nowhere else.</summary>
internal static class RecordPath
{
    public const string HeaderExtension = ".hea";

    public static string WithoutExtension(string path) =>
        path.EndsWith(HeaderExtension, StringComparison.OrdinalIgnoreCase) ? path[..^HeaderExtension.Length] : path;

    public static string Resolve(string folder, string name, string headerName)
    {
        if (name == "-")
        {
            throw new InvalidDataException($"{headerName} takes its samples from standard input ('-'), which is not supported. Save them in a file and name it in the header.");
        }

        bool leaves = Path.IsPathRooted(name) || name.Contains(':') || name.Contains('\0')
            || name.Split('/', '\\').Contains("..");
        return leaves
            ? throw new InvalidDataException($"{headerName} names '{name}', which is outside the record's folder. Move the file beside the header and correct the name.")
            : Path.Combine(folder, name);
    }
}
