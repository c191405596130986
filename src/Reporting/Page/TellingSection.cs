namespace ArrhythmiaVision.Reporting;

/// <summary>Beats on paper, with why the network judged them so, and what that explanation is worth.</summary>
internal static class TellingSection
{
    private const double StripSeconds = 6;

    public static void Write(PageWriter page)
    {
        var (html, report) = (page.Html, page.Report);
        page.Begin("telling", "Telling beats, and why they were judged so");
        if (report.Telling.Count == 0)
        {
            html.Element("p", report.Beats.Count == 0 ? "There are no beats to show." : "No beat could be shown with its evidence.").Line();
            page.End();
            return;
        }
        html.Open("p").Text("Of each class the beat that the model is surest of, and the one it is least sure of: look at the second first. Orange speaks for the class, blue against it. ");
        html.Text($"Grad-CAM says where in the beat the network’s last layer looks; Shapley values share out what its verdict owes to each part of the beat{(report.Baseline.Length > 0 ? $", held against a {report.Baseline}" : "")}. ");
        html.Text("Each explanation is checked; one that fails a check is marked as unreliable and proves nothing. What it says holds for the network, not for the heart.").Close("p").Line();
        int? last = null;
        foreach (var telling in report.Telling)
        {
            var beat = report.Beats[telling.Beat];
            if (beat.ClassIndex != last)
            {
                if (last is not null) html.Close("div");
                html.Open("h3", ("class", "klass"));
                var label = beat.ClassIndex < 0 ? null : report.Model.Classes[beat.ClassIndex];
                page.Key(label, label is null ? "None of the model’s classes" : Capital(page.Names.Full(label)));
                html.Close("h3").Open("div", ("class", "class-beats")).Line();
                last = beat.ClassIndex;
            }
            Article(page, telling, beat);
        }
        html.Close("div").Line();
        page.End();
    }

    private static void Article(PageWriter page, TellingBeat telling, in ReportedBeat beat)
    {
        var html = page.Html;
        var time = beat.Sample / page.Report.SamplingRate;
        html.Open("article", ("class", "telling")).Open("h4").Text($"{Capital(telling.Why)}: beat {PageText.Count(telling.Beat + 1)} at ");
        page.Time(time, tenths: true);
        html.Close("h4").Element("p", telling.Words);
        PaperStrip.Write(page, time, StripSeconds, $"Beat {PageText.Count(telling.Beat + 1)} among its neighbours", telling.Beat);
        if (telling.Evidence.Count > 0) html.Open("div", ("class", "pair evidence"));
        foreach (var evidence in telling.Evidence)
        {
            html.Open("figure", ("class", "paper"), ("tabindex", "0"), ("role", "group"), ("aria-label", $"{evidence.Picture.Method} of beat {PageText.Count(telling.Beat + 1)}"));
            html.Markup(evidence.Picture.ToSvg());
            Passport(page, evidence);
            html.Close("figure").Line();
        }
        if (telling.Evidence.Count > 0) html.Close("div");
        html.Close("article").Line();
    }

    private static void Passport(PageWriter page, BeatEvidence evidence)
    {
        var html = page.Html;
        var failed = evidence.Checks.Where(check => check.Failure is not null).ToArray();
        html.Open("figcaption").Open("details", ("class", failed.Length > 0 ? "passport failed" : "passport"));
        html.Element("summary", failed.Length > 0 ? $"{evidence.Picture.Method}: unreliable, fails {string.Join(", ", failed.Select(check => check.Name))}" : $"{evidence.Picture.Method}: passes all {evidence.Checks.Count} checks");
        page.BeginTable($"Passport of the explanation by {evidence.Picture.Method}", "check", "value>", "limit>", "verdict");
        foreach (var check in evidence.Checks) page.Row(check.Name, PageText.Number(check.Value, "0.000"), PageText.Number(check.Limit, "0.000"), check.Failure ?? "passed");
        page.EndTable();
        html.Close("details").Close("figcaption");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
