using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="InferenceComparison"/> measured, and keeps its figures.</summary>
internal static class InferenceTable
{
    public static void Write(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"**Scoring**, per beat; the time of the peer's empty model is taken off; median of {options.Runs} alternating runs:"));
        output.WriteLine();
        Markdown.Header(output, "", "ours", "of peak", "1-D graph", "ratio", "2-D graph", "ratio", "peer");

        // A case's results follow one another: the graph over lines, then, where the peer is there, the same over images.
        var line = new List<InferenceComparison.Result>();
        foreach (var result in InferenceComparison.Run(options))
        {
            Keep(result, Share(result, peak, options), figures, options);
            if (result.Convolutions == OnnxConvolutions.OneDimensional && line.Count > 0) WriteLine();
            line.Add(result);
        }

        WriteLine();

        void WriteLine()
        {
            var first = line[0];
            var images = line.Count > 1 ? line[1] : null;
            var beats = first.Batch == 1 ? "one beat" : first.Batch.ToString("N0", CultureInfo.InvariantCulture) + " beats";
            Markdown.Row(
                output, $"{first.Architecture}, {beats}, {Comparison.Threads(first.Threads)}", Ours(line),
                Share(first, peak, options).ToString("P0", CultureInfo.InvariantCulture), Microseconds(first.Peer), Ratio(first),
                Microseconds(images?.Peer), Ratio(images), first.PeerNote);
            line.Clear();
        }
    }

    private static double Share(InferenceComparison.Result result, double peak, CompareOptions options) =>
        result.Flops / result.Ours / 1e9 / (peak * result.Threads / options.Threads);

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

    /// <summary>Our time beside either graph; as one figure where they round to the same.</summary>
    private static string Ours(List<InferenceComparison.Result> line)
    {
        var low = Microseconds(line.Min(result => result.Ours));
        var high = Microseconds(line.Max(result => result.Ours));
        return low == high ? low : low.Split(' ')[0] + " to " + high;
    }

    private static string Ratio(InferenceComparison.Result? result) => result?.Ratio?.ToString("F1", CultureInfo.InvariantCulture) ?? "-";

    private static string Microseconds(double? seconds) => seconds is { } time ? (time * 1e6).ToString("F0", CultureInfo.InvariantCulture) + " µs" : "-";
}
