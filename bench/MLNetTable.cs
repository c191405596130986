using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="MLNetComparison"/> measured, and keeps its figures.</summary>
internal static class MLNetTable
{
    public static void Write(CompareOptions options, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        if (!options.Json)
        {
            output.WriteLine();
            output.WriteLine(string.Create(culture, $"scoring {MLNetComparison.Beats} cached beats through {MLNetComparison.Library}, {options.Threads} threads, median of {options.Runs} alternating runs"));
        }

        foreach (var result in MLNetComparison.Run(options))
        {
            // The figures the project asks of itself are those of V2, the default; V1 has keys of its own.
            var key = "mlnet." + (result.Architecture == ArrhythmiNetArchitecture.V2 ? "" : "v1.");
            figures[key + "typedRatio"] = Math.Round(result.TypedRatio, 2);
            figures[key + "loadedRatio"] = Math.Round(result.LoadedRatio, 2);
            if (!options.Json)
                output.WriteLine(string.Create(culture, $"{result.Architecture} plain {result.Plain:F2} typed {result.Typed:F2} {result.TypedRatio:F2} loaded {result.Loaded:F2} {result.LoadedRatio:F2}"));
        }
    }
}
