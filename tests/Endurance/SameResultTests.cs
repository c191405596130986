using System.Globalization;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>The real tool on the same record: with other threads, other instructions, in other cultures.</summary>
public class SameResultTests(ToolRuns tool) : IClassFixture<ToolRuns>
{
    [Fact]
    public void ThreadsChangeNothing()
    {
        string[] texts = [.. new[] { "1", "2", "8" }.Select(threads => tool.Classified("v1-rr", ["--threads", threads]))];
        Assert.True(texts[0].Length > 1000);
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Theory]
    [InlineData("v1-rr", "DOTNET_EnableAVX2")]
    [InlineData("v2", "DOTNET_EnableAVX2")]
    [InlineData("v1-rr", "DOTNET_EnableAVX512F")]
    [InlineData("v2", "DOTNET_EnableHWIntrinsic")]
    public void OtherInstructionsGiveTheSameLabelsAndProbabilities(string model, string switchedOff)
    {
        string[][] usual = Rows(tool.Classified(model)), other = Rows(tool.Classified(model, null, (switchedOff, "0")));
        Assert.True(usual.Length > 50);
        Assert.Equal(usual.Length, other.Length);
        Assert.All(usual.Zip(other), pair =>
        {
            // Sample, time and label alike; numbers, which have four decimals, by no more than one of the last.
            Assert.Equal(pair.First[..6], pair.Second[..6]);
            foreach (var (own, others) in pair.First[6..].Zip(pair.Second[6..]))
            {
                Assert.Equal(own.Length == 0, others.Length == 0);
                if (own.Length > 0) Assert.Equal(Number(own), Number(others), 1.01e-4);
            }
        });
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void CulturesChangeNothing(string culture)
    {
        (string, string)[] there = [("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"), ("LC_ALL", culture.Replace('-', '_') + ".UTF-8")];
        string said;
        using (var own = RealTool.Start("ArrhythmiaVision.Endurance.Tests.dll", ["culture"], null, there))
        {
            own.Input.Close();
            said = own.Output.ReadToEnd().Trim();
        }

        if (!said.StartsWith(culture, StringComparison.Ordinal) || said.EndsWith("-1.5", StringComparison.Ordinal)) Assert.Skip($"This machine does not know the culture {culture}.");
        Assert.Equal(tool.Classified("v1-rr"), tool.Classified("v1-rr", null, there));
        foreach (string ending in new[] { "csv", "edf" }) Assert.Equal(tool.Converted(ending), tool.Converted(ending, there));
        Assert.Equal(tool.Report(), tool.Report(there));
    }

    private static string[][] Rows(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
