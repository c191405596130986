using System.IO.Compression;
using System.Xml.Linq;

namespace ArrhythmiaVision.Packages.Tests;

/// <summary>The packages that were just made, in the folder that an environment variable names.</summary>
internal static class Packed
{
    /// <summary>The environment variable with the folder. Without it the tests are skipped: packages that lie about might be old ones.</summary>
    public const string Variable = "ARRHYTHMIAVISION_PACKAGES";

    /// <summary>The packages that do without ML.NET, but for the tool.</summary>
    public static readonly string[] Plain =
        ["ArrhythmiaVision.Analysis", "ArrhythmiaVision.Attribution", "ArrhythmiaVision.Evaluation", "ArrhythmiaVision.Networks", "ArrhythmiaVision.Recordings",
            "ArrhythmiaVision.Reporting", "ArrhythmiaVision.Signals"];

    /// <summary>The tool's package.</summary>
    public const string Tool = "ArrhythmiaVision.Tool";

    /// <summary>The folder of the packages, or the test is skipped.</summary>
    public static string FolderOrSkip()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            Assert.Skip($"{Variable} names no folder of packages; make them with dotnet pack -o artifacts/packages, and name that folder.");
        return Path.GetFullPath(folder!);
    }

    /// <summary>The packages' ids, in order.</summary>
    public static string[] Ids() => [.. Directory.GetFiles(FolderOrSkip(), "*.nupkg").Select(path => IdOf(path)).Order(StringComparer.Ordinal)];

    /// <summary>A package's file.</summary>
    /// <param name="id">The package's id.</param>
    /// <param name="extension"><c>nupkg</c>, or <c>snupkg</c> for its symbols.</param>
    public static string PathOf(string id, string extension = "nupkg") => Path.Combine(FolderOrSkip(), $"{id}.{Version()}.{extension}");

    /// <summary>The version that all packages have.</summary>
    public static string Version() => Nuspec("ArrhythmiaVision.Recordings", Directory.GetFiles(FolderOrSkip(), "ArrhythmiaVision.Recordings.*.nupkg").Single()).Element("version")!.Value;

    /// <summary>What a package says of itself, its elements without a namespace.</summary>
    public static XElement Nuspec(string id, string? path = null)
    {
        var metadata = XDocument.Parse(Text(path ?? PathOf(id), id + ".nuspec")).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        foreach (var element in metadata.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        return metadata;
    }

    /// <summary>The packages that a package depends on, with their versions.</summary>
    public static Dictionary<string, string> Dependencies(string id) =>
        Nuspec(id).Descendants("dependency").ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    /// <summary>A text file of a package.</summary>
    public static string Text(string package, string entry) => System.Text.Encoding.UTF8.GetString(Bytes(package, entry)).TrimStart('\uFEFF');

    /// <summary>A file of a package.</summary>
    public static byte[] Bytes(string package, string entry)
    {
        using var zip = ZipFile.OpenRead(package);
        using var stream = (zip.GetEntry(entry) ?? throw new InvalidDataException($"{package} has no {entry}.")).Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string IdOf(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return Path.GetFileNameWithoutExtension(zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Name);
    }
}
