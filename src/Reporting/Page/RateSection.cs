using System.Text;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>The heart rate over the recording.</summary>
internal static class RateSection
{
    private static readonly double[] s_bins = [5, 10, 30, 60, 120, 300, 600, 1800, 3600];

    public static double BinSeconds(double seconds) => s_bins.FirstOrDefault(bin => seconds / bin <= 240, s_bins[^1]);

    public static void Write(PageWriter page)
    {
        var (html, rhythm, seconds) = (page.Html, page.Rhythm, page.Report.Seconds);
        page.Begin("rate", "Heart rate");
        var bin = BinSeconds(seconds);
        var trend = rhythm.Trend(bin);
        if (rhythm.Intervals.Count == 0 || trend.All(part => double.IsNaN(part.Mean)))
        {
            html.Element("p", "No two beats follow one another in readable signal, so there is no heart rate.").Line();
            page.End();
            return;
        }

        var lowest = trend.Select(part => double.IsNaN(part.Lowest) ? part.Mean : Math.Min(part.Lowest, part.Mean)).Where(double.IsFinite).Min();
        var highest = trend.Select(part => double.IsNaN(part.Highest) ? part.Mean : Math.Max(part.Highest, part.Mean)).Where(double.IsFinite).Max();
        var (from, to) = (10 * Math.Floor((lowest - 5) / 10), 10 * Math.Ceiling((highest + 5) / 10));
        var description = $"Heart rate over {PageText.Duration(seconds)}: mean {PageText.Rate(rhythm.MeanRate)} a minute"
            + (rhythm is { LowestRate: { } low, HighestRate: { } high } ? $", lowest {PageText.Rate(low.BeatsPerMinute)} at {PageText.Clock(low.Time)}, highest {PageText.Rate(high.BeatsPerMinute)} at {PageText.Clock(high.Time)}" : "") + ".";
        html.Open("p", ("class", "note")).Text($"Beats a minute, mean of each {PageText.Duration(bin)} (line) with the lowest and highest over {RhythmAnalysis.RateIntervals} intervals in a row (band). ");
        html.Open("span", ("class", "key k-V")).Element("b", "V").Close("span").Text(" and ").Open("span", ("class", "key k-S")).Element("b", "S").Close("span").Text(" marks below: ectopic beats. Grey: unreadable.").Close("p").Line();
        html.Open("div", ("class", "hover"), ("id", "trend"), ("data-bin", Invariant($"{bin:0.##}")), ("data-len", Invariant($"{seconds:0.###}")));
        ChartFrame.Write(page, "trend-chart", description, [.. ChartFrame.Ticks(from, to).Select(tick => ((tick - from) / (to - from), Invariant($"{tick:0}")))], ChartFrame.TimeTicks(seconds), "wide", svg =>
        {
            foreach (var stretch in rhythm.Unreadable) svg.Void("rect", ("class", "unreadable"), ("x", X(stretch.Start)), ("width", Invariant($"{Math.Max(1, ChartFrame.Size * stretch.Seconds / seconds):0.#}")), ("height", "1000"));
            foreach (var stretch in page.Report.Paced) svg.Void("rect", ("class", "paced"), ("x", X(stretch.Start)), ("width", Invariant($"{Math.Max(1, ChartFrame.Size * stretch.Seconds / seconds):0.#}")), ("y", "0"), ("height", "24"));
            svg.Void("path", ("class", "band"), ("d", Band(trend)));
            svg.Void("path", ("class", "line"), ("d", Line(trend)));
            Rug(svg, AamiClass.V, 955, "k-V");
            Rug(svg, AamiClass.S, 905, "k-S");
        });
        html.Element("p", "", ("class", "readout"), ("role", "status")).Close("div").Line();

        html.Open("details").Element("summary", "The same as a table");
        page.BeginTable("Heart rate over time, beats a minute", "from", "mean>", "lowest>", "highest>");
        foreach (var part in Coarse(rhythm, seconds)) page.Row(PageText.Clock(part.Start), PageText.Rate(part.Mean), PageText.Rate(part.Lowest), PageText.Rate(part.Highest));
        page.EndTable();
        html.Close("details").Line();
        page.End();

        string X(double time) => Invariant($"{ChartFrame.Size * time / seconds:0.#}");

        string Y(double rate) => Invariant($"{ChartFrame.Size * (1 - (rate - from) / (to - from)):0.#}");

        string Line(IReadOnlyList<RateBin> bins)
        {
            var path = new StringBuilder();
            var pen = false;
            foreach (var part in bins)
            {
                if (double.IsNaN(part.Mean))
                {
                    pen = false;
                    continue;
                }
                // A part between two gaps would be a point; it is drawn as long as it lasts.
                path.Append(pen ? $"L{X((part.Start + part.End) / 2)} {Y(part.Mean)}" : $"M{X(part.Start)} {Y(part.Mean)}H{X((part.Start + part.End) / 2)}");
                pen = true;
            }
            return path.ToString();
        }

        string Band(IReadOnlyList<RateBin> bins)
        {
            var path = new StringBuilder();
            for (var i = 0; i < bins.Count;)
            {
                var end = i;
                while (end < bins.Count && !double.IsNaN(bins[end].Lowest)) end++;
                if (end > i)
                {
                    path.Append($"M{X(bins[i].Start)} {Y(bins[i].Highest)}");
                    for (var k = i; k < end; k++) path.Append($"L{X((bins[k].Start + bins[k].End) / 2)} {Y(bins[k].Highest)}");
                    path.Append($"L{X(bins[end - 1].End)} {Y(bins[end - 1].Highest)}V{Y(bins[end - 1].Lowest)}");
                    for (var k = end - 1; k >= i; k--) path.Append($"L{X((bins[k].Start + bins[k].End) / 2)} {Y(bins[k].Lowest)}");
                    path.Append($"L{X(bins[i].Start)} {Y(bins[i].Lowest)}z");
                }
                i = Math.Max(end, i + 1);
            }
            return path.ToString();
        }

        void Rug(HtmlWriter svg, AamiClass @class, int y, string style)
        {
            var places = rhythm.Beats.Where(beat => beat.Class == @class).Select(beat => (int)(ChartFrame.Size * beat.Time / seconds)).Distinct();
            var path = string.Concat(places.Select(place => Invariant($"M{place} {y}v40")));
            if (path.Length > 0) svg.Void("path", ("class", "rug " + style), ("d", path));
        }
    }

    /// <summary>Rows that a person reads: some thirty at most.</summary>
    private static IReadOnlyList<RateBin> Coarse(RhythmAnalysis rhythm, double seconds) => rhythm.Trend(s_bins.FirstOrDefault(bin => seconds / bin <= 32, s_bins[^1]));
}
