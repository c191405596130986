using System.Text.Json;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public class CompareTests
{
    // Ten minutes at one beat a second; every tenth is V, every 25th S. The test annotator misses the beats of second 400 to 404, has two
    // beats too many, and calls the V of second 450 N.
    private static string MakeRecord(string folder, string name = "a")
    {
        string path = Made.Record(folder, name, seconds: 600);
        var beats = Enumerable.Range(1, 598).Select(i => (Sample: i * 360, Symbol: i % 10 == 0 ? "V" : i % 25 == 0 ? "S" : "N")).ToList();
        Made.Annotate(path, "atr", beats);
        Made.Annotate(path, "net", beats
            .Where(beat => beat.Sample is < 400 * 360 or > 404 * 360)
            .Select(beat => beat.Sample == 450 * 360 ? (beat.Sample, "N") : beat)
            .Append((500 * 360 + 180, "N")).Append((510 * 360 + 180, "V"))
            .OrderBy(beat => beat.Item1));
        return path;
    }

    [Fact]
    public async Task JsonHasTheFiguresCountedByHand()
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("compare", "--test", "net", MakeRecord(folder.Path), "--json");
        Assert.Equal(0, ran.Code);

        // From 5:00 on: beats 300 to 598, of which 30 are V (300, 310 ... 590), 6 S (325, 375 ... 575), of 299.
        var json = ran.Json;
        AssertShares(json.GetProperty("qrs"), beats: 299, found: 294, falsePositives: 2);
        AssertShares(json.GetProperty("veb"), beats: 30, found: 28, falsePositives: 1);
        AssertShares(json.GetProperty("sveb"), beats: 6, found: 6, falsePositives: 0);
        Assert.Equal(300, json.GetProperty("rules").GetProperty("startSeconds").GetDouble());
        Assert.Equal(150, json.GetProperty("rules").GetProperty("matchWindowMs").GetDouble());
        Assert.Equal("a", json.GetProperty("records")[0].GetProperty("record").GetString());
        Assert.Equal(28, json.GetProperty("matrix")[2][2].GetInt64());
        Assert.Equal(5, json.GetProperty("matrix").EnumerateArray().Sum(row => row[5].GetInt64()));
        Assert.False(json.TryGetProperty("runs", out _));

        static void AssertShares(JsonElement shares, long beats, long found, long falsePositives)
        {
            Assert.Equal(beats, shares.GetProperty("beats").GetInt64());
            Assert.Equal(beats - found, shares.GetProperty("falseNegatives").GetInt64());
            Assert.Equal(falsePositives, shares.GetProperty("falsePositives").GetInt64());
            Assert.Equal(100.0 * found / beats, shares.GetProperty("grossSe").GetDouble(), 9);
            Assert.Equal(100.0 * found / (found + falsePositives), shares.GetProperty("grossPpv").GetDouble(), 9);
            Assert.Equal(100.0 * found / beats, shares.GetProperty("averageSe").GetDouble(), 9);
        }
    }

    [Fact]
    public async Task TextIsThatOfTheTools()
    {
        using var folder = new TempFolder();
        string a = MakeRecord(folder.Path), b = MakeRecord(folder.Path, "b");
        var summary = new ComparisonSummary([RecordComparison.Read(a, "atr", "net"), RecordComparison.Read(b, "atr", "net")]);
        var expected = new StringWriter();
        SummaryReport.WriteBeats(expected, summary);
        Assert.Equal(expected.ToString(), (await Ran.OfAsync("compare", "-t", "net", a, b)).Out);

        expected.Write('\n');
        SummaryReport.WriteShutdown(expected, summary);
        expected.Write('\n');
        SummaryReport.WriteRuns(expected, summary, RunKind.Ventricular);
        expected.Write('\n');
        SummaryReport.WriteRuns(expected, summary, RunKind.Supraventricular);
        Assert.Equal(expected.ToString(), (await Ran.OfAsync("compare", "-t", "net", a, b, "--shutdown", "--runs")).Out);

        var standard = new StringWriter();
        BeatReport.WriteStandard(standard, summary.Records[0], supraventricular: false);
        RunReport.WriteStandard(standard, summary.Records[0], RunKind.Ventricular);
        Assert.Equal(standard.ToString(), (await Ran.OfAsync("compare", "-t", "net", a, "--layout", "standard", "--no-sveb", "--runs")).Out);

        var condensed = new StringWriter();
        BeatReport.WriteCondensed(condensed, summary.Records[0]);
        Assert.Equal(condensed.ToString(), (await Ran.OfAsync("compare", "-t", "net", a, "--layout", "condensed")).Out);
    }

    [Fact]
    public async Task StartEndAndWindowAreHeeded()
    {
        using var folder = new TempFolder();
        string path = MakeRecord(folder.Path);
        var ran = await Ran.OfAsync("compare", "-t", "net", path, "--start", "6:40", "--end", "410", "--window", "0.05", "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(11, ran.Json.GetProperty("qrs").GetProperty("beats").GetInt64());
        Assert.Equal(5, ran.Json.GetProperty("qrs").GetProperty("falseNegatives").GetInt64());
        Assert.Equal(410, ran.Json.GetProperty("rules").GetProperty("endSeconds").GetDouble());

        var clash = await Ran.OfAsync("compare", "-t", "net", path, "--end", "410", "--end-with-either");
        Assert.Equal(2, clash.Code);
        Assert.Contains("exclude each other", clash.Error);
    }

    [Fact]
    public async Task RunsComeAsJson()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", seconds: 600);
        var beats = Enumerable.Range(1, 598).Select(i => (i * 360, i is 350 or 351 or 400 or 401 or 402 ? "V" : "N")).ToList();
        Made.Annotate(path, "atr", beats);
        Made.Annotate(path, "net", beats.Select(beat => beat.Item1 == 401 * 360 ? (beat.Item1, "N") : beat));
        var ran = await Ran.OfAsync("compare", "-t", "net", path, "--runs", "--json");
        var ventricular = ran.Json.GetProperty("runs").GetProperty("ventricular");
        Assert.Equal(100, ventricular.GetProperty("couplets").GetProperty("grossSe").GetDouble());
        Assert.Equal(0, ventricular.GetProperty("shortRuns").GetProperty("grossSe").GetDouble());
        Assert.Equal(1, ventricular.GetProperty("shortRuns").GetProperty("referenceRuns").GetInt64());
        Assert.Equal(JsonValueKind.Null, ventricular.GetProperty("longRuns").GetProperty("grossSe").ValueKind);
        Assert.Equal(1, ran.Json.GetProperty("records")[0].GetProperty("runs").GetProperty("ventricular").GetProperty("couplets").GetProperty("testRuns").GetInt64());
    }

    [Fact]
    public async Task WhatAPersonChangedIsCounted()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("classify", path, "--out", folder.Path, "--annotator", "ai", "-q")).Code);
        string[] compare = ["compare", "--test", "ai", "--start", "0", "-q", path];
        var written = Made.Read(path, "ai");
        Assert.EndsWith($"\nReviewed beats of ai: none of {written.Count}\n", (await Ran.OfAsync(compare)).Out, StringComparison.Ordinal);

        // Two beats become V, of which one loses its text; one is added.
        int[] normal = [.. Enumerable.Range(5, 40).Where(i => written[i].Symbol == "N").Take(2)];
        var changed = written.Select((beat, i) => i == normal[0] ? beat with { Code = AnnotationCode.PrematureVentricular }
            : i == normal[1] ? new Annotation(beat.Sample, AnnotationCode.PrematureVentricular) : beat).Append(new Annotation(written[10].Sample + 90, AnnotationCode.Normal)).OrderBy(beat => beat.Sample);
        new AnnotationFile(changed).Write(path + ".ai");
        foreach (string layout in (string[])["table", "standard", "condensed"])
            Assert.EndsWith($"\nReviewed beats of ai: 3 of {written.Count + 1} (1 N to V, 1 labelled or added N, 1 labelled or added V)\n", (await Ran.OfAsync([.. compare, "--layout", layout])).Out, StringComparison.Ordinal);

        var record = (await Ran.OfAsync([.. compare, "--json"])).Json.GetProperty("records")[0];
        Assert.Equal(("ai", 3), (record.GetProperty("testReview").GetProperty("annotator").GetString(), record.GetProperty("testReview").GetProperty("reviewed").GetInt32()));
        Assert.Equal(1, record.GetProperty("testReview").GetProperty("changes").GetProperty("N to V").GetInt32());
        Assert.False(record.TryGetProperty("referenceReview", out _));

        // Of several records the changes are added up, and a reviewed reference is told of too.
        string other = Made.Record(folder.Path, "b", patient: 2);
        Assert.Equal(0, (await Ran.OfAsync("classify", other, "--out", folder.Path, "--annotator", "ai", "-q")).Code);
        int all = written.Count + 1 + Made.Read(other, "ai").Count;
        Assert.EndsWith($"\nReviewed beats of ai: 3 of {all} (1 N to V, 1 labelled or added N, 1 labelled or added V)\n", (await Ran.OfAsync("compare", "-r", "ai", "-t", "atr", "--start", "0", "-q", path, other)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.edf", "edf")]
    [InlineData("b.csv", "csv")]
    public async Task RecordingsOfOtherFormatsAreComparedToo(string file, string reference)
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("convert", path, folder[file], "-q")).Code);
        Assert.Equal(0, (await Ran.OfAsync("detect", path, folder[file], "--out", folder["peaks"], "-q")).Code);
        var expected = await Ran.OfAsync("compare", "-t", "qrs", "--test-dir", folder["peaks"], "--start", "0", "--json", path);
        var ran = await Ran.OfAsync("compare", "-r", reference, "-t", "qrs", "--test-dir", folder["peaks"], "--start", "0", "--json", folder[file]);
        Assert.True(ran.Code == 0, ran.Error);
        Assert.True(ran.Json.GetProperty("qrs").GetProperty("truePositives").GetInt64() > 40);
        Assert.Equal(expected.Json.GetProperty("matrix").ToString(), ran.Json.GetProperty("matrix").ToString());
        Assert.Equal("b", ran.Json.GetProperty("records")[0].GetProperty("record").GetString());

        var missing = await Ran.OfAsync("compare", "-r", reference, "-t", "none", "--start", "0", folder[file]);
        Assert.Equal(1, missing.Code);
        Assert.Contains("b.none", missing.Error);
    }

    [Fact]
    public async Task AMissingAnnotatorEndsItAll()
    {
        using var folder = new TempFolder();
        string a = MakeRecord(folder.Path), b = Made.Record(folder.Path, "b", 400);
        var ran = await Ran.OfAsync("compare", "-t", "net", a, b, "--json");
        Assert.Equal(1, ran.Code);
        Assert.Contains("1 of 2 records", ran.Error);
        Assert.Contains("b.net", ran.Error);
        Assert.Contains("b.net", ran.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task AReferenceComparedWithItselfIsPerfect()
    {
        string data = Made.DataOrSkip();
        var ran = await Ran.InAsync(data, "compare", "-t", "atr", "ds2", "--json", "-q");
        Assert.Equal(0, ran.Code);
        Assert.Equal(22, ran.Json.GetProperty("records").GetArrayLength());
        foreach (string kind in (string[])["qrs", "veb", "sveb"])
        {
            Assert.Equal(100, ran.Json.GetProperty(kind).GetProperty("grossSe").GetDouble());
            Assert.Equal(100, ran.Json.GetProperty(kind).GetProperty("grossPpv").GetDouble());
        }

        Assert.Equal("", ran.Error);
        var without = await Ran.InAsync(data, "compare", "-t", "atr", "mitdb", "--exclude", "102,104", "-x", "107", "-x", "217", "--json", "-q");
        Assert.Equal(44, without.Json.GetProperty("records").GetArrayLength());
    }
}
