namespace ArrhythmiaVision.Packages.Tests;

/// <summary>The same source gives the same packages.</summary>
public class DeterminismTests
{
    private const string Id = "ArrhythmiaVision.Recordings";

    [Fact]
    public void PackingInAnotherFolderGivesTheSameBytes()
    {
        var packed = Packed.PathOf(Id);
        var root = Checkout.RootOrSkip();
        var folder = Directory.CreateTempSubdirectory("arrhythmia-pack-");
        try
        {
            foreach (var part in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "NuGet.config", ".editorconfig", "LICENSE", "eng",
                "src/Directory.Build.props", "src/Directory.Build.targets", "src/Shared", "src/Recordings" })
                Checkout.Copy(Path.Combine(root, part), Path.Combine(folder.FullName, part));

            // The commit is part of a package, and the copy is none. IsMLNetProbe: this library asks for no ML.NET.
            var commit = Packed.Nuspec(Id).Element("repository")?.Attribute("commit")?.Value;
            var (exitCode, output) = Dotnet.Run(folder.FullName, null, "dotnet", "pack", "src/Recordings", "-o", "out", "--nologo", "-v:q", "-p:IsMLNetProbe=true", $"-p:SourceRevisionId={commit}");
            Assert.True(exitCode == 0, output);
            foreach (var file in new[] { packed, Packed.PathOf(Id, "snupkg") })
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.FullName, "out", Path.GetFileName(file))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
