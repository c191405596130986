using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>Facts of the recording, and what can be made of its leads.</summary>
internal static class QualitySection
{
    private static readonly (SignalCondition Condition, string Name, string Style)[] s_conditions =
    [
        (SignalCondition.Missing, "no samples", "q-missing"), (SignalCondition.Flat, "flat line", "q-missing"), (SignalCondition.Saturated, "amplifier at its limit", "q-bad"), (SignalCondition.Noisy, "noise", "q-bad"),
    ];

    public static void Write(PageWriter page)
    {
        var (html, report) = (page.Html, page.Report);
        page.Begin("quality", "Recording and signal");
        html.Open("dl", ("class", "facts"));
        Fact("Length", PageText.Duration(report.Seconds));
        Fact("Lead judged", report.Lead);
        Fact("Sampling rate", Invariant($"{report.SamplingRate:0.###} Hz"));
        Fact("Began", report.StartTime is { } start ? Invariant($"{start:yyyy-MM-dd HH:mm:ss}") : "not stated; times count from the start");
        html.Close("dl").Line();
        if (report.Remarks.Count > 0)
        {
            // A sentence may go on over several remarks, so they stay together.
            html.Open("dl", ("class", "facts long")).Open("div").Element("dt", "Remarks");
            foreach (var remark in report.Remarks) html.Element("dd", remark);
            html.Close("div").Close("dl").Line();
        }

        foreach (var quality in report.Quality) Bar(page, quality);
        if (report.Quality.Count > 0)
        {
            html.Open("p", ("class", "note legend"));
            Swatch("good", "analysable");
            Swatch("bad", "noise, or the amplifier at its limit");
            Swatch("missing", "flat, or no samples");
            if (report.Paced.Count > 0) Swatch("paced", "paced");
            html.Close("p").Line();
            page.BeginTable("What can be made of each lead, in seconds", "lead", "analysable>", "no samples>", "flat>", "at limit>", "noise>");
            foreach (var quality in report.Quality)
            {
                page.Row([quality.Lead, PageText.Number(Math.Floor(1000 * quality.AnalysableShare) / 10, "0.0") + " %", .. s_conditions.Select(item => PageText.Number(quality.SecondsOf(item.Condition), "0"))]);
            }
            page.EndTable();
            html.Element("p", "Intervals over unreadable stretches count neither for the heart rate nor as pauses. “Analysable” is a rule's word, second by second: a person may still read what it calls noise.", ("class", "note")).Line();
        }
        foreach (var paced in report.Paced) html.Element("p", $"Paced from {PageText.Clock(paced.Start)} to {PageText.Clock(paced.End)}, as annotations say. The models were never shown paced beats.", ("class", "note"));
        page.End();

        void Swatch(string style, string meaning) => html.Open("span").Open("span", ("class", "swatch " + style)).Close("span").Text(" " + meaning).Close("span");

        void Fact(string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close("div");
    }

    private static void Bar(PageWriter page, LeadQuality quality)
    {
        var (html, total) = (page.Html, quality.Stretches.Count == 0 ? 0 : quality.Stretches[^1].End);
        if (total == 0) return;
        var bad = quality.Stretches.Where(stretch => stretch.Condition != SignalCondition.Good).ToArray();
        html.Open("div", ("class", "qbar")).Element("span", quality.Lead, ("class", "qname"));
        html.Open("svg", ("viewBox", "0 0 1000 12"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", $"Lead {quality.Lead}: {PageText.Number(Math.Floor(1000 * quality.AnalysableShare) / 10, "0.0")} % analysable, {PageText.Plural(bad.Length, "stretch", "stretches")} not."));
        html.Void("rect", ("class", "q-good"), ("width", "1000"), ("height", "12"));
        foreach (var stretch in bad)
        {
            var style = s_conditions.First(item => item.Condition == stretch.Condition).Style;
            html.Void("rect", ("class", style), ("x", Invariant($"{1000.0 * stretch.Start / total:0.#}")), ("width", Invariant($"{Math.Max(1, 1000.0 * (stretch.End - stretch.Start) / total):0.#}")), ("height", "12"));
        }
        if (quality.Lead == page.Report.Lead)
        {
            foreach (var paced in page.Report.Paced)
                html.Void("rect", ("class", "q-paced"), ("x", Invariant($"{1000 * paced.Start / page.Report.Seconds:0.#}")), ("width", Invariant($"{Math.Max(1, 1000 * paced.Seconds / page.Report.Seconds):0.#}")), ("y", "9"), ("height", "3"));
        }
        html.Close("svg").Close("div").Line();
    }
}
