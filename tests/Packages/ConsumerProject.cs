using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArrhythmiaVision.Packages.Tests;

/// <summary>
/// A project outside of the repository, with its own folder for unpacked packages, that sees of this project nothing but its packages. The examples of the
/// packages' readmes are part of it.
/// </summary>
public sealed class ConsumerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arrhythmia-consumer-");

    public ConsumerProject()
    {
        if (Environment.GetEnvironmentVariable(Packed.Variable) is not { Length: > 0 }) return;
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(Packages);
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "Consumer"))) File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        foreach (var id in Packed.Plain) File.WriteAllText(System.IO.Path.Combine(Path, id + ".cs"), ReadmeExample(id));
        LinkOtherPackages();
    }

    /// <summary>The project's folder.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "project");

    /// <summary>Where its packages are unpacked.</summary>
    public string Packages => System.IO.Path.Combine(_folder.FullName, "packages");

    /// <summary>Says where packages come from: from the packed ones alone, or from them and the machine's own feeds.</summary>
    public void TakePackagesFrom(bool ownFeedsToo) => File.WriteAllText(System.IO.Path.Combine(Path, "NuGet.config"), $"""
        <configuration><packageSources>{(ownFeedsToo ? "" : "<clear />")}<add key="packed" value="{Packed.FolderOrSkip()}" /></packageSources></configuration>
        """);

    /// <summary>Runs dotnet on the project.</summary>
    public (int ExitCode, string Output) Dotnet(params string[] arguments) =>
        Tests.Dotnet.Run(Path, Packages, "dotnet", [.. arguments, $"-p:PackedVersion={Packed.Version()}", "--nologo", "-v:q"]);

    /// <summary>Whether a package was unpacked from the very file that was packed.</summary>
    public bool Has(string id)
    {
        var hash = System.IO.Path.Combine(Packages, id.ToLowerInvariant(), Packed.Version(), $"{id.ToLowerInvariant()}.{Packed.Version()}.nupkg.sha512");
        return File.Exists(hash) && File.ReadAllText(hash) == Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(Packed.PathOf(id))));
    }

    public void Dispose()
    {
        // The links first, lest what they lead to is deleted.
        if (Directory.Exists(Packages))
        {
            foreach (var link in new DirectoryInfo(Packages).GetDirectories().Where(link => link.LinkTarget is not null)) link.Delete();
        }
        _folder.Delete(recursive: true);
    }

    // Other people's packages were unpacked when this test was restored, and need not be fetched again.
    private void LinkOtherPackages()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(cache)) return;
        foreach (var other in Directory.GetDirectories(cache).Where(path => !System.IO.Path.GetFileName(path).StartsWith("arrhythmiavision.", StringComparison.OrdinalIgnoreCase)))
            Directory.CreateSymbolicLink(System.IO.Path.Combine(Packages, System.IO.Path.GetFileName(other)), other);
    }

    // A readme's example as a method of a class of its own.
    private static string ReadmeExample(string id)
    {
        var readme = Packed.Text(Packed.PathOf(id), "README.md").ReplaceLineEndings("\n");
        var start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var lines = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)].Split('\n');
        var usings = lines.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal)).ToList();
        var code = new StringBuilder();
        code.AppendJoin('\n', usings).Append(CultureInfo.InvariantCulture, $"\ninternal static class ReadmeOf{id["ArrhythmiaVision.".Length..]}\n{{\n    public static void Run()\n    {{\n");
        return code.AppendJoin('\n', lines.Skip(usings.Count)).Append("\n    }\n}\n").ToString();
    }
}
