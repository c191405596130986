using System.Collections.Concurrent;
using System.Globalization;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>A made record, and what the real tool writes of it. What it writes as it usually runs is made once.</summary>
public sealed class ToolRuns : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arrhythmia-same-").FullName;
    private readonly ConcurrentDictionary<string, string> _usual = new();
    private int _runs;

    public ToolRuns() => LongRecord.Write(_folder, new MadeDay(250, seed: 1, parts: 2, partSeconds: 45, count: 2), 1);

    private string Record => Path.Combine(_folder, "long");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The beats as CSV.</summary>
    internal string Classified(string model, string[]? more = null, params (string, string)[] environment) => Once($"classify {model}", more is not null || environment.Length > 0, folder =>
    {
        RealTool.Run(["classify", Record, "--out", folder, "--format", "csv", "--model", model, .. more ?? []], environment);
        return File.ReadAllText(Path.Combine(folder, "long.beats.csv"));
    });

    /// <summary>The record in another format, in hexadecimal.</summary>
    internal string Converted(string ending, params (string, string)[] environment) => Once($"convert {ending}", environment.Length > 0, folder =>
    {
        RealTool.Run(["convert", Record, Path.Combine(folder, "long." + ending)], environment);
        return Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, "long." + ending)));
    });

    /// <summary>The report.</summary>
    internal string Report(params (string, string)[] environment) => Once("report", environment.Length > 0, folder =>
    {
        RealTool.Run(["report", Record, "--out", Path.Combine(folder, "long.html")], environment);
        return File.ReadAllText(Path.Combine(folder, "long.html"));
    });

    private string Once(string what, bool isUnusual, Func<string, string> run)
    {
        return isUnusual ? Run() : _usual.GetOrAdd(what, _ => Run());

        string Run() => run(Directory.CreateDirectory(Path.Combine(_folder, (++_runs).ToString(CultureInfo.InvariantCulture))).FullName);
    }
}
