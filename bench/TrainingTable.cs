using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="TrainingComparison"/> measured, and keeps its figures.</summary>
internal static class TrainingTable
{
    public static void Write(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        var threads = Comparison.Threads(options.Threads);
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Training**, one epoch of {options.Beats:N0} beats in batches of {TrainingComparison.BatchSize}, {threads}, median of {options.Runs} alternating runs; the networks are the same, to the last bit, on 1 thread:"));
        output.WriteLine();
        Markdown.Header(output, "", "ours", "peer", "ratio", "of peak", "ours, 1 thread", "1 thread's time / " + threads + "'", "peer");
        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            var result = TrainingComparison.Run(architecture, options);
            var key = "training." + architecture.ToString().ToLowerInvariant();
            var share = result.Flops / result.Ours / 1e9 / peak;
            figures[key + ".epochSeconds"] = Math.Round(result.Ours, 3);
            figures[key + ".epochSecondsOneThread"] = Math.Round(result.OneThread, 3);
            figures[key + ".threadsRatio"] = Math.Round(result.OneThread / result.Ours, 2);
            figures[key + ".peakShare"] = Math.Round(share, 3);
            if (result.Peer is { } peer) figures[key + ".epochRatio"] = Math.Round(peer / result.Ours, 2);
            Markdown.Row(
                output, architecture.ToString(), Seconds(result.Ours), Seconds(result.Peer), (result.Peer / result.Ours)?.ToString("F1", culture) ?? "-",
                share.ToString("P0", culture), Seconds(result.OneThread), (result.OneThread / result.Ours).ToString("F2", culture), result.PeerNote);
        }
    }

    private static string Seconds(double? value) => value is { } seconds ? seconds.ToString("F2", CultureInfo.InvariantCulture) + " s" : "-";
}
