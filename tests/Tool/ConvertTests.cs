using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARecordGoesThroughEdfAndCsvAndComesBackTheSame()
    {
        string path = Made.Record(_folder.Path, "a", 20);
        foreach (var (from, to) in ((string, string)[])[("a", "b.edf"), ("b.edf", "c.csv"), ("c.csv", "d"), ("a", "e/e")])
            Assert.Equal(0, (await Ran.OfAsync("convert", _folder[from], _folder[to], "-q")).Code);
        using var before = WfdbRecord.Open(path);
        var expected = before.ReadSignal(0);
        foreach (string name in (string[])["d", "e/e"])
        {
            using var after = WfdbRecord.Open(_folder[name]);
            Assert.Equal(before.Leads, after.Leads);
            var samples = after.ReadSignal(0);

            // EDF holds these 16 bits to half a step of the range's 65,534th part, the last record to half its own unit.
            Assert.All(expected.Zip(samples), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
            Assert.Equal(Made.Read(path, "atr"), Made.Read(_folder[name], "atr"));
        }
    }

    [Fact]
    public async Task ResamplingMovesAnnotationsAlong()
    {
        string path = Made.Record(_folder.Path, "a", 20);
        var ran = await Ran.OfAsync("convert", path, _folder["b.csv"], "--rate", "180", "--lead", "MLII", "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(180, ran.Json.GetProperty("leads")[0].GetProperty("samplingRate").GetDouble());

        // Up to the sample nearest to the last of 7,200, which lies between two.
        Assert.Equal(3601, ran.Json.GetProperty("leads")[0].GetProperty("samples").GetInt64());
        using var after = Recording.Open(_folder["b.csv"]);
        Assert.Equal(180, after.SamplingFrequency);
        Assert.Equal(Made.Read(path, "atr").Select(a => ((long)Math.Round(a.Sample / 2.0, MidpointRounding.AwayFromZero), a.Symbol)), after.ReadAnnotations("csv").Select(a => (a.Sample, a.Symbol)));
    }

    [Theory]
    [InlineData(2, "are not written", "x.bdf")]
    [InlineData(2, "are not written", "x.pdf")]
    [InlineData(2, "is a folder", "/")]
    [InlineData(1, "has no lead 'V9'", "x.edf", "--lead", "V9")]
    [InlineData(1, "has no annotator 'qrs'", "x.edf", "--annotator", "qrs")]
    [InlineData(2, "no sampling rate", "x.edf", "--rate", "0")]
    [InlineData(1, "--force", "a.hea")]
    public async Task WishesThatCannotBeAreRefusedAndNothingIsLeft(int code, string expected, string output, params string[] options)
    {
        string path = Made.Record(_folder.Path, "a", 20);
        string[] before = _folder.Files;
        var ran = await Ran.OfAsync(["convert", path, _folder[output == "/" ? "." : output], "-q", .. options]);
        Assert.Equal(code, ran.Code);
        Assert.Contains(expected, ran.Error);
        Assert.Equal(before, _folder.Files);
    }

    [Fact]
    public async Task InfoTellsWhatIsThereAndWhatWouldBeTaken()
    {
        string path = Made.Record(_folder.Path, "a", 20);
        await Ran.OfAsync("convert", path, _folder["b.edf"], "-q");
        var one = await Ran.OfAsync("info", path, "-q");
        Assert.Equal(0, one.Code);
        Assert.Contains("record a: WFDB, 0:20", one.Out);
        Assert.Contains("taken where --lead says no other", one.Out);
        Assert.Matches(@"annotator atr: \d+ beats, 0 others: \d+ N", one.Out);
        var both = await Ran.OfAsync("info", path, _folder["b.edf"], "--json");
        var records = both.Json.GetProperty("records");
        Assert.Equal(["WFDB", "EDF"], records.EnumerateArray().Select(record => record.GetProperty("format").GetString()));
        Assert.Equal(records[0].GetProperty("annotators")[0].GetProperty("beats").GetInt32(), records[1].GetProperty("annotators")[0].GetProperty("beats").GetInt32());
        Assert.Equal("MLII", records[1].GetProperty("usedLead").GetString());
    }

    [Fact]
    public async Task ExportedModelsScoreAsTheyDid()
    {
        foreach (string model in (string[])["v2", "v1-rr"])
        {
            var ran = await Ran.OfAsync("export", model, "--out", _folder[model + ".onnx"], "--json");
            Assert.Equal(0, ran.Code);
            var back = OnnxImport.Load(_folder[model + ".onnx"]);
            Assert.Equal(ran.Json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()), back.Network.Classes);
            Assert.Equal(ran.Json.GetProperty("context").GetArrayLength(), back.Network.ContextNames.Count);
        }

        Assert.Contains("--force", (await Ran.OfAsync("export", "v2", "--out", _folder["v2.onnx"])).Error);
        Assert.Contains("There is no model", (await Ran.OfAsync("export", "nothing", "--out", _folder["n.onnx"])).Error);
        File.WriteAllText(_folder["bad.arrhythminet"], "no model");
        var bad = await Ran.OfAsync("export", _folder["bad.arrhythminet"], "--out", _folder["n.onnx"]);
        Assert.Equal(1, bad.Code);
        Assert.False(File.Exists(_folder["n.onnx"]));
    }
}
