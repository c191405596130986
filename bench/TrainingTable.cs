using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="TrainingComparison"/> and <see cref="ThreadsComparison"/> measured, and keeps their figures.</summary>
internal static class TrainingTable
{
    public static void Write(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        WriteEpochs(options, peak, figures, output);
        if (options.Threads > 1) WriteThreads(options, figures, output);
    }

    private static void WriteEpochs(CompareOptions options, double peak, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Training**, one epoch of {options.Beats:N0} beats in batches of {TrainingComparison.BatchSize}, {Comparison.Threads(options.Threads)}, median of {options.Runs} alternating runs:"));
        output.WriteLine();
        Markdown.Header(output, "", "ours", "peer", "ratio", "of peak", "peer");
        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            var result = TrainingComparison.Run(architecture, options);
            var key = Key(architecture);
            var share = result.Flops / result.Ours / 1e9 / peak;
            figures[key + ".epochSeconds"] = Math.Round(result.Ours, 3);
            figures[key + ".peakShare"] = Math.Round(share, 3);
            if (result.Peer is { } peer) figures[key + ".epochRatio"] = Math.Round(peer / result.Ours, 2);
            Markdown.Row(
                output, architecture.ToString(), Seconds(result.Ours), Seconds(result.Peer), (result.Peer / result.Ours)?.ToString("F1", culture) ?? "-",
                share.ToString("P0", culture), result.PeerNote);
        }
    }

    private static void WriteThreads(CompareOptions options, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        var threads = Comparison.Threads(options.Threads);
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Training on 1 thread and on {options.Threads}**, a step of {TrainingComparison.BatchSize} beats, median of {ThreadsComparison.Rounds} rounds of {ThreadsComparison.Steps} steps each, taking turns; the networks are the same, to the last bit. Beside it, {options.Threads} trainings of 1 thread each, side by side:"));
        output.WriteLine();
        Markdown.Header(output, "", "1 thread", threads, "1 thread's time / " + threads + "'", "work of those side by side / of one alone");
        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            var result = ThreadsComparison.Run(architecture, options);
            var ratio = result.OneThread / result.AllThreads;
            var limit = options.Threads * result.OneThread / result.SideBySide;
            figures[Key(architecture) + ".threadsRatio"] = Math.Round(ratio, 2);
            figures[Key(architecture) + ".sideBySideRatio"] = Math.Round(limit, 2);
            Markdown.Row(output, architecture.ToString(), Milliseconds(result.OneThread), Milliseconds(result.AllThreads), ratio.ToString("F2", culture), limit.ToString("F2", culture));
        }
    }

    private static string Key(ArrhythmiNetArchitecture architecture) => "training." + architecture.ToString().ToLowerInvariant();

    private static string Milliseconds(double seconds) => (1000 * seconds).ToString("F2", CultureInfo.InvariantCulture) + " ms";

    private static string Seconds(double? value) => value is { } seconds ? seconds.ToString("F2", CultureInfo.InvariantCulture) + " s" : "-";
}
