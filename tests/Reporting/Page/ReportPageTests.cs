using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting.Tests;

public partial class ReportPageTests
{
    [GeneratedRegex("<(script|style)[^>]*>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Code { get; }

    public static TheoryData<string> Cases => ["usual", "empty", "two seconds", "flat", "rejected", "unsure", "one beat", "lead off", "missing"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ThePageIsWellFormedAndAsksForNothing(string name)
    {
        string html = Made(name).ToHtml();
        var page = Parse(html);
        string[] asking = ["src", "srcset", "action", "data", "poster", "ping", "background"];
        foreach (var element in page.Descendants())
        {
            Assert.DoesNotContain(element.Attributes(), attribute => asking.Contains(attribute.Name.LocalName) || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            if (element.Attribute("href") is { } target) Assert.StartsWith("#", target.Value, StringComparison.Ordinal);
            Assert.False(element.Name.LocalName is "link" or "iframe" or "img" or "object" or "embed" or "image");
        }
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("url(", html);
        string[] ids = [.. page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>()];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants().Attributes("href"), target => Assert.Contains(target.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby"), label => Assert.Contains(label.Value, ids));
        Assert.DoesNotContain("NaN", Code.Replace(html, ""));
        Assert.Contains("not a medical device", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryPictureAndTableHasItsWords(string name)
    {
        var page = Parse(Made(name).ToHtml());
        Assert.All(page.Descendants().Where(element => element.Name.LocalName == "svg"), svg => Assert.True(svg.Attribute("aria-label") is not null || svg.Attribute("aria-hidden")?.Value == "true"));
        Assert.All(page.Descendants().Where(element => element.Name.LocalName == "table"), table => Assert.False(string.IsNullOrWhiteSpace(table.Elements().First(child => child.Name.LocalName == "caption").Value)));
        int[] levels = [.. page.Descendants().Select(element => element.Name.LocalName).Where(tag => tag is "h1" or "h2" or "h3" or "h4").Select(tag => tag[1] - '0')];
        Assert.Equal(1, levels[0]);
        for (int i = 1; i < levels.Length; i++) Assert.True(levels[i] <= levels[i - 1] + 1, "headings skip no level");
        foreach (string landmark in (string[])["header", "nav", "main", "footer"]) Assert.Single(page.Descendants(), element => element.Name.LocalName == landmark);
    }

    [Fact]
    public void CountsAddUpToTheBeats()
    {
        var report = Made("usual");
        var rows = Parse(report.ToHtml()).Descendants().Single(element => element.Attribute("id")?.Value == "classes").Descendants().Where(element => element.Name.LocalName == "tr").Skip(1).ToArray();
        int[] counts = [.. rows.Select(row => int.Parse(row.Elements().ElementAt(1).Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        Assert.Equal(6, counts.Length);
        Assert.Equal(report.Beats.Count, counts[^1]);
        Assert.Equal(report.Beats.Count, counts[..^1].Sum());
        Assert.Equal(report.Beats.Count(beat => beat.Class == AamiClass.V), counts[2]);
    }

    [Fact]
    public void TheScriptIsGivenEveryBeatAndTheSamplesComeBack()
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 3, Seconds = 45 });
        var report = Reports.Of(ecg.Leads[0], [.. ecg.Beats.Select(beat => new ReportedBeat { Sample = beat.Sample, ClassIndex = 0, Class = AamiClass.N, IsReviewed = beat.Sample % 2 == 0 })]);
        var data = JsonDocument.Parse(Code.Matches(report.ToHtml()).Single(match => match.Value.Contains("application/json")).Groups[2].Value).RootElement;
        long sample = 0;
        Assert.Equal(report.Beats.Select(beat => beat.Sample), data.GetProperty("beats").EnumerateArray().Select(step => sample += step.GetInt64()));
        Assert.Equal(string.Concat(report.Beats.Select(beat => beat.IsReviewed ? '1' : '0')), data.GetProperty("marks").GetString());

        var packed = Convert.FromBase64String(data.GetProperty("packed")[0].GetString()!);
        using var stream = new System.IO.Compression.DeflateStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        byte[] plain = bytes.ToArray();
        int every = data.GetProperty("every").GetInt32(), value = (short)(plain[0] | plain[1] << 8);
        Assert.Equal(2, every);
        for (int i = 2; i < plain.Length; i++)
        {
            value += (sbyte)plain[i];
            Assert.Equal((ecg.Leads[0][(i - 2) * every] + ecg.Leads[0][(i - 2) * every + 1]) / 2, value * 0.01, 0.0051);
        }
    }

    [Fact]
    public void AReviewedBeatIsMarked()
    {
        var report = Reports.Of(30, beat => beat with { IsReviewed = beat.Class == AamiClass.V });
        int reviewed = report.Beats.Count(beat => beat.IsReviewed);
        Assert.InRange(reviewed, 1, 20);
        string html = report.ToHtml();
        Assert.Contains("marked as reviewed", html);
        Assert.Equal(reviewed, Regex.Matches(html, "<i class=\"k-V rv\"").Count);
    }

    [Fact]
    public void ASyntheticReportSaysSo()
    {
        string html = (Made("usual") with { IsSynthetic = true }).ToHtml();
        Assert.Contains("<title>SYNTHETIC", html);
        Assert.Contains("class=\"watermark\"", html);
        Assert.DoesNotContain("class=\"watermark\"", Made("usual").ToHtml());
    }

    [Fact]
    public void TextsOfARecordingAreTextsAndNothingElse()
    {
        const string Evil = "</script><script>alert(1)</script>\"'&<!--\u0001";
        var report = Made("usual") with { Record = Evil, Lead = Evil, Remarks = [Evil], Warnings = [Evil], Origin = Evil, Maker = Evil };
        string html = report.ToHtml();
        Parse(html);
        Assert.DoesNotContain("alert(1)</script>", Code.Replace(html, ""));
        Assert.Equal(2, Regex.Matches(html, "<script").Count);
    }

    [Fact]
    public void HalfAnHourFitsWellIntoThreeMegabytes()
    {
        int bytes = Encoding.UTF8.GetByteCount(Reports.Of(1800).ToHtml());
        Assert.InRange(bytes, 100_000, 1_500_000);
    }

    [Fact]
    public void TheSameDataGiveTheSameBytesInEveryCulture()
    {
        string html = Made("usual").ToHtml();
        Assert.Equal(html, Cultures.InComma(() => Made("usual").ToHtml()));
    }

    [Fact]
    public void AFileAppearsOnlyWhole()
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmia-report-").FullName;
        try
        {
            string path = Path.Combine(folder, "report.html");
            var broken = Made("usual") with { Signal = (_, _) => throw new IOException("The disk is gone.") };
            Assert.Throws<IOException>(() => broken.Save(path));
            Assert.Empty(Directory.GetFiles(folder));
            Made("usual").Save(path);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Contains("one at least", Assert.Throws<ArgumentException>(() => (Made("usual") with { Samples = 0 }).ToHtml()).Message);
        Assert.Contains("Beat 0", Assert.Throws<ArgumentException>(() => Reports.Of(new float[100], [new ReportedBeat { Sample = 100, ClassIndex = 0, Class = AamiClass.N }]).ToHtml()).Message);
        Assert.Contains("of class 4", Assert.Throws<ArgumentException>(() => Reports.Of(new float[100], [new ReportedBeat { Sample = 10, ClassIndex = 4, Class = AamiClass.N }]).ToHtml()).Message);
    }

    private static RecordReport Made(string name) => name switch
    {
        "empty" => Reports.Of([0.1f], []),
        "two seconds" => Reports.Of(2),
        "flat" => Reports.Of(new float[36000], []),
        "rejected" => Reports.Of(60, beat => beat with { ClassIndex = -1, Class = AamiClass.None }),
        "unsure" => Reports.Of(60, beat => beat with { IsUnsure = true }),
        "one beat" => Reports.Of(new float[3600], [new ReportedBeat { Sample = 1800, ClassIndex = 2, Class = AamiClass.V, Probability = float.NaN, Status = BeatWindowStatus.MissingSamples }]),
        "lead off" => Reports.Of(60, episodes: [new(SyntheticEpisodeKind.LeadOff, 20, 10)]),
        "missing" => Reports.Of([.. Enumerable.Repeat(float.NaN, 3600)], []),
        _ => Reports.Of(60),
    };

    /// <summary>The page as XML, which its elements are; code is HTML's own and taken out.</summary>
    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        return XElement.Parse(Code.Replace(html["<!DOCTYPE html>\n".Length..], "<$1/>"));
    }
}
