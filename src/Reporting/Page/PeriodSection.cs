using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Reporting;

/// <summary>The table over time: by the hour, or finer where the recording is short.</summary>
internal static class PeriodSection
{
    public static void Write(PageWriter page)
    {
        var seconds = page.Report.Seconds;
        var (length, name) = seconds > 3 * 3600 ? (3600.0, "Hour by hour") : seconds > 20 * 60 ? (600, "By ten minutes") : seconds > 120 ? (60, "Minute by minute") : (10, "By ten seconds");
        page.Begin("periods", name);
        page.BeginTable($"{name}; times from the start of the recording", "from", "beats>", "rate>", "lowest>", "highest>", "V>", "V couplets>", "V runs>", "S>", "S runs>", "no class>", "pauses>", "unreadable s>");
        foreach (var period in page.Rhythm.Periods(length)) Row(page, period);
        page.EndTable();
        page.Html.Element("p", Invariant($"Rates in beats a minute; lowest and highest over {RhythmAnalysis.RateIntervals} intervals in a row that end in the time. V: ventricular, S: supraventricular ectopic beats. Pauses: intervals of {RhythmAnalysis.PauseSeconds:0} s and more."), ("class", "note")).Line();
        page.End();
    }

    private static void Row(PageWriter page, RhythmPeriod period)
    {
        var html = page.Html;
        html.Open("tr").Open("th", ("scope", "row"));
        var clock = page.Report.StartTime is { } start ? Invariant($" ({start.AddSeconds(period.Rate.Start):HH:mm})") : "";
        page.Time(period.Rate.Start, label: PageText.Clock(period.Rate.Start) + clock);
        html.Close("th");
        foreach (var (text, isZero) in (ReadOnlySpan<(string, bool)>)[
            (PageText.Count(period.Beats), false), (PageText.Rate(period.Rate.Mean), false), (PageText.Rate(period.Rate.Lowest), false), (PageText.Rate(period.Rate.Highest), false),
            (PageText.Count(period.Ventricular), period.Ventricular == 0), (PageText.Count(period.VentricularCouplets), period.VentricularCouplets == 0), (PageText.Count(period.VentricularRuns), period.VentricularRuns == 0),
            (PageText.Count(period.Supraventricular), period.Supraventricular == 0), (PageText.Count(period.SupraventricularRuns), period.SupraventricularRuns == 0),
            (PageText.Count(period.Unclassified), period.Unclassified == 0), (PageText.Count(period.Pauses), period.Pauses == 0), (PageText.Number(period.UnreadableSeconds, "0"), period.UnreadableSeconds < 0.5)])
        {
            html.Element("td", text, ("class", isZero ? "n zero" : "n"));
        }
        html.Close("tr").Line();
    }
}
