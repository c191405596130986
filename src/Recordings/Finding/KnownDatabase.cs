using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>A database that can be downloaded: its files with their sizes and SHA-256 digests.</summary>
internal sealed record KnownDatabase(string Name, string Title, string Version, IReadOnlyList<KnownFile> Files)
{
    private static readonly Lazy<KnownDatabase> s_mitBih = new(() =>
        Load(MitBihArrhythmiaDatabase.Name, "MIT-BIH Arrhythmia Database", "1.0.0"));

    public long TotalBytes => Files.Sum(file => file.Size);

    public static KnownDatabase? Of(string name) => name == MitBihArrhythmiaDatabase.Name ? s_mitBih.Value : null;

    private static KnownDatabase Load(string name, string title, string version)
    {
        using Stream stream = typeof(KnownDatabase).Assembly.GetManifestResourceStream($"{name}-{version}.files")!;
        using var reader = new StreamReader(stream);
        var files = new List<KnownFile>();
        while (reader.ReadLine() is string line)
        {
            if (!line.StartsWith('#'))
            {
                string[] fields = line.Split(' ');
                files.Add(new KnownFile(fields[0], long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]));
            }
        }

        return new KnownDatabase(name, title, version, files);
    }
}
