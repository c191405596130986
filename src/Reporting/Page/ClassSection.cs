using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>How many beats there are of each class, and of none.</summary>
internal static class ClassSection
{
    public static void Write(PageWriter page)
    {
        var (html, report) = (page.Html, page.Report);
        page.Begin("classes", "Beats by class");
        var all = report.Beats.Count;
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", "Beats by class"), ("tabindex", "0")).Open("table").Element("caption", "Beats by class, and their share of all beats (burden)");
        html.Open("thead").Open("tr");
        foreach (var (heading, style) in (ReadOnlySpan<(string, string?)>)[("class", null), ("beats", "n"), ("burden", "n"), ("", "bar"), ("of them unsure", "n"), ("by a person", "n")]) html.Element(heading.Length == 0 ? "td" : "th", heading, ("scope", heading.Length == 0 ? null : "col"), ("class", style));
        html.Close("tr").Close("thead").Open("tbody").Line();
        for (var c = 0; c < report.Model.Classes.Count; c++)
        {
            var own = report.Beats.Where(beat => beat.ClassIndex == c).ToArray();
            Row(report.Model.Classes[c], page.Names.Full(report.Model.Classes[c]), own.Length, own.Count(beat => beat.IsUnsure), own.Count(beat => beat.IsReviewed));
        }
        var none = report.Beats.Where(beat => beat.ClassIndex < 0).ToArray();
        Row(null, "none of the model's classes", none.Length, 0, none.Count(beat => beat.IsReviewed));
        html.Open("tr", ("class", "sum")).Element("th", "all beats", ("scope", "row")).Element("td", PageText.Count(all), ("class", "n")).Element("td", "").Element("td", "", ("class", "bar")).Element("td", PageText.Count(report.Beats.Count(beat => beat.IsUnsure)), ("class", "n")).Element("td", PageText.Count(report.Beats.Count(beat => beat.IsReviewed)), ("class", "n")).Close("tr");
        html.Close("tbody").Close("table").Close("div").Line();
        var doubtful = report.Beats.Count(beat => beat.IsUnsure);
        if (doubtful > 0 && report.Model.Limits is { } limits)
            html.Element("p", $"{PageText.Count(doubtful)} of {PageText.Count(all)} beats ({PageText.Percent(doubtful, all)}) may be of none of the model’s classes: the most probable one does not reach its limit ({limits}). They are counted in the most probable one, and marked with a question mark. Paced and escape beats and artefacts, which the model does not know, are among such beats, and hard ones of every class.", ("class", "note")).Line();
        if (none.Length > 0) html.Element("p", Why(report, none), ("class", "note")).Line();
        page.End();

        void Row(string? label, string name, int count, int unsure, int reviewed)
        {
            html.Open("tr").Open("th", ("scope", "row"));
            page.Key(label, name);
            html.Close("th").Element("td", PageText.Count(count), ("class", "n")).Element("td", PageText.Percent(count, all), ("class", "n"));
            html.Open("td", ("class", "bar")).Open("svg", ("viewBox", "0 0 100 8"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("class", PageText.StyleOf(label)));
            html.Void("rect", ("class", "share"), ("width", Invariant($"{(all == 0 ? 0 : count == 0 ? 0 : Math.Max(0.7, 100.0 * count / all)):0.##}")), ("height", "8")).Close("svg").Close("td");
            html.Element("td", PageText.Count(unsure), ("class", "n")).Element("td", PageText.Count(reviewed), ("class", "n")).Close("tr").Line();
        }
    }

    private static string Why(RecordReport report, ReportedBeat[] none)
    {
        var reasons = new List<string>();
        Add(none.Count(beat => beat.IsReviewed), "put there by a person");
        Add(none.Count(beat => !beat.IsReviewed && beat.Status == BeatWindowStatus.Complete), report.Model.Limits is { } limits
            ? $"where the most probable class does not reach its limit ({limits}): perhaps a paced beat, an escape beat or an artefact, which the model does not know, or simply a hard one" : "put there by annotations");
        Add(none.Count(beat => !beat.IsReviewed && beat.Status is BeatWindowStatus.TooNearStart or BeatWindowStatus.TooNearEnd), "too near the recording's start or end to be judged");
        Add(none.Count(beat => !beat.IsReviewed && beat.Status == BeatWindowStatus.MissingSamples), "with samples missing about them");
        return $"Of none of the classes: {string.Join("; ", reasons)}.";

        void Add(int count, string why)
        {
            if (count > 0) reasons.Add($"{PageText.Count(count)} {why}");
        }
    }
}
