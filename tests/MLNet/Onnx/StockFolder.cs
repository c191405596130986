using System.Runtime.InteropServices;
using ArrhythmiaVision.MLNet.Tests.Trainers;

namespace ArrhythmiaVision.MLNet.Tests.Onnx;

/// <summary>A folder with this test program and all that it stands on but the project's libraries, to run it where they are not.</summary>
internal sealed class StockFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stock");

    public StockFolder()
    {
        var from = Path.GetDirectoryName(typeof(FreshProcess).Assembly.Location)!;
        Program = Path.Combine(_folder.FullName, Path.GetFileName(typeof(FreshProcess).Assembly.Location));
        foreach (var file in Directory.GetFiles(from, "*.dll").Where(file => IsStock(Path.GetFileName(file))).Append(Path.ChangeExtension(typeof(FreshProcess).Assembly.Location, ".runtimeconfig.json")))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));

        // Without a list of what belongs to the program, native libraries are looked for beside it.
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        foreach (var file in Directory.GetFiles(Path.Combine(from, "runtimes", $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native")))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
    }

    /// <summary>The program.</summary>
    public string Program { get; }

    /// <summary>A file in the folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool IsStock(string name) => !name.StartsWith("ArrhythmiaVision.", StringComparison.Ordinal) || name == Path.GetFileName(typeof(FreshProcess).Assembly.Location);
}
