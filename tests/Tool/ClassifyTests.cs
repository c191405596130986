using System.Globalization;
using System.Text.Json;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public sealed class ClassifyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheThreeFormatsHoldTheSameBeats()
    {
        string path = Made.Record(_folder.Path, "a");
        foreach (string format in (string[])["wfdb", "csv", "ndjson"])
            Assert.Equal(0, (await Ran.OfAsync("classify", path, "--out", _folder["out"], "--format", format, "-q")).Code);
        Assert.Equal(["out/a.beats", "out/a.beats.csv", "out/a.beats.ndjson"], _folder.Files.Where(file => file.StartsWith("out", StringComparison.Ordinal)));

        var annotations = Made.Read(_folder["out/a"], "beats");
        string[][] rows = [.. File.ReadLines(_folder["out/a.beats.csv"]).Skip(1).Select(line => line.Split(','))];
        var lines = File.ReadLines(_folder["out/a.beats.ndjson"]).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(annotations.Count > 40);
        Assert.Equal(annotations.Select(a => (a.Sample, a.Symbol)), rows.Select(row => (long.Parse(row[1], CultureInfo.InvariantCulture), row[3])));
        Assert.Equal(annotations.Select(a => (a.Sample, a.Symbol)), lines.Select(line => (line.GetProperty("sample").GetInt64(), line.GetProperty("label").GetString()!)));
        var judged = annotations.Where(a => ModelLabel.TryRead(a, out _)).ToList();
        Assert.True(judged.Count >= annotations.Count - 2);
        Assert.All(judged, a => Assert.False(ModelLabel.IsRelabelled(a)));
        foreach (var (row, line) in rows.Zip(lines).Where(pair => pair.First[4].Length == 0))
        {
            Assert.Equal(row[5], line.GetProperty("class").GetString());
            Assert.Equal(double.Parse(row[6], CultureInfo.InvariantCulture), line.GetProperty("probability").GetDouble(), 4);
            Assert.Equal(1, line.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 3);
        }
    }

    [Fact]
    public async Task EdfAndCsvGiveTheBeatsOfTheRecordTheyWereMadeOf()
    {
        string path = Made.Record(_folder.Path, "a", seconds: 40);
        Assert.Equal(0, (await Ran.OfAsync("convert", path, _folder["b.edf"], "-q")).Code);
        Assert.Equal(0, (await Ran.OfAsync("convert", path, _folder["c.csv"], "-q")).Code);
        var ran = await Ran.OfAsync("classify", path, _folder["b.edf"], _folder["c.csv"], "--out", _folder["out"], "--model", "v1", "--json");
        Assert.Equal(0, ran.Code);
        var records = ran.Json.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(["wfdb", "edf", "csv"], records.Select(record => record.GetProperty("format").GetString()));
        var expected = Made.Read(_folder["out/a"], "beats").Select(a => (a.Sample, a.Symbol));
        foreach (string name in (string[])["b", "c"])
            Assert.Equal(expected, AnnotationFile.Read(_folder[$"out/{name}.beats"]).AtFrequency(360).Select(a => (a.Sample, a.Symbol)));
        Assert.All(records, record => Assert.Equal(record.GetProperty("beats").GetInt64(),
            record.GetProperty("perClass").EnumerateObject().Sum(p => p.Value.GetInt64()) + record.GetProperty("rejected").GetInt64() + record.GetProperty("notJudged").GetInt64()));
    }

    [Fact]
    public async Task ThreadsChangeNoByte()
    {
        string[] records = [.. Enumerable.Range(1, 4).Select(i => Made.Record(_folder.Path, $"r{i}", 20, i))];
        foreach (string threads in (string[])["1", "3"])
            Assert.Equal(0, (await Ran.OfAsync(["classify", .. records, "--out", _folder[threads], "--threads", threads, "--format", "ndjson", "-q"])).Code);
        Assert.Equal(0, (await Ran.OfAsync("classify", records[0], "--out", _folder["alone"], "--threads", "4", "--format", "ndjson", "-q")).Code);
        foreach (string record in records)
            Assert.Equal(File.ReadAllBytes(_folder[$"1/{Path.GetFileName(record)}.beats.ndjson"]), File.ReadAllBytes(_folder[$"3/{Path.GetFileName(record)}.beats.ndjson"]));
        Assert.Equal(File.ReadAllBytes(_folder["1/r1.beats.ndjson"]), File.ReadAllBytes(_folder["alone/r1.beats.ndjson"]));
    }

    [Fact]
    public async Task RejectedBeatsAreCountedOpenly()
    {
        string path = Made.Record(_folder.Path, "a", 30);
        var all = await Ran.OfAsync("classify", path, "--out", _folder["all"], "--reject-below", "0", "--json");
        var none = await Ran.OfAsync("classify", path, "--out", _folder["none"], "--reject-below", "1", "--json");
        Assert.Equal(0, all.Json.GetProperty("totals").GetProperty("rejected").GetInt64());
        Assert.Equal(JsonValueKind.Null, all.Json.GetProperty("rejectBelow").ValueKind);
        Assert.True(none.Json.GetProperty("totals").GetProperty("rejected").GetInt64() > 20);
        Assert.All(Made.Read(_folder["none/a"], "beats").Where(a => ModelLabel.TryRead(a, out var label) && label.IsRejected), a => Assert.Equal("Q", a.Symbol));
    }

    [Fact]
    public async Task PeaksOfAnAnnotatorAreTaken()
    {
        string path = Made.Record(_folder.Path, "a", 30);
        Assert.Equal(0, (await Ran.OfAsync("classify", path, "--out", _folder["out"], "--peaks", "atr", "-q")).Code);
        Assert.Equal(Made.Read(path, "atr").Select(a => a.Sample), Made.Read(_folder["out/a"], "beats").Select(a => a.Sample));
    }

    public static TheoryData<string, int, string> BadInput => new()
    {
        { "nowhere/record", 1, "There is no record" },
        { "nowhere.edf", 1, "There is no record" },
        { "empty", 1, "no recording" },
        { "cut.edf", 1, "cut off" },
        { "picture.edf", 1, "no EDF" },
        { "words.csv", 1, "row 2002, column 1 (ecg): 'abc' is no number" },
        { "rateless.csv", 1, "--rate" },
        { "flat.csv", 1, "flat line" },
        { "short.csv", 1, "has 2 s" },
        { "missing.csv", 1, "all are missing" },
        { "picture.png", 1, "no recording" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task BadInputIsOneLineThatSaysWhatAndLeavesNothing(string input, int code, string expected)
    {
        Directory.CreateDirectory(_folder["empty"]);
        Made.Record(_folder.Path, "a", 20);
        await Ran.OfAsync("convert", _folder["a"], _folder["cut.edf"], "-q");
        File.WriteAllBytes(_folder["cut.edf"], File.ReadAllBytes(_folder["cut.edf"])[..5000]);
        File.WriteAllBytes(_folder["picture.edf"], [.. "\u0089PNG\r\n"u8, .. new byte[600]]);
        File.WriteAllBytes(_folder["picture.png"], [.. "\u0089PNG\r\n"u8, .. new byte[600]]);
        File.WriteAllText(_folder["words.csv"], "ecg,x\n" + string.Concat(Enumerable.Repeat("1,0\n", 2000)) + "abc,0\n");
        File.WriteAllText(_folder["rateless.csv"], "ecg\n1\n2\n");
        File.WriteAllText(_folder["flat.csv"], Rows(3600, _ => "0.5"));
        File.WriteAllText(_folder["short.csv"], Rows(720, i => Text(Math.Sin(i))));
        File.WriteAllText(_folder["missing.csv"], Rows(3600, _ => ""));
        string[] rate = input == "words.csv" ? ["--rate", "360"] : [];
        var ran = await Ran.OfAsync(["classify", _folder[input], "--out", _folder["out"], "-q", .. rate]);
        Assert.Equal(code, ran.Code);
        string line = Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line);
        Assert.DoesNotContain(_folder.Files, file => file.StartsWith("out/", StringComparison.Ordinal));

        static string Rows(int count, Func<int, string> cell) => "time,ecg\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{Text(i / 360.0)},{cell(i)}\n"));

        static string Text(double value) => value.ToString("F6", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(2, "no sampling rate", "--rate", "0")]
    [InlineData(2, "no sampling rate", "--rate", "-5")]
    [InlineData(2, "no sampling rate", "--rate", "fast")]
    [InlineData(2, "no probability", "--reject-below", "2")]
    [InlineData(1, "There is no model", "--model", "v9")]
    [InlineData(2, "extension", "--annotator", "hea")]
    [InlineData(1, "has no lead 'aVR'", "--lead", "aVR")]
    public async Task WishesThatCannotBeAreRefused(int code, string expected, params string[] options)
    {
        string path = Made.Record(_folder.Path, "a", 20);
        var ran = await Ran.OfAsync(["classify", path, "--out", _folder["out"], "-q", .. options]);
        Assert.Equal(code, ran.Code);
        Assert.Contains(expected, ran.Error);
        Assert.DoesNotContain(_folder.Files, file => file.StartsWith("out/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CancellingLeavesWholeFilesOnly()
    {
        string[] records = [.. Enumerable.Range(1, 4).Select(i => Made.Record(_folder.Path, $"r{i}", 20, i))];
        using var cancel = new CancellationTokenSource();
        using var error = new CancellingWriter("[1/4]", cancel);
        var ran = await Ran.InAsync(null, error, cancel.Token, ["classify", .. records, "--out", _folder["out"], "--threads", "1", "--format", "csv"]);
        Assert.Equal(130, ran.Code);
        Assert.Equal(["out/r1.beats.csv"], _folder.Files.Where(file => file.StartsWith("out", StringComparison.Ordinal)));
    }
}
