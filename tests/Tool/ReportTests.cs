using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public class ReportTests
{
    [Fact]
    public async Task ThePageAndTheJsonSayTheSame()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        var ran = await Ran.OfAsync("report", path, "--reference", "atr", "--out", folder["a.html"], "--json", "-q");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        string page = File.ReadAllText(folder["a.html"]);
        int beats = ran.Json.GetProperty("beats").GetInt32();
        Assert.InRange(beats, 50, 100);
        Assert.Equal(beats, ran.Json.GetProperty("beatsPerClass").EnumerateObject().Sum(one => one.Value.GetInt32()) + ran.Json.GetProperty("ofNoClass").GetInt32());
        Assert.Equal(new FileInfo(folder["a.html"]).Length, ran.Json.GetProperty("fileBytes").GetInt64());
        Assert.Contains($"{beats} beats in 1 min", page);
        Assert.Contains("Against the reference", page);
        Assert.Contains("Grad-CAM", page);
        Assert.Contains("Shapley", page);
        Assert.DoesNotContain("class=\"watermark\"", page);
    }

    [Fact]
    public async Task TheSamePageComesOutAgainAndOverwritesOnlyIfAsked()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 30);
        Assert.Equal(0, (await Ran.OfAsync("report", path, "--out", folder["a.html"], "-q")).Code);
        byte[] first = File.ReadAllBytes(folder["a.html"]);
        var refused = await Ran.OfAsync("report", path, "--out", folder["a.html"]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("--force", refused.Error);
        Assert.Equal(0, (await Ran.OfAsync("report", path, "--out", folder["a.html"], "--force", "-q")).Code);
        Assert.Equal(first, File.ReadAllBytes(folder["a.html"]));
    }

    [Fact]
    public async Task WhatAPersonRelabelledIsUsedAndMarked()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("report", path, "--out", folder["before.html"], "--json", "-q")).Code);
        Assert.Equal(0, (await Ran.OfAsync("classify", path, "--out", folder.Path, "--annotator", "ai", "-q")).Code);
        var written = Made.Read(path, "ai");

        var untouched = await Ran.OfAsync("report", path, "--annotations", "ai", "--out", folder["untouched.html"], "--json", "-q");
        Assert.Equal((0, 0), (untouched.Code, untouched.Json.GetProperty("reviewed").GetInt32()));

        // A person makes three beats V, in a program that keeps the text of one, and takes it from the others.
        int[] changed = [.. Enumerable.Range(5, 40).Where(i => written[i].Symbol == "N").Take(3)];
        new AnnotationFile(written.Select((beat, i) => i == changed[0] ? beat with { Code = AnnotationCode.PrematureVentricular }
            : changed.Contains(i) ? new Annotation(beat.Sample, AnnotationCode.PrematureVentricular) : beat)).Write(path + ".ai");
        var reviewed = await Ran.OfAsync("report", path, "--annotations", "ai", "--out", folder["reviewed.html"], "--json", "-q");
        Assert.Equal((0, 3), (reviewed.Code, reviewed.Json.GetProperty("reviewed").GetInt32()));
        Assert.Equal(untouched.Json.GetProperty("beatsPerClass").GetProperty("V").GetInt32() + 3, reviewed.Json.GetProperty("beatsPerClass").GetProperty("V").GetInt32());
        Assert.Contains("marked as reviewed", File.ReadAllText(folder["reviewed.html"]));
    }

    [Fact]
    public async Task BeatsAreRejectedOnlyIfAsked()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        var usual = await Reported();
        int notJudged = usual.GetProperty("ofNoClass").GetInt32(), unsure = usual.GetProperty("unsure").GetInt32();
        Assert.True(unsure > 0 && notJudged < 3, "beats that the card would reject are marked, not put into none");
        var byCard = await Reported("--reject-below", "card");
        Assert.Equal((0, notJudged + unsure), (byCard.GetProperty("unsure").GetInt32(), byCard.GetProperty("ofNoClass").GetInt32()));
        var none = await Reported("--reject-below", "0");
        Assert.Equal((0, notJudged), (none.GetProperty("unsure").GetInt32(), none.GetProperty("ofNoClass").GetInt32()));
        var nearlyAll = await Reported("--reject-below", "1");
        Assert.True(nearlyAll.GetProperty("ofNoClass").GetInt32() > 20);

        // In the same way as classify does.
        foreach (string least in (string[])["card", "0"])
        {
            var classified = await Ran.OfAsync("classify", path, "--out", folder["beats"], "--model", "v1-unique", "--reject-below", least, "--force", "--json", "-q");
            Assert.Equal(least == "card" ? unsure : 0, classified.Json.GetProperty("totals").GetProperty("rejected").GetInt32());
        }

        async Task<System.Text.Json.JsonElement> Reported(params string[] more)
        {
            var ran = await Ran.OfAsync(["report", path, "--out", folder["a.html"], "--model", "v1-unique", "--force", "--no-evidence", "--json", "-q", .. more]);
            Assert.True(ran.Code == 0, ran.Error);
            return ran.Json;
        }
    }

    [Fact]
    public async Task FoundBeatsAreJudgedAndThoseOfAPersonKept()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("detect", path, "--out", folder.Path, "-q")).Code);
        var found = Made.Read(path, "qrs");
        new AnnotationFile(found.Select((beat, i) => i == 20 ? beat with { Code = AnnotationCode.VentricularFusion } : beat)).Write(path + ".qrs");
        var ran = await Ran.OfAsync("report", path, "-a", "qrs", "--out", folder["a.html"], "--json", "-q");
        Assert.Equal((0, 1), (ran.Code, ran.Json.GetProperty("reviewed").GetInt32()));
        Assert.True(ran.Json.GetProperty("beatsPerClass").GetProperty("F").GetInt32() >= 1);
        Assert.True(ran.Json.GetProperty("beatsPerClass").GetProperty("V").GetInt32() >= 1, "beats that were only found are judged by the model");
    }

    [Theory]
    [InlineData(2, false, "told apart in 5 s or more")]
    [InlineData(2, true, "told apart in 5 s or more")]
    [InlineData(30, true, "is a flat line, so there are no beats in it. Choose another lead with --lead; there is only MLII.")]
    public async Task AShortOrFlatRecordIsRefused(int seconds, bool flat, string says)
    {
        using var folder = new TempFolder();
        string path = flat ? Flat(folder.Path, seconds) : Made.Record(folder.Path, "a", seconds);
        foreach (string command in (string[])["report", "explain"])
            await IsRefused(folder, says, command, path, "--model", "v1-ds1", "--out", folder["a.out"], "-q");
    }

    [Fact]
    public async Task ARecordOfNoiseAloneHasItsPageToo()
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("report", Noise(folder.Path, 30), "--out", folder["a.html"], "--json", "-q");
        Assert.Equal((0, 0), (ran.Code, ran.Json.GetProperty("beats").GetInt32()));
        Assert.Contains(ran.Json.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.StartsWith("No beat was found", StringComparison.Ordinal));
        Assert.EndsWith("</html>\n", File.ReadAllText(folder["a.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no record", "nowhere")]
    [InlineData("There is no model", "a", "--model", "v9")]
    [InlineData("no lead 'V9'", "a", "--lead", "V9")]
    [InlineData("a.xyz", "a", "--annotations", "xyz")]
    [InlineData("a.xyz", "a", "--reference", "xyz")]
    public async Task BadInputIsOneLineAndLeavesNothing(string says, string record, params string[] more)
    {
        using var folder = new TempFolder();
        Made.Record(folder.Path, "a", 20);
        await IsRefused(folder, says, ["report", folder[record], "--out", folder["a.html"], "-q", .. more]);
    }

    [Fact]
    public async Task ATruncatedRecordLeavesNothing()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 20);
        File.WriteAllBytes(path + ".dat", File.ReadAllBytes(path + ".dat")[..1000]);
        var ran = await Ran.OfAsync("report", path, "--out", folder["a.html"], "-q");
        Assert.Equal(1, ran.Code);
        Assert.Contains("a.dat", ran.Error);
        Assert.DoesNotContain(folder.Files, file => file.EndsWith(".html", StringComparison.Ordinal) || file.EndsWith(".pending", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDemonstrationSaysSyntheticAndComparesWithTheTruth()
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("demo", "--out", folder["demo"], "--json", "-q");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.True(ran.Json.GetProperty("synthetic").GetBoolean());
        Assert.Equal(["demo/synthetic.atr", "demo/synthetic.dat", "demo/synthetic.hea", "demo/synthetic.html", "demo/synthetic.model"], folder.Files);
        string page = File.ReadAllText(folder["demo/synthetic.html"]);
        Assert.Contains("<title>SYNTHETIC", page);
        Assert.Contains("class=\"watermark\"", page);
        var truth = ran.Json.GetProperty("truth").EnumerateArray().ToDictionary(one => one.GetProperty("symbol").GetString()!);
        Assert.Equal(["A", "L", "N", "R", "V"], truth.Keys.Order(StringComparer.Ordinal));
        var reference = Made.Read(folder["demo/synthetic"], "atr").GroupBy(beat => beat.Symbol).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(truth, one => Assert.Equal(reference[one.Key], one.Value.GetProperty("beats").GetInt32()));
        Assert.Equal(ran.Json.GetProperty("report").GetProperty("beats").GetInt32(), Made.Read(folder["demo/synthetic"], "model").Count(beat => beat.Code.IsBeat));

        // A report of the made record says so too, whoever asks for it.
        var again = await Ran.OfAsync("report", folder["demo/synthetic"], "--out", folder["again.html"], "--no-evidence", "--json", "-q");
        Assert.True(again.Json.GetProperty("synthetic").GetBoolean());
        Assert.Equal(1, (await Ran.OfAsync("demo", "--out", folder["demo"], "-q")).Code);
    }

    private static async Task IsRefused(TempFolder folder, string says, params string[] arguments)
    {
        string[] files = folder.Files;
        var ran = await Ran.OfAsync(arguments);
        Assert.NotEqual(0, ran.Code);
        Assert.Contains(says, ran.Error);
        Assert.Single(ran.Error.TrimEnd().Split('\n'));
        Assert.Equal(files, folder.Files);
    }

    private static string Flat(string folder, int seconds) => Written(folder, new int[360 * seconds]);

    // Steps of a converter's last bit, as of an electrode that is off.
    private static string Noise(string folder, int seconds)
    {
        var random = new Random(1);
        return Written(folder, [.. Enumerable.Range(0, 360 * seconds).Select(_ => random.Next(2))]);
    }

    private static string Written(string folder, int[] samples)
    {
        var signal = new WfdbSignal { FileName = "made.dat", Format = 16, StatedGain = 200, StatedUnits = "mV", StatedDescription = "MLII" };
        WfdbRecordWriter.Write(folder, new WfdbHeader { RecordName = "made", StatedSamplingFrequency = 360, Signals = [signal] }, [samples]);
        return Path.Combine(folder, "made");
    }
}
