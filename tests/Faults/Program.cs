using System.CommandLine;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>Runs the tests, or, told <c>kill</c>, kills the tool as often as is asked for.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["download", var address, var folder]) return await MadeDownload.RunAsync(address, folder);
        if (args is not ["kill", ..]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

        var times = new Option<int>("--times") { Description = "How often each command is killed.", DefaultValueFactory = _ => 40 };
        var seed = new Option<int>("--seed") { Description = "What moments are drawn from.", DefaultValueFactory = _ => 1 };
        var command = new Option<string[]>("--command") { Description = "Commands by name; all unless given.", AllowMultipleArgumentsPerToken = true };
        var kill = new Command("kill", "Kills the tool at random moments, and looks at what is left.") { times, seed, command };
        kill.SetAction((given, cancellation) => RunAsync(given.GetValue(times), given.GetValue(seed), given.GetValue(command) ?? [], cancellation));
        return await new RootCommand("Faults.") { kill }.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(int times, int seed, string[] commands, CancellationToken cancellation)
    {
        int kills = 0, findings = 0;
        for (int i = 0; i < Victims.All.Count; i++)
        {
            using var victim = Victims.All[i]();
            if (commands.Length > 0 && !commands.Contains(victim.Name)) continue;
            var tally = await new KillCampaign(HashCode(seed, i)).RunAsync(victim, times, cancellation);
            Console.WriteLine(tally);
            foreach (string finding in tally.Findings) Console.WriteLine("  " + finding);
            kills += tally.Kills;
            findings += tally.Findings.Count;
        }

        Console.WriteLine(FormattableString.Invariant($"together {kills,9} kills {findings,4} findings"));
        return findings == 0 ? 0 : 1;
    }

    private static int HashCode(int seed, int victim) => unchecked((seed * 0x01000193) ^ victim);
}
