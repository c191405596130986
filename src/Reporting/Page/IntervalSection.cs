using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>The intervals between beats: their histogram and each against the next.</summary>
internal static class IntervalSection
{
    private const double BinSeconds = 0.05;
    private const int MostPoints = 4000;

    public static void Write(PageWriter page)
    {
        var (html, rhythm) = (page.Html, page.Rhythm);
        page.Begin("intervals", "RR intervals");
        if (rhythm.Intervals.Count < 2)
        {
            html.Element("p", "There are too few intervals to draw.").Line();
            page.End();
            return;
        }

        // The axis ends where all but a few do; the last bin holds those.
        double[] sorted = [.. rhythm.Intervals.Select(interval => interval.Seconds).Order()];
        var longest = Math.Max(1.5, Math.Ceiling(2 * (sorted[(int)(0.998 * (sorted.Length - 1))] + 0.1)) / 2);
        var counts = rhythm.Histogram(BinSeconds, (int)Math.Round(longest / BinSeconds));
        html.Open("div", ("class", "pair"));
        Histogram(page, counts, longest);
        Poincare(page, longest);
        html.Close("div").Line();

        var v = rhythm.Variability;
        page.BeginTable("Variability of the intervals between normal beats (NN)", "measure", "value>", "what it is");
        page.Row("NN intervals", PageText.Count(v.Intervals), "between two beats of class N in readable signal");
        page.Row("mean NN", Milliseconds(v.Mean), "");
        page.Row("SDNN", Milliseconds(v.Sdnn), "standard deviation");
        page.Row("RMSSD", Milliseconds(v.Rmssd), "root mean square of differences between neighbours");
        page.Row("pNN50", double.IsNaN(v.Pnn50) ? "–" : PageText.Number(100 * v.Pnn50, "0.0") + " %", "neighbours that differ by more than 50 ms");
        page.Row("SD1, SD2", $"{Milliseconds(v.Sd1)}, {Milliseconds(v.Sd2)}", "spread across and along the Poincaré plot’s diagonal");
        page.EndTable();
        page.End();
    }

    private static void Histogram(PageWriter page, int[] counts, double longest)
    {
        var html = page.Html;
        html.Open("figure").Element("figcaption", Invariant($"Histogram, bins of {1000 * BinSeconds:0} ms; the last holds longer ones too"));
        var most = counts.Max();
        var mode = Array.IndexOf(counts, most);
        ChartFrame.Write(page, "histogram", Invariant($"Histogram of RR intervals: most, {most}, are of {mode * BinSeconds:0.00} to {(mode + 1) * BinSeconds:0.00} s."),
            [.. ChartFrame.Ticks(0, most).Select(tick => (tick / most / 1.05, PageText.Count((long)tick)))], [.. ChartFrame.Ticks(0, longest).Select(tick => (tick / longest, Invariant($"{tick:0.#}")))], "square", svg =>
            {
                var path = new StringBuilder();
                var width = ChartFrame.Size / (double)counts.Length;
                for (var i = 0; i < counts.Length; i++)
                {
                    if (counts[i] > 0) path.Append(Invariant($"M{i * width + 1:0.#} 1000V{1000 - Math.Max(6, 1000 * counts[i] / (1.05 * most)):0.#}h{width - 2:0.#}V1000z"));
                }
                svg.Void("path", ("class", "bars"), ("d", path.ToString()));
            });
        html.Element("p", "RR in seconds", ("class", "axis"));
        html.Open("details").Element("summary", "The same as a table");
        page.BeginTable("RR intervals by length", "seconds", "intervals>");
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) page.Row(i == counts.Length - 1 ? Invariant($"{i * BinSeconds:0.00} and more") : Invariant($"{i * BinSeconds:0.00} to {(i + 1) * BinSeconds:0.00}"), PageText.Count(counts[i]));
        }
        page.EndTable();
        html.Close("details").Close("figure").Line();
    }

    private static void Poincare(PageWriter page, double longest)
    {
        var (html, rhythm) = (page.Html, page.Rhythm);
        html.Open("figure").Element("figcaption", "Poincaré plot: each interval (across) and the next (up)");
        var (normal, other) = (new List<(int, int)>(), new List<(int, int)>());
        for (var i = 1; i < rhythm.Intervals.Count; i++)
        {
            var (one, next) = (rhythm.Intervals[i - 1], rhythm.Intervals[i]);
            if (next.Beat == one.Beat + 1) (one.IsNormal && next.IsNormal ? normal : other).Add((Place(one.Seconds), 1000 - Place(next.Seconds)));
        }
        var v = rhythm.Variability;
        ChartFrame.Write(page, "poincare", Invariant($"Poincaré plot of {normal.Count + other.Count} pairs of intervals. {(double.IsFinite(v.Sd1 + v.Sd2) ? Invariant($"Between normal beats SD1 is {1000 * v.Sd1:0} ms and SD2 {1000 * v.Sd2:0} ms.") : "")}"),
            [.. ChartFrame.Ticks(0, longest).Select(tick => (tick / longest, Invariant($"{tick:0.#}")))], [.. ChartFrame.Ticks(0, longest).Select(tick => (tick / longest, Invariant($"{tick:0.#}")))], "square", svg =>
            {
                svg.Void("path", ("class", "diagonal"), ("d", "M0 1000L1000 0"));
                svg.Void("path", ("class", "dots odd"), ("d", Dots(other)));
                svg.Void("path", ("class", "dots"), ("d", Dots(normal)));
            });
        html.Element("p", "RR in seconds", ("class", "axis"));
        html.Open("p", ("class", "note")).Open("span", ("class", "dot")).Close("span").Text(" between normal beats ").Open("span", ("class", "dot odd")).Close("span").Text(" with a beat of another class").Close("p");
        html.Close("figure").Line();

        int Place(double seconds) => (int)Math.Round(1000 * Math.Min(seconds, longest) / longest);
    }

    // Points at the same place are one, and of a day's many a part shows all there is to see.
    private static string Dots(List<(int X, int Y)> points)
    {
        var places = points.Select(point => (X: point.X / 3 * 3, Y: point.Y / 3 * 3)).Distinct().ToArray();
        var every = places.Length / MostPoints + 1;
        return string.Concat(places.Where((_, i) => i % every == 0).Select(point => Invariant($"M{point.X} {point.Y}h.1")));
    }

    private static string Milliseconds(double seconds) => double.IsNaN(seconds) ? "–" : Invariant($"{1000 * seconds:0} ms");
}
