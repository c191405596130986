using System.Diagnostics;
using System.Globalization;
using ArrhythmiaVision.Tool.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>
/// Starts a command, kills it at a random moment, looks at what it left, and lets it run to its end. The seed gives the moments as shares of an
/// unbroken run's time; nothing that is checked depends on when they come.
/// </summary>
internal sealed class KillCampaign(int seed)
{
    private const int MostInARow = 4;
    private const int OldBytes = 1000;
    private static readonly TimeSpan s_longAgo = TimeSpan.FromDays(1);
    private readonly Random _random = new(seed);

    /// <summary>Kills a command.</summary>
    /// <param name="victim">The command.</param>
    /// <param name="times">How often.</param>
    /// <param name="cancellation">Ends the campaign.</param>
    public async Task<Tally> RunAsync(Victim victim, int times, CancellationToken cancellation)
    {
        var tally = new Tally(victim.Name);
        var expected = await UnbrokenAsync(victim, tally, cancellation);
        var usual = await TimeAsync(victim, cancellation);

        // Of runs that ended before their moment came there is nothing to see; they are too many only where the machine grows much faster.
        for (int tries = 0; tally.Kills < times && tries < 10 * times && tally.Findings.Count == 0; tries++)
            await TryAsync(victim, expected, usual, Math.Min(1 + _random.Next(MostInARow), times - tally.Kills), tally, cancellation);
        tally.Resumed = victim.Resumed;
        return tally;
    }

    private static async Task<byte[][]> UnbrokenAsync(Victim victim, Tally tally, CancellationToken cancellation)
    {
        using var folder = new TempFolder();
        await CompleteAsync(victim, folder.Path, tally, cancellation);
        return [.. victim.Outputs.Select(file => File.ReadAllBytes(folder[file]))];
    }

    private static async Task<TimeSpan> TimeAsync(Victim victim, CancellationToken cancellation)
    {
        using var folder = new TempFolder();
        long started = Stopwatch.GetTimestamp();
        using var run = victim.Start(folder.Path);
        await run.EndAsync(cancellation);
        return Stopwatch.GetElapsedTime(started);
    }

    // A few kills in a row, and then a run to the end.
    private async Task TryAsync(Victim victim, byte[][] expected, TimeSpan usual, int kills, Tally tally, CancellationToken cancellation)
    {
        using var folder = new TempFolder();
        byte[]?[] old = new byte[]?[expected.Length];
        if (_random.Next(2) == 0)
        {
            for (int i = 0; i < old.Length; i++)
            {
                old[i] = new byte[OldBytes + i];
                _random.NextBytes(old[i]!);
                Directory.CreateDirectory(Path.GetDirectoryName(folder[victim.Outputs[i]])!);
                await File.WriteAllBytesAsync(folder[victim.Outputs[i]], old[i]!, cancellation);
            }
        }

        for (int i = 0; i < kills; i++)
        {
            double moment = _random.NextDouble();
            bool whenWriting = _random.Next(3) == 0;
            if (!await KillAsync(victim, folder, usual, moment, whenWriting, cancellation))
                continue;
            tally.Kills++;
            Look(victim, folder, expected, old, tally);
        }

        // So long after, what was left is cleared away.
        string[] left = Leftovers(folder);
        tally.MostLeft = Math.Max(tally.MostLeft, left.Length);
        foreach (string file in left)
            File.SetLastWriteTimeUtc(folder[file], DateTime.UtcNow - s_longAgo);
        object? remembered = victim.Remember(folder.Path);
        var ended = await CompleteAsync(victim, folder.Path, tally, cancellation);
        if (victim.CheckResumed(remembered, ended) is { } wrong)
            tally.Findings.Add($"{victim.Name}: {wrong}");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!File.ReadAllBytes(folder[victim.Outputs[i]]).AsSpan().SequenceEqual(expected[i]))
                tally.Findings.Add($"{victim.Name}: run again, {victim.Outputs[i]} is not what an unbroken run writes");
        }

        string[] more = [.. folder.Files.Except(victim.Outputs).Where(file => Path.GetFileName(file) != ".downloading")];
        if (more.Length > 0)
            tally.Findings.Add($"{victim.Name}: run again, {string.Join(", ", more)} {(more.Length == 1 ? "is" : "are")} left");
        tally.Completed++;
    }

    private static async Task<bool> KillAsync(Victim victim, TempFolder folder, TimeSpan usual, double moment, bool whenWriting, CancellationToken cancellation)
    {
        string[] before = folder.Files;
        using var run = victim.Start(folder.Path);
        if (whenWriting)
        {
            // What is written last, and renamed, takes a small part of a run: so some are killed shortly after files appear.
            while (!run.HasEnded && folder.Files.SequenceEqual(before))
                await Task.Delay(1, cancellation);
            await Task.Delay(usual * (moment * moment * moment * 0.1), cancellation);
        }
        else
        {
            await Task.Delay(usual * moment, cancellation);
        }

        return await run.KillAsync();
    }

    private static void Look(Victim victim, TempFolder folder, byte[][] expected, byte[]?[] old, Tally tally)
    {
        var states = victim.Outputs.Select((file, i) => StateOf(folder[file], expected[i], old[i])).ToArray();
        foreach (var state in states)
            tally.Outputs[state] = tally.Outputs.GetValueOrDefault(state) + 1;
        if (states.Contains(OutputState.Broken))
            tally.Findings.Add($"{victim.Name}: {victim.Outputs[Array.IndexOf(states, OutputState.Broken)]} is neither the old one nor the new one nor absent");
        if (victim.Check(folder.Path, states) is { } wrong)
            tally.Findings.Add($"{victim.Name}: {wrong}");

        string[] others = [.. folder.Files.Except(victim.Outputs)];
        if (others.FirstOrDefault(file => !Victim.IsPending(file) && !victim.IsKept(file)) is { } stray)
            tally.Findings.Add($"{victim.Name}: {stray} is left, which nobody will know what to do with");
        tally.WhileWriting += others.Length > 0 ? 1 : 0;
    }

    private static OutputState StateOf(string file, byte[] expected, byte[]? old)
    {
        if (!File.Exists(file))
            return OutputState.Absent;
        byte[] bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().SequenceEqual(expected) ? OutputState.New : old is not null && bytes.AsSpan().SequenceEqual(old) ? OutputState.Old : OutputState.Broken;
    }

    private static async Task<Ended> CompleteAsync(Victim victim, string folder, Tally tally, CancellationToken cancellation)
    {
        using var run = victim.Start(folder);
        var ended = await run.EndAsync(cancellation);
        if (ended.Code != 0)
            tally.Findings.Add(string.Create(CultureInfo.InvariantCulture, $"{victim.Name}: not killed, it ended with {ended.Code}:\n{ended.Error}"));
        return ended;
    }

    private static string[] Leftovers(TempFolder folder) => [.. folder.Files.Where(Victim.IsPending)];
}
