using System.Globalization;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>Prints what <see cref="MLNetComparison"/> measured, and keeps its figures.</summary>
internal static class MLNetTable
{
    public static void Write(CompareOptions options, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Through ML.NET**, {MLNetComparison.Beats:N0} cached beats, {Comparison.Threads(options.Threads)}, on {MLNetComparison.Library}, median of {options.Runs} alternating runs; time / the plain engine's:"));
        output.WriteLine();
        Markdown.Header(output, "", "plain engine", "`ArrhythmiNetTransformer`", "time / plain", "what `Model.Load` gives", "time / plain");
        foreach (var result in MLNetComparison.Run(options))
        {
            // The figures the project asks of itself are those of V2, the default; V1 has keys of its own.
            var key = "mlnet." + (result.Architecture == ArrhythmiNetArchitecture.V2 ? "" : "v1.");
            figures[key + "typedRatio"] = Math.Round(result.TypedRatio, 2);
            figures[key + "loadedRatio"] = Math.Round(result.LoadedRatio, 2);
            Markdown.Row(
                output, result.Architecture.ToString(), Seconds(result.Plain), Seconds(result.Typed), result.TypedRatio.ToString("F2", culture),
                Seconds(result.Loaded), result.LoadedRatio.ToString("F2", culture));
        }
    }

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
}
