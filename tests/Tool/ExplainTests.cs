using System.Text.Json;
using System.Xml.Linq;

namespace ArrhythmiaVision.Tool.Tests;

public class ExplainTests(MadeDatabase database) : IClassFixture<MadeDatabase>
{
    private static readonly string[] s_methods = ["grad-cam", "shapley", "expected-gradients", "permutation", "integrated-gradients", "occlusion", "grad-cam-signed", "control"];

    [Fact]
    public async Task ABeatIsExplainedInWordsValuesAndAPictureWithItsPassport()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        var ran = await Ran.OfAsync("explain", path, "--model", "v2-unique", "-a", "atr", "--beat", "20", "--out", folder["b.svg"], "--json");
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("explaining: 1 beats by shapley", ran.Error);
        Assert.Contains("not on this machine", ran.Error);
        var json = ran.Json;
        Assert.Equal(("a", "MLII", "v2-unique", "shapley", "flat line"), (Text(json, "record"), Text(json, "lead"), Text(json, "model"), Text(json, "method"), Text(json, "baseline")));
        var beat = Assert.Single(json.GetProperty("beats").EnumerateArray().ToArray());
        Assert.Equal(20, beat.GetProperty("index").GetInt64());
        Assert.Equal(Made.Read(path, "atr")[20].Sample, beat.GetProperty("sample").GetInt64());
        Assert.Equal(Made.Read(path, "atr")[20].Symbol, Text(beat, "given"));

