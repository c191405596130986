using System.IO.Compression;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// The stand-in's model file: a zip with an entry that marks it as such, and below one folder a folder a component.
/// ML.NET's own model files are laid out likewise but hold other things, so each refuses the other's.
/// </summary>
internal static class ModelZip
{
    public const string MarkerEntry = "StandInForMicrosoftML.txt";
    public const string Marker = "ArrhythmiaVision stand-in for Microsoft.ML, model format 1\n";
    public const string Root = "StandIn/";

    public static string Combine(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";
}

/// <summary>Gathers the entries of a model and writes them at once.</summary>
internal sealed class ModelZipWriter
{
    private readonly List<(string Name, byte[] Bytes)> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, MemoryStream content)
    {
        if (!_names.Add(name))
            throw Contracts.ExceptParam(nameof(name), $"Duplicate entry: '{name}'");
        _entries.Add((name, content.ToArray()));
    }

    public void WriteTo(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Write(zip, ModelZip.MarkerEntry, Encoding.UTF8.GetBytes(ModelZip.Marker));
        Write(zip, ModelNotice.Entry, ModelNotice.Content());
        foreach (var (name, bytes) in _entries)
            Write(zip, ModelZip.Root + name, bytes);
    }

    private static void Write(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name);
        // A model's bytes depend on the model alone, not on when it was saved.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}

/// <summary>Reads the entries of a model. Entries are looked up by name and never unpacked to disk.</summary>
internal sealed class ModelZipReader : IDisposable
{
    // Far above any model of this project; keeps a crafted file from filling the memory.
    private const long MaxEntryLength = 1L << 30;
    private const int MaxNesting = 64;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    public ModelZipReader(Stream stream)
    {
        try
        {
            _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in _zip.Entries)
                _entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
        }
        catch (Exception e) when (e is not ArgumentNullException)
        {
            _zip?.Dispose();
            throw Contracts.ExceptDecode("Failed to open a zip archive", e);
        }
        try
        {
            CheckMarker();
        }
        catch
        {
            _zip.Dispose();
            throw;
        }
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>The content of an entry, or null where there is none of that name.</summary>
    public MemoryStream? OpenOrNull(string name)
    {
        // Each level of components is a folder, so the depth of folders bounds the recursion.
        if (name.Count(c => c == '/') > MaxNesting)
            throw Contracts.ExceptDecode($"Corrupt model file: more than {MaxNesting} levels of components");
        return Open(ModelZip.Root + name);
    }

    private MemoryStream? Open(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return null;
        try
        {
            using var source = entry.Open();
            var content = new MemoryStream();
            // The length that the archive states is not believed: what comes out is counted.
            var buffer = new byte[81920];
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                if (content.Length + read > MaxEntryLength)
                    throw Contracts.ExceptDecode($"Corrupt model file: entry '{name}' is larger than {MaxEntryLength} bytes");
                content.Write(buffer, 0, read);
            }
            content.Position = 0;
            return content;
        }
        catch (InvalidDataException e)
        {
            throw Contracts.ExceptDecode($"Corrupt model file: entry '{name}' cannot be unpacked", e);
        }
    }

    private void CheckMarker()
    {
        using var marker = Open(ModelZip.MarkerEntry);
        if (marker == null && _entries.Keys.Any(k => k.EndsWith(ModelSaveContext.ModelStreamName, StringComparison.OrdinalIgnoreCase)))
            throw Contracts.ExceptDecode("This model was saved by Microsoft.ML itself. This program was built on a stand-in for Microsoft.ML, which cannot read it: build it where a NuGet feed has Microsoft.ML, or save the model again here.");
        // Any other zip is refused in ML.NET's own words.
        if (marker == null)
            throw Contracts.Except("Could not load legacy format model", Contracts.Except("Repository doesn't contain entry DataLoaderModel/Model.key"));
        using var text = new StreamReader(marker);
        string found = text.ReadToEnd();
        if (found != ModelZip.Marker)
            throw Contracts.ExceptDecode($"This model was saved in another format of the stand-in for Microsoft.ML: expected '{ModelZip.Marker.Trim()}', found '{found[..Math.Min(found.Length, 80)].Trim()}'.");
    }
}
