namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A slice of what the command <c>kill</c> does.</summary>
public class KillTests
{
    private const int Times = 2;

    public static TheoryData<int> Commands => [.. Enumerable.Range(0, Victims.All.Count)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task WhatIsKilledLeavesTheOldFileTheNewOneOrNone(int command)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("SIGKILL is a signal of Unix.");
        using var victim = Victims.All[command]();
        var tally = await new KillCampaign(seed: 1).RunAsync(victim, Times, TestContext.Current.CancellationToken);
        Assert.True(tally.Findings.Count == 0, string.Join('\n', tally.Findings));
        Assert.True(tally.Completed > 0, "nothing was run to its end");
    }
}