        // Values add up to what is explained, in all and part by part, and the parts cover the beat.
        double[] values = [.. beat.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(360, values.Length);
        Assert.Equal(beat.GetProperty("output").GetDouble() - beat.GetProperty("baselineOutput").GetDouble(), values.Sum(), 1e-3);
        Assert.Equal(values.Sum(), beat.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("value").GetDouble()), 1e-6);
        Assert.Equal(1, beat.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("share").GetDouble()), 1e-6);
        Assert.Equal(-500, beat.GetProperty("parts")[0].GetProperty("startMs").GetDouble());
        Assert.Equal(500, beat.GetProperty("parts").EnumerateArray().Last().GetProperty("endMs").GetDouble());
        Assert.Equal(["deletion", "insertion", "infidelity", "randomisation", "noise", "shift", "agreement"], beat.GetProperty("passport").GetProperty("checks").EnumerateArray().Select(c => Text(c, "name")));
        Assert.Equal(beat.GetProperty("passport").GetProperty("reliable").GetBoolean(), beat.GetProperty("passport").GetProperty("checks").EnumerateArray().All(c => c.GetProperty("passed").GetBoolean()));
        Assert.InRange(beat.GetProperty("qrs").GetProperty("onsetMs").GetDouble(), -150, 0);

        var svg = XDocument.Load(folder["b.svg"]).Root!;
        Assert.Equal("Record a, beat 20 at " + Values.Clock(beat.GetProperty("timeSeconds").GetDouble()), svg.Attribute("aria-label")!.Value);
        Assert.Contains(Text(beat, "words")!, svg.Elements().Single(e => e.Name.LocalName == "desc").Value);
        Assert.Equal(["a.atr", "a.dat", "a.hea", "b.svg"], folder.Files);

        var text = await Ran.OfAsync("explain", path, "--model", "v2-unique", "-a", "atr", "--beat", "20", "-q");
        Assert.Equal((0, ""), (text.Code, text.Error));
        foreach (string expected in (string[])["beat 20 at ", Text(beat, "words")!, "values add up to", "passport: ", "randomisation"])
            Assert.Contains(expected, text.Out);
    }

    [Fact]
    public async Task BeatsOfOtherFormatsAreExplainedTheSame()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("convert", path, folder["b.edf"], "-q")).Code);
        string[] common = ["--model", "v1-unique", "--method", "grad-cam", "--baseline", "flat", "--beat", "20", "-q", "--json"];
        var expected = await Ran.OfAsync(["explain", path, "-a", "atr", .. common]);
        var ran = await Ran.OfAsync(["explain", folder["b.edf"], "-a", "edf", .. common]);
        Assert.True(ran.Code == 0, ran.Error);
        foreach (string same in (string[])["sample", "given", "class"])
            Assert.Equal(expected.Json.GetProperty("beats")[0].GetProperty(same).ToString(), ran.Json.GetProperty("beats")[0].GetProperty(same).ToString());
    }

    [Fact]
    public async Task BeatsAreChosenByTimeByClassOrOneOfEach()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        var beats = Made.Read(path, "atr");
        string[] common = ["explain", path, "--model", "v1-unique", "-a", "atr", "--method", "grad-cam", "--baseline", "flat", "-q", "--json"];
        var near = await Ran.OfAsync([.. common, "--time", "30", "--for", "L"]);
        Assert.Equal(beats.MinBy(b => Math.Abs(b.Sample - 30 * 360))!.Sample, near.Json.GetProperty("beats")[0].GetProperty("sample").GetInt64());
        Assert.Equal("L", Text(near.Json.GetProperty("beats")[0], "explained"));

        var each = await Ran.OfAsync([.. common, "--out", folder["all.svg"]]);
        Assert.True(each.Code == 0, each.Error);
        string[] found = [.. each.Json.GetProperty("beats").EnumerateArray().Select(b => Text(b, "class")!)];
        Assert.Equal(found.Distinct(), found);
        string most = found.MaxBy(name => each.Json.GetProperty("beats").EnumerateArray().First(b => Text(b, "class") == name).GetProperty("probabilities").GetProperty(name).GetDouble())!;
        var svg = XDocument.Load(folder["all.svg"]).Root!;
        Assert.Equal(found.Length, svg.Descendants().Count(e => (string?)e.Attribute("class") == "e ecg"));

        var three = await Ran.OfAsync([.. common, "--class", most, "--count", "3"]);
        double[] probabilities = [.. three.Json.GetProperty("beats").EnumerateArray().Select(b => b.GetProperty("probabilities").GetProperty(most).GetDouble())];
        Assert.Equal(probabilities.OrderDescending(), probabilities);
        Assert.InRange(probabilities.Length, 1, 3);
        Assert.All(three.Json.GetProperty("beats").EnumerateArray(), b => Assert.Equal(most, Text(b, "class")));

        // Grad-CAM adds up to nothing, and says so by saying nothing.
        Assert.Equal(JsonValueKind.Null, three.Json.GetProperty("beats")[0].GetProperty("baselineOutput").ValueKind);
    }

    [Fact]
    public async Task WhatIsThereIsNotOverwrittenUnaskedAndCtrlCLeavesNothing()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 20);
        File.WriteAllText(folder["b.svg"], "mine");
        string[] line = ["explain", path, "--model", "v2", "--out", folder["b.svg"], "--method", "grad-cam"];
        var refused = await Ran.OfAsync(line);
        Assert.Equal((1, "mine"), (refused.Code, File.ReadAllText(folder["b.svg"])));
        Assert.Contains("--force", refused.Error);
        Assert.DoesNotContain("classifying", refused.Error);

        using var cancel = new CancellationTokenSource();
        using var error = new CancellingWriter("beats by grad-cam", cancel);
        var cancelled = await Ran.InAsync(null, error, cancel.Token, [.. line, "--force", "--json"]);
        Assert.Equal((130, "mine"), (cancelled.Code, File.ReadAllText(folder["b.svg"])));
        Assert.Equal(130, cancelled.Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(0, (await Ran.OfAsync([.. line, "--force"])).Code);
        Assert.StartsWith("<svg", File.ReadAllText(folder["b.svg"]), StringComparison.Ordinal);
        Assert.Equal(["a.atr", "a.dat", "a.hea", "b.svg"], folder.Files);
    }

    [Fact]
    public async Task EveryMethodIsScoredBesideRandomOrderAndAControl()
    {
        var ran = await Ran.InAsync(database.Data, "explain", "--scores", "--model", "v2", "--protocol", "unique", "--class", "V", "--beats", "10", "--json");
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("scoring: 2 of 2 beats", ran.Error);
        var json = ran.Json;
        Assert.Equal(("v2-unique", "test", 2), (Text(json, "model"), Text(json, "set"), json.GetProperty("beats").GetInt32()));
        Assert.Equal(2, json.GetProperty("beatsPerClass").GetProperty("V").GetInt32());
        var methods = json.GetProperty("methods").EnumerateArray().ToArray();
        Assert.Equal(s_methods, methods.Select(m => Text(m, "name")));
        foreach (var method in methods)
        {
            var all = method.GetProperty("all");
            double Mean(string figure) => all.GetProperty(figure).GetProperty("mean").GetDouble();
            Assert.Equal(Mean("randomDeletion") - Mean("deletion"), Mean("deletionGain"), 1e-9);
            Assert.Equal(Mean("insertion") - Mean("randomInsertion"), Mean("insertionGain"), 1e-9);
            Assert.InRange(Mean("deletionGain"), all.GetProperty("deletionGain").GetProperty("lower").GetDouble() - 1e-9, all.GetProperty("deletionGain").GetProperty("upper").GetDouble() + 1e-9);
            Assert.Equal(methods[0].GetProperty("all").GetProperty("randomDeletion").GetRawText(), all.GetProperty("randomDeletion").GetRawText());
            Assert.InRange(Mean("unreliable"), 0, 1);
            var rows = method.GetProperty("randomization").EnumerateArray().ToArray();
            Assert.Equal("dense", Text(rows[0], "layer"));
            Assert.True(rows.Length > 10);
            Assert.True(method.GetProperty("costMs").GetDouble() > 0);
        }

        // A network that never learned does not notice that it forgets, and nothing it says may pass.
        var control = methods[^1];
        Assert.Equal(1, control.GetProperty("all").GetProperty("unreliable").GetProperty("mean").GetDouble());
        Assert.Equal(1, control.GetProperty("fails").GetProperty("randomisation").GetDouble());
        var matrix = json.GetProperty("agreement").GetProperty("matrix").EnumerateArray().Select(row => row.EnumerateArray().ToArray()).ToArray();
        Assert.Equal(matrix[1][3].GetDouble(), matrix[3][1].GetDouble());
    }

    [Fact]
    public async Task ClassesAreSeenAsAWholeAndByExamples()
    {
        using var folder = new TempFolder();
        string[] line = ["--model", "v1", "--model", "v2", "--protocol", "unique", "--method", "grad-cam", "--baseline", "flat", "-q", "--json"];
        var ran = await Ran.InAsync(database.Data, ["explain", "--global", .. line, "--beats", "30", "--out", folder["classes.svg"]]);
        Assert.True(ran.Code == 0, ran.Error);
        var models = ran.Json.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["v1-unique", "v2-unique"], models.Select(m => Text(m, "model")));
        var views = models.SelectMany(m => m.GetProperty("classes").EnumerateArray()).ToArray();
        Assert.NotEmpty(views);
        foreach (var view in views)
        {
            Assert.Equal(6, view.GetProperty("beats").GetInt32() + view.GetProperty("misjudged").GetInt32());
            Assert.Equal(360, view.GetProperty("meanBeat").GetArrayLength());
            var shares = view.GetProperty("shares");
            double sum = shares.EnumerateObject().Where(s => s.Name != "before QRS" && s.Value.ValueKind != JsonValueKind.Null).Sum(s => s.Value.GetProperty("mean").GetDouble());
            if (view.GetProperty("withoutEvidence").GetInt32() < view.GetProperty("beats").GetInt32())
                Assert.Equal(1, sum, 1e-6);
            Assert.Equal(1, view.GetProperty("timeShares").EnumerateObject().Where(s => s.Name != "before QRS").Sum(s => s.Value.GetDouble()), 1e-6);
        }

        var picture = XDocument.Load(folder["classes.svg"]).Root!;
        Assert.Equal(views.Length, picture.Elements().Count(e => (string?)e.Attribute("class") == "panel"));

        var pages = await Ran.InAsync(database.Data, ["explain", "--examples", .. line, "--count", "2", "--out", folder["pages"], "--placement", "end-to-end"]);
        Assert.True(pages.Code == 0, pages.Error);
        Assert.Equal(["A.svg", "L.svg", "N.svg", "R.svg", "V.svg"], Directory.GetFiles(folder["pages"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var page = XDocument.Load(folder["pages/V.svg"]).Root!;
        Assert.Equal(4, page.Descendants().Count(e => (string?)e.Attribute("class") == "e ecg"));
        Assert.Equal(1, (await Ran.InAsync(database.Data, ["explain", "--examples", .. line, "--out", folder["pages"]])).Code);
    }

    [Fact]
    public async Task ARealContractionOfTheVentriclesIsExplained()
    {
        string data = Made.DataOrSkip();
        var ran = await Ran.InAsync(data, "explain", "mitdb/119", "--model", "v1-unique", "--class", "V", "--json", "-q");
        Assert.True(ran.Code == 0, ran.Error);
        var beat = ran.Json.GetProperty("beats")[0];
        Assert.StartsWith("PVC, ", Text(beat, "words"), StringComparison.Ordinal);
        Assert.Equal("10 background beats, up to 2 a class", Text(ran.Json, "baseline"));

        // Record 119's contractions come early and are wide.
        Assert.InRange(beat.GetProperty("rrToMedian").GetDouble(), 0.4, 0.9);
        Assert.InRange(beat.GetProperty("qrs").GetProperty("offsetMs").GetDouble() - beat.GetProperty("qrs").GetProperty("onsetMs").GetDouble(), 100, 250);
        Assert.Equal(0, beat.GetProperty("additivityGap").GetDouble(), 1e-4);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
