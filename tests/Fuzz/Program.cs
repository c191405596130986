using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Runs the tests, or, told <c>fuzz</c>, as many cases as are asked for.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["fuzz", ..]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

        var cases = new Option<int>("--cases") { Description = "Cases of each reader.", DefaultValueFactory = _ => 80_000 };
        var first = new Option<int>("--first") { Description = "The first case's number." };
        var seed = new Option<int>("--seed") { Description = "What cases are made from.", DefaultValueFactory = _ => 1 };
        var reader = new Option<string[]>("--reader") { Description = "Readers by name; all unless given.", AllowMultipleArgumentsPerToken = true };
        var fuzz = new Command("fuzz", "Gives every reader of bytes damaged files.") { cases, first, seed, reader };
        fuzz.SetAction((given, cancellation) => Task.FromResult(Run(
            given.GetValue(first), given.GetValue(cases), given.GetValue(seed), given.GetValue(reader) ?? [], cancellation)));
        return await new RootCommand("Fuzzing.") { fuzz }.Parse(args).InvokeAsync();
    }

    private static int Run(int first, int cases, int seed, string[] readers, CancellationToken cancellation)
    {
        int findings = 0;
        foreach (var make in Targets.All)
        {
            var target = make();
            if (readers.Length > 0 && !readers.Contains(target.Name)) continue;
            var campaign = new Campaign(seed);
            long started = Stopwatch.GetTimestamp();
            var found = campaign.Run(target, first, cases, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{target.Name,-16} {cases,9:N0} cases  {campaign.Results,9:N0} read  {campaign.Refusals,9:N0} refused  {found.Count,4:N0} findings  {Stopwatch.GetElapsedTime(started).TotalSeconds,6:F1} s"));
            foreach (var finding in found.DistinctBy(finding => finding.What.Split('\n')[0]).Take(10)) Console.WriteLine(finding);
            findings += found.Count;
        }

        return findings == 0 ? 0 : 1;
    }
}
