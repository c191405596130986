using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>The example of each library's readme is a program of this version. Those of the plain libraries are run too, by the tests of the packages.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Libraries =>
        [.. Directory.GetFiles(AppContext.BaseDirectory, "ArrhythmiaVision.*.dll").Select(file => Path.GetFileNameWithoutExtension(file)["ArrhythmiaVision.".Length..])
            .Where(name => File.Exists(Readme(name)) && Example().IsMatch(File.ReadAllText(Readme(name))))];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void TheReadmesExampleCompiles(string library)
    {
        var code = Example().Match(File.ReadAllText(Readme(library)).ReplaceLineEndings("\n")).Groups[1].Value;
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Example", [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            platform.Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors.Select(error => error.ToString()));
    }

    [Fact]
    public void MostLibrariesHaveOne() => Assert.True(Libraries.Count() >= 8, string.Join(", ", Libraries.Select(row => row.Data)));

    private static string Readme(string library) => Path.Combine(NotebookTests.Folder(), "..", "src", library, "README.md");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
