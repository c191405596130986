using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>The page's heading, and what matters most, at a glance.</summary>
internal static class SummarySection
{
    public static void WriteHeader(PageWriter page)
    {
        var (html, report) = (page.Html, page.Report);
        html.Open("header").Line();
        html.Element("p", "ECG rhythm report", ("class", "kicker")).Element("h1", report.Record);
        html.Open("p", ("class", "sub")).Text($"{PageText.Duration(report.Seconds)} of lead {report.Lead}");
        if (report.StartTime is { } start) html.Text(Invariant($" from {start:yyyy-MM-dd HH:mm}"));
        html.Text($" · judged by {report.Model.Name} · ").Element("strong", "not a medical device").Close("p");
        html.Open("nav", ("aria-label", "Parts of the report")).Open("ul");
        foreach (var (id, text) in (ReadOnlySpan<(string, string)>)[("glance", "At a glance"), ("quality", "Signal"), ("rate", "Heart rate"), ("classes", "Beats"), ("episodes", "Episodes"), ("intervals", "RR"), ("periods", "Over time"), ("strip", "Full disclosure"), ("telling", "Evidence"), ("reference", "Reference"), ("model", "Model")])
        {
            if (id == "reference" && report.Comparison is null) continue;
            html.Open("li").Element("a", text, ("href", "#" + id)).Close("li");
        }
        html.Close("ul").Close("nav").Close("header").Line();
    }

    public static void Write(PageWriter page)
    {
        var (html, report, rhythm) = (page.Html, page.Report, page.Rhythm);
        page.Begin("glance", "At a glance");
        if (report.Warnings.Count > 0)
        {
            html.Open("ul", ("class", "warnings"), ("aria-label", "Know this first"));
            foreach (var warning in report.Warnings) html.Element("li", warning);
            html.Close("ul").Line();
        }

        html.Open("dl", ("class", "tiles")).Line();
        Tile("Heart rate", PageText.Rate(rhythm.MeanRate), "/min, mean", () => Extremes(page));
        Ectopic("Ventricular ectopic", AamiClass.V, "k-V");
        Ectopic("Supraventricular ectopic", AamiClass.S, "k-S");
        Tile(rhythm.Pauses.Count > 0 ? "Longest pause" : "Longest interval", rhythm.LongestInterval is { } longest ? PageText.Number(longest.Seconds, "0.00") : "–", "s", () =>
        {
            if (rhythm.LongestInterval is not { } pause) html.Text("no two beats in readable signal");
            else
            {
                html.Text("ends at ");
                page.Time(pause.Time);
                html.Text(Invariant($"; {(rhythm.Pauses.Count == 0 ? "no pause" : PageText.Plural(rhythm.Pauses.Count, "pause"))} of {RhythmAnalysis.PauseSeconds:0} s or more"));
            }
        });
        var (none, unsure) = (report.Beats.Count(beat => beat.ClassIndex < 0), report.Beats.Count(beat => beat.IsUnsure));
        Tile("Perhaps of none of the classes", Found(none + unsure), none + unsure == 1 ? "beat" : "beats",
            () => html.Text(report.Beats.Count == 0 ? "no beat was found" : $"{PageText.Percent(none + unsure, report.Beats.Count)} of all: {PageText.Count(unsure)} unsure, {PageText.Count(none)} of none"), none + unsure > 0 ? "k-none" : null);
        var quality = report.OwnQuality;
        Tile("Analysable signal", quality is null ? "–" : PageText.Number(Math.Floor(1000 * quality.AnalysableShare) / 10, "0.0"), "%", () => html.Text(quality is null ? "not judged" : $"of lead {report.Lead}"));
        html.Close("dl").Line();

        html.Element("p", InWords(page), ("class", "lead")).Line();
        if (report.Origin.Length > 0) html.Element("p", report.Origin).Line();
        page.End();

        void Ectopic(string name, AamiClass @class, string style)
        {
            var count = rhythm.Count(@class);
            Tile(name, Found(count), count == 1 ? "beat" : "beats", () => html.Text(report.Beats.Count == 0 ? "no beat was found" : $"{PageText.Percent(count, report.Beats.Count)} of all beats{Unsure(report, @class)}{Groups(rhythm, @class)}"), count > 0 ? style : null);
        }

        // Where no beat was found a 0 would say that there are no ectopic ones.
        string Found(int count) => report.Beats.Count == 0 ? "–" : PageText.Count(count);

        void Tile(string name, string value, string unit, Action below, string? style = null)
        {
            html.Open("div", ("class", style is null ? "tile" : "tile " + style)).Element("dt", name);
            html.Open("dd").Open("span", ("class", "value")).Text(value).Close("span").Text(" ").Element("span", unit, ("class", "unit")).Open("span", ("class", "below"));
            below();
            html.Close("span").Close("dd").Close("div").Line();
        }
    }

