using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Runs the project and its peers side by side and prints their times, ratios, and the share of the machine's peak.</summary>
internal static class Comparison
{
    public static void Run(CompareOptions options, TextWriter output)
    {
        var peak = FmaPeak.Measure(options.Threads);
        var culture = CultureInfo.InvariantCulture;
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["machine.peakGflops"] = Math.Round(peak, 1) };
        if (!options.Json)
            output.WriteLine(string.Create(culture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {DateTime.UtcNow:yyyy-MM-dd}; {options.Threads} threads, {peak:F0} GFLOP/s of fused multiply-adds"));
        if (options.Measures("training")) WriteTraining(options, peak, figures, output);
        if (options.Measures("inference")) InferenceTable.Write(options, peak, figures, output);
        if (options.Measures("mlnet")) MLNetTable.Write(options, figures, output);
        RecordingTables.Write(options, figures, output);
        if (options.Json) output.WriteLine(JsonSerializer.Serialize(figures));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void WriteTraining(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        if (!options.Json)
        {
            output.WriteLine();
            output.WriteLine(string.Create(culture, $"one training epoch, {options.Beats} beats in batches of {TrainingComparison.BatchSize}, median of {options.Runs} alternating runs"));
            output.WriteLine(string.Create(culture, $"{"",-4}{"ours, s",10}{"peer, s",10}{"ratio",8}{"of peak",9}  peer"));
        }

        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            var result = TrainingComparison.Run(architecture, options);
            var key = "training." + architecture.ToString().ToLowerInvariant();
            var share = result.Flops / result.Ours / 1e9 / peak;
            figures[key + ".epochSeconds"] = Math.Round(result.Ours, 3);
            figures[key + ".peakShare"] = Math.Round(share, 3);
            if (result.Peer is { } peer) figures[key + ".epochRatio"] = Math.Round(peer / result.Ours, 2);
            if (options.Json) continue;

            var peerTime = result.Peer?.ToString("F2", culture) ?? "-";
            var ratio = (result.Peer / result.Ours)?.ToString("F1", culture) ?? "-";
            output.WriteLine(string.Create(culture, $"{architecture,-4}{result.Ours,10:F2}{peerTime,10}{ratio,8}{share,9:P0}  {result.PeerNote}"));
        }
    }
}
