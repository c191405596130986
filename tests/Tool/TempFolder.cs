namespace ArrhythmiaVision.Tool.Tests;

/// <summary>A folder of a test's own, gone when the test is over.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("arrhythmia-tool-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The files in the folder and below, by their paths in it.</summary>
    public string[] Files => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
