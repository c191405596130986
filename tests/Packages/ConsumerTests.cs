using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ArrhythmiaVision.Packages.Tests;

/// <summary>A project of somebody else restores the plain packages and uses them: on the runtime, and compiled ahead of time.</summary>
public class ConsumerTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    [Fact]
    public void RestoresBuildsAndRunsOnThePackagesAlone()
    {
        Packed.FolderOrSkip();
        project.TakePackagesFrom(ownFeedsToo: false);
        var (exitCode, output) = project.Dotnet("build", "-c", "Release", "-o", "built");
        Assert.True(exitCode == 0, output);
        Assert.All(Packed.Plain, id => Assert.True(project.Has(id), $"{id} did not come from {Packed.FolderOrSkip()}."));

        (exitCode, output) = Dotnet.Run(project.Path, null, "dotnet", Path.Combine("built", "Consumer.dll"));
        Assert.True(exitCode == 0, output);
        Check(output);
    }

    [Fact]
    public void RunsCompiledAheadOfTime()
    {
        Packed.FolderOrSkip();
        project.TakePackagesFrom(ownFeedsToo: true);
        string[] aheadOfTime = ["-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true"];
        var (exitCode, output) = project.Dotnet(["restore", .. aheadOfTime]);
        if (exitCode != 0) Assert.Skip("The compiler for ahead-of-time compilation cannot be had from the feeds of this machine: " + output);

        (exitCode, output) = project.Dotnet(["publish", "-c", "Release", "--no-restore", "-o", "native", .. aheadOfTime]);
        if (exitCode != 0 && output.Contains("Platform linker", StringComparison.Ordinal)) Assert.Skip("There is no linker on this machine: " + output);
        Assert.True(exitCode == 0, output);

        (exitCode, output) = Dotnet.Run(project.Path, null, Path.Combine(project.Path, "native", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"));
        Assert.True(exitCode == 0, output);
        Check(output);
    }

    // The program's own words, and numbers that follow from what it does: two minutes of a synthetic patient whose every beat is plain to see.
    private static void Check(string output)
    {
        Assert.Contains("read: 120.0 s of MLII", output);
        var annotations = Number(output, @"(\d+) annotations");
        Assert.InRange(Number(output, @"of (\d+) beats"), annotations - 2, annotations + 2);
        Assert.InRange(Number(output, @"Se ([\d.]+) %"), 98, 100);
        Assert.InRange(Number(output, @"\+P ([\d.]+) %"), 98, 100);
        Assert.Contains("360 values", output);
        Assert.InRange(Number(output, @"gap ([\d.]+E[+-]\d+)"), 0, 1e-3);
        Assert.Contains("drawn: <svg", output);
        Assert.All(new[] { "Signals", "Networks", "Attribution", "Analysis" }, name => Assert.True(Number(output, $@"readme of {name}: (\d+) lines") > 0));
        Assert.Contains("beat.svg", output);
        Assert.Contains("v2.onnx", output);
    }

    private static double Number(string output, string pattern)
    {
        var match = Regex.Match(output, pattern);
        Assert.True(match.Success, $"Nothing matches {pattern} in:\n{output}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
