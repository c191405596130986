using System.Diagnostics;
using System.Globalization;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Bench;

/// <summary>One analysis of a long recording in a process of its own, so that its time has everything in it and its memory nothing else.</summary>
internal static class HolterRun
{
    /// <summary>The command that this process answers to.</summary>
    public const string Command = "holter-run";

    /// <summary>What a run took.</summary>
    /// <param name="Seconds">From opening the model and the record to the last beat.</param>
    /// <param name="Megabytes">The most memory that was resident, in 2^20 bytes.</param>
    /// <param name="Beats">Beats classified.</param>
    public readonly record struct Result(double Seconds, double Megabytes, long Beats);

    /// <summary>Runs in this process and prints the result.</summary>
    /// <param name="record">The record's path.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="detect">Whether the R peaks are to be found, rather than read.</param>
    public static void Answer(string record, string model, int threads, bool detect)
    {
        var started = Stopwatch.GetTimestamp();
        var analyzer = new RecordAnalyzer(ArrhythmiNetModel.Load(model), new AnalysisOptions { Threads = threads });
        using var opened = WfdbRecord.Open(record);
        var summary = analyzer.Analyze(opened, static (in AnalyzedBeat _) => { }, detect ? null : MitBihArrhythmiaDatabase.Annotator);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {self.PeakWorkingSet64 / (double)(1 << 20)} {summary.Classified}"));
    }

    /// <summary>Runs in a new process.</summary>
    /// <param name="record">The record's path.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="detect">Whether the R peaks are to be found, rather than read.</param>
    public static Result Start(string record, string model, int threads, bool detect)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet") start.ArgumentList.Add(typeof(HolterRun).Assembly.Location);
        foreach (var argument in (string[])[Command, record, model, threads.ToString(CultureInfo.InvariantCulture), detect.ToString()]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The run over {record} ended with code {process.ExitCode}.");
        var parts = line.Split(' ');
        return new Result(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