    private static void Extremes(PageWriter page)
    {
        if (page.Rhythm is not { LowestRate: { } lowest, HighestRate: { } highest })
        {
            page.Html.Text(Invariant($"too few beats for lowest and highest (over {RhythmAnalysis.RateIntervals} intervals)"));
            return;
        }
        page.Html.Text($"lowest {PageText.Rate(lowest.BeatsPerMinute)} at ");
        page.Time(lowest.Time);
        page.Html.Text($", highest {PageText.Rate(highest.BeatsPerMinute)} at ");
        page.Time(highest.Time);
    }

    private static string Unsure(RecordReport report, AamiClass @class)
    {
        var unsure = report.Beats.Count(beat => beat.Class == @class && beat.IsUnsure);
        return unsure > 0 ? $", {PageText.Count(unsure)} of them unsure" : "";
    }

    private static string Groups(RhythmAnalysis rhythm, AamiClass @class)
    {
        var groups = new List<string>();
        foreach (var (kind, one, many) in (ReadOnlySpan<(EpisodeKind, string, string)>)[(EpisodeKind.Couplet, "couplet", "couplets"), (EpisodeKind.Run, "run", "runs"), (EpisodeKind.Bigeminy, "bigeminy", "bigeminies"), (EpisodeKind.Trigeminy, "trigeminy", "trigeminies")])
        {
            var count = rhythm.Episodes.Count(episode => episode.Class == @class && episode.Kind == kind);
            if (count > 0) groups.Add(PageText.Plural(count, one, many));
        }
        return groups.Count == 0 ? "" : "; " + string.Join(", ", groups);
    }

    /// <summary>The findings as a sentence or two: nothing that the numbers do not say.</summary>
    private static string InWords(PageWriter page)
    {
        var (report, rhythm) = (page.Report, page.Rhythm);
        if (report.Beats.Count == 0) return $"No beats were found in {PageText.Duration(report.Seconds)} of lead {report.Lead}.";
        var text = new System.Text.StringBuilder($"{PageText.Plural(report.Beats.Count, "beat")} in {PageText.Duration(report.Seconds)}");
        if (double.IsFinite(rhythm.MeanRate)) text.Append($" at {PageText.Rate(rhythm.MeanRate)} a minute on average");
        text.Append(". ");
        var longest = rhythm.Episodes.Where(episode => episode is { Kind: EpisodeKind.Run, Class: AamiClass.V }).OrderByDescending(episode => episode.Ectopics).ThenByDescending(episode => episode.Rate).ThenBy(episode => episode.Start).FirstOrDefault();
        if (longest.Ectopics > 0) text.Append($"The longest run of ventricular ectopic beats has {longest.Ectopics}, at {PageText.Clock(longest.Start)}, {PageText.Rate(longest.Rate)} a minute. ");
        var reviewed = report.Beats.Count(beat => beat.IsReviewed);
        if (reviewed > 0) text.Append($"A person gave {PageText.Plural(reviewed, "beat its class", "beats their class")}; they are marked as reviewed. ");
        text.Append("The rhythm itself is not named: atrial fibrillation and other rhythms are not looked for. ");
        text.Append(report.Paced.Count > 0 ? "Where the heart was paced is what annotations say." : "Pacing is not looked for either, and no annotations told of any: a paced heart would not be noticed.");
        return text.ToString();
    }
}
