using System.Globalization;
using System.Text.RegularExpressions;

namespace ArrhythmiaVision.Notebooks.Tests;

public sealed partial class NotebookTests
{
    private const string WithoutRecordings = "The recordings are not on this machine.";

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TheNotebookRunsAndGivesWhatIsSavedInIt(string name)
    {
        var saved = NotebookFile.Read(Path.Combine(Folder(), name + ".ipynb"));
        var fresh = await NotebookRun.RunAsync(saved, TestContext.Current.CancellationToken);
        Assert.Equal(saved.Count, fresh.Count);
        for (var i = 0; i < saved.Count; i++)
        {
            // What takes recordings gives nothing to compare where there are none.
            if (fresh[i].Outputs is [{ Text: var only }] && only.Trim() == WithoutRecordings) continue;
            Assert.Equal(saved[i].Outputs.Select(output => output.IsHtml), fresh[i].Outputs.Select(output => output.IsHtml));
            foreach (var (before, now) in saved[i].Outputs.Zip(fresh[i].Outputs)) Alike(before.Text, now.Text);
        }

        Assert.Contains(saved, cell => cell.Outputs.Any(output => output.IsHtml));
        Assert.DoesNotContain(saved, cell => cell.Outputs.Any(output => output.Text.Contains(WithoutRecordings, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheProgramHasTheNotebooksCells(string name) =>
        Assert.Equal(
            ProgramFile.Read(Path.Combine(Folder(), name + ".cs")).Select(cell => (cell.IsCode, cell.Source)),
            NotebookFile.Read(Path.Combine(Folder(), name + ".ipynb")).Select(cell => (cell.IsCode, cell.Source)));

    [Fact]
    public void EveryProgramIsANotebook() =>
        Assert.Equal(Directory.GetFiles(Folder(), "*.cs").Select(Path.GetFileNameWithoutExtension).Order(), Names.Select(row => row.Data).Order());

    [Fact]
    public void OutputsThatDifferAreSeen()
    {
        Alike("accuracy 0.98 of 300 beats", "accuracy 0.97 of 301 beats");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Alike("accuracy 0.98", "accuracy 0.78"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Alike("accuracy 0.98", "precision 0.98"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Alike("N: 120 beats", "N: 90 beats"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Alike("1 2 3", "1 2"));
    }

    /// <summary>The same words, and numbers as near as training on another instruction set leaves them: a twentieth, or a few beats.</summary>
    private static void Alike(string saved, string fresh)
    {
        Assert.Equal(Number().Replace(saved, "#"), Number().Replace(fresh, "#"));
        foreach (var (a, b) in Number().Matches(saved).Zip(Number().Matches(fresh)))
        {
            double before = double.Parse(a.Value, CultureInfo.InvariantCulture), now = double.Parse(b.Value, CultureInfo.InvariantCulture);
            var near = Math.Max(a.Value.Contains('.', StringComparison.Ordinal) ? 0.05 : 2, 0.05 * Math.Abs(before));
            Assert.True(Math.Abs(before - now) <= near, $"{b.Value} where {a.Value} is saved, in: {fresh[..Math.Min(fresh.Length, 400)]}");
        }
    }

    internal static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "notebooks"))) folder = folder.Parent;
        return Path.Combine((folder ?? throw new DirectoryNotFoundException("The tests do not run inside a checkout, so notebooks/ is not there.")).FullName, "notebooks");
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
