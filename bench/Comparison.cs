using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace ArrhythmiaVision.Bench;

/// <summary>Runs the project and its peers side by side and prints their times, ratios, and the share of the machine's peak.</summary>
internal static class Comparison
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static void Run(CompareOptions options, TextWriter output)
    {
        var peak = FmaPeak.Measure(options.Threads);
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["machine.peakGflops"] = Math.Round(peak, 1) };

        // With --json the figures alone are written; the tables then show how far the run is.
        var tables = options.Json ? Console.Error : output;
        tables.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Measured on {DateTime.UtcNow:yyyy-MM-dd}"));
        tables.WriteLine();
        tables.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {Vectors()}-bit vectors, {peak:F0} GFLOP/s of fused multiply-adds measured on {Threads(options.Threads)}; {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}."));
        if (options.Measures("training")) TrainingTable.Write(options, peak, figures, tables);
        if (options.Measures("inference")) InferenceTable.Write(options, peak, figures, tables);
        if (options.Measures("mlnet")) MLNetTable.Write(options, figures, tables);
        RecordingTables.Write(options, figures, tables);
        if (options.Json) output.WriteLine(JsonSerializer.Serialize(figures));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Threads(int count) => count == 1 ? "1 thread" : count.ToString(CultureInfo.InvariantCulture) + " threads";

    /// <summary>What the same work gives on each of some threads, all at once.</summary>
    public static double[] SideBySide(int threads, Func<double> work)
    {
        var results = new double[threads];
        var team = Enumerable.Range(0, threads).Select(i => new Thread(() => results[i] = work())).ToArray();
        foreach (var thread in team) thread.Start();
        foreach (var thread in team) thread.Join();
        return results;
    }

    private static int Vectors() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Processor()
    {
        const string key = "model name";
        var line = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
