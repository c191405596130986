using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="InferenceComparison"/> measured, and keeps its figures.</summary>
internal static class InferenceTable
{
    public static void Write(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        if (!options.Json)
        {
            output.WriteLine();
            output.WriteLine(string.Create(culture, $"scoring, a beat; the peer's empty model is taken off; median of {options.Runs} alternating runs"));
            output.WriteLine(string.Create(culture, $"{"",-4}{"beats",6}{"threads",9}{"ours, µs",10}{"peer, µs",10}{"empty, µs",11}{"ratio",8}{"of peak",9}  peer"));
        }

        foreach (var result in InferenceComparison.Run(options))
        {
            var share = result.Flops / result.Ours / 1e9 / (peak * result.Threads / options.Threads);
            Keep(result, share, figures, options);
            if (options.Json) continue;

            var form = result.Peer is null ? "" : result.Convolutions == OnnxConvolutions.OneDimensional ? "1-D convolutions, " : "2-D convolutions, ";
            output.WriteLine(string.Create(
                culture,
                $"{result.Architecture,-4}{result.Batch,6}{result.Threads,9}{result.Ours * 1e6,10:F1}{Microseconds(result.Peer),10}{Microseconds(result.Empty / result.Batch),11}{result.Ratio?.ToString("F1", culture) ?? "-",8}{share,9:P0}  {form}{result.PeerNote}"));
        }
    }

    private static void Keep(InferenceComparison.Result result, double share, SortedDictionary<string, double> figures, CompareOptions options)
    {
        // The table's ratios are those to the network as it is, over lines; those to the graph over images have keys of their own.
        var what = result.Batch == 1 ? "latency" : result.Threads == options.Threads ? "batch" : "batchOneThread";
        var key = "inference." + result.Architecture.ToString().ToLowerInvariant() + "." + what;
        var form = result.Convolutions == OnnxConvolutions.OneDimensional ? "" : "2D";
        if (result.Ratio is { } ratio) figures[key + "Ratio" + form] = Math.Round(ratio, 2);
        if (form.Length > 0) return;

        figures[key + "Microseconds"] = Math.Round(result.Ours * 1e6, 2);
        figures[key + "PeakShare"] = Math.Round(share, 3);
    }

    private static string Microseconds(double? seconds) => (seconds * 1e6)?.ToString("F1", CultureInfo.InvariantCulture) ?? "-";
}
