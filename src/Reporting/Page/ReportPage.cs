using System.Security.Cryptography;
using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>The page: its frame, with the parts in their order.</summary>
internal static class ReportPage
{
    private static readonly string s_style = Resource("Report.css");
    private static readonly string s_script = Resource("Report.js");

    public static string Write(RecordReport report)
    {
        var disclosure = new Disclosure(report);
        var page = new PageWriter(report, disclosure);
        var html = page.Html;
        html.Markup("<!DOCTYPE html>\n");
        html.Open("html", ("lang", "en"), ("class", report.IsSynthetic ? "synthetic" : null));
        Head(html, report);
        html.Open("body");
        html.Element("a", "Skip to the findings", ("class", "skip"), ("href", "#glance")).Line();
        Banner(html, report);
        SummarySection.WriteHeader(page);
        html.Open("main");
        SummarySection.Write(page);
        QualitySection.Write(page);
        RateSection.Write(page);
        ClassSection.Write(page);
        EpisodeSection.Write(page);
        IntervalSection.Write(page);
        PeriodSection.Write(page);
        DisclosureSection.Write(page);
        TellingSection.Write(page);
        ComparisonSection.Write(page);
        ModelSection.Write(page);
        html.Close("main").Line();
        Footer(html, report);
        DisclosureSection.WriteDialog(page);
        DisclosureSection.WriteData(page);
        html.Open("script").Code(s_script).Close("script");
        html.Close("body").Close("html").Line();
        return html.ToString();
    }

    private static void Head(HtmlWriter html, RecordReport report)
    {
        html.Open("head").Line();
        html.Void("meta", ("charset", "utf-8")).Line();

        // Nothing is ever asked for; only this one script runs, whatever a recording's texts hold.
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_script)));
        html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")).Line();
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        html.Void("meta", ("name", "color-scheme"), ("content", "light dark")).Line();
        html.Element("title", $"{(report.IsSynthetic ? "SYNTHETIC: " : "")}ECG report, {report.Record}").Line();
        html.Open("style").Code(s_style).Close("style").Line();
        html.Close("head").Line();
    }

    private static void Banner(HtmlWriter html, RecordReport report)
    {
        if (!report.IsSynthetic) return;
        html.Open("p", ("class", "banner")).Element("strong", "SYNTHETIC").Text(" – made by a program, a recording of nobody.").Close("p").Line();
        html.Open("div", ("class", "watermark"), ("aria-hidden", "true")).Text("SYNTHETIC").Close("div").Line();
    }

    private static void Footer(HtmlWriter html, RecordReport report)
    {
        html.Open("footer");
        html.Open("p").Element("strong", "Not a medical device.").Text(" For research and the building of software; nobody's care may depend on it.").Close("p");
        html.Element("p", $"Made by {report.Maker}. Record {report.Record}, lead {report.Lead}; model {report.Model.Name}.");
        html.Close("footer").Line();
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
