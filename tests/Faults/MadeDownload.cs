using System.Security.Cryptography;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A database of made files, as large as a download of a second or so needs.</summary>
internal static class MadeDownload
{
    private const int FileBytes = 6_000_000;
    private const int Files = 12;

    /// <summary>The database.</summary>
    public static KnownDatabase Database { get; } = new("madedb", "Made Database", "1.0.0", [.. Enumerable.Range(100, Files).Select(Known)]);

    /// <summary>A file's bytes.</summary>
    public static byte[] ContentOf(string name)
    {
        var bytes = new byte[FileBytes];
        new Random(int.Parse(Path.GetFileNameWithoutExtension(name), System.Globalization.CultureInfo.InvariantCulture)).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Downloads it by the library.</summary>
    public static async Task<int> RunAsync(string address, string folder)
    {
        var library = new RecordingLibrary(new RecordingLibraryOptions { DataFolder = null, CacheFolder = folder, BaseUri = new Uri(address) }, name => name == Database.Name ? Database : null);
        await library.FindAsync(Database.Name);
        return 0;
    }

    private static KnownFile Known(int number)
    {
        string name = FormattableString.Invariant($"{number}.dat");
        return new KnownFile(name, FileBytes, Convert.ToHexStringLower(SHA256.HashData(ContentOf(name))));
    }
}
