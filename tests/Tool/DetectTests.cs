using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool.Tests;

public class DetectTests
{
    [Fact]
    public async Task TheFileHoldsWhatTheDetectorFinds()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        var ran = await Ran.OfAsync("detect", path, "--out", folder["peaks"]);

        Assert.Equal(0, ran.Code);
        using var record = WfdbRecord.Open(path);
        long[] expected = RPeakDetector.Detect(record.ReadSignal(0), 360);
        Assert.True(expected.Length > 40, "the synthetic minute has beats");
        var written = Made.Read(folder["peaks/a"], "qrs");
        Assert.Equal(expected, written.Select(a => a.Sample));
        Assert.All(written, a => Assert.Equal("N", a.Symbol));
        Assert.Contains("1:00", ran.Out);
        Assert.Equal(["peaks/a.qrs"], folder.Files.Where(file => file.StartsWith("peaks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task JsonSaysWhatWasFoundInEachRecordAndInAll()
    {
        using var folder = new TempFolder();
        string a = Made.Record(folder.Path, "a"), b = Made.Record(folder.Path, "b", seconds: 30, patient: 2, lead: "V5");
        var ran = await Ran.OfAsync("detect", a, b + ".hea", "-o", folder["out"], "-a", "found", "--json");

        Assert.Equal(0, ran.Code);
        var records = ran.Json.GetProperty("records");
        Assert.Equal(["a", "b"], records.EnumerateArray().Select(r => r.GetProperty("record").GetString()));
        Assert.Equal(["MLII", "V5"], records.EnumerateArray().Select(r => r.GetProperty("lead").GetString()));
        Assert.Equal(60, records[0].GetProperty("durationSeconds").GetDouble());
        Assert.Equal(Made.Read(folder["out/a"], "found").Count, records[0].GetProperty("beats").GetInt32());
        Assert.Equal(folder["out/b.found"], records[1].GetProperty("file").GetString());
        Assert.InRange(records[1].GetProperty("meanHeartRate").GetDouble(), 40, 120);
        Assert.Equal(90, ran.Json.GetProperty("totals").GetProperty("durationSeconds").GetDouble());
        Assert.Equal(records.EnumerateArray().Sum(r => r.GetProperty("beats").GetInt32()), ran.Json.GetProperty("totals").GetProperty("beats").GetInt64());
        Assert.Equal(0, ran.Json.GetProperty("failed").GetArrayLength());
        Assert.Contains("[2/2]", ran.Error);
    }

    [Fact]
    public async Task ManySamplesInAFrameAreCountedInFrames()
    {
        using var folder = new TempFolder();
        string slow = Made.Record(folder.Path, "slow", perFrame: 3), usual = Made.Record(folder.Path, "usual");
        var ran = await Ran.OfAsync("detect", slow, usual, "--out", folder.Path);
        Assert.Equal(0, ran.Code);
        Assert.Equal(Made.Read(usual, "qrs").Select(a => a.Sample / 3), Made.Read(slow, "qrs").Select(a => a.Sample));
    }

    [Theory]
    [InlineData("b.edf")]
    [InlineData("b.csv")]
    public async Task OtherFormatsGiveThePeaksOfTheRecord(string file)
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a");
        Assert.Equal(0, (await Ran.OfAsync("convert", path, folder[file], "--no-annotations", "-q")).Code);
        var ran = await Ran.OfAsync("detect", path, folder[file], "--out", folder["peaks"], "--json", "-q");
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Equal(["a", "b"], ran.Json.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("record").GetString()));
        Assert.Equal(Made.Read(folder["peaks/a"], "qrs"), Made.Read(folder["peaks/b"], "qrs"));

        // The file says what its samples are, as programs may count frames of such a file otherwise.
        Assert.Equal(360, AnnotationFile.Read(folder["peaks/b.qrs"]).TimeResolution);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public async Task AFlatLineIsSaidInOneLineAndNothingIsWritten(int seconds)
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder["flat.csv"], ["time,MLII (mV)", .. Enumerable.Range(0, 100 * seconds).Select(i => FormattableString.Invariant($"{i / 100.0:F2},0.5"))]);
        var ran = await Ran.OfAsync("detect", folder["flat.csv"], "--out", folder["peaks"], "-q");
        Assert.Equal(1, ran.Code);
        Assert.Contains("flat line", ran.Error);
        Assert.Single(ran.Error.TrimEnd().Split('\n'));
        Assert.Equal(["flat.csv"], folder.Files);
    }

    [Fact]
    public async Task ThreadsChangeNothing()
    {
        using var folder = new TempFolder();
        string[] records = [.. Enumerable.Range(1, 5).Select(i => Made.Record(folder.Path, $"r{i}", 20, i))];
        var one = await Ran.OfAsync(["detect", .. records, "--out", folder["one"], "--threads", "1", "-q"]);
        var many = await Ran.OfAsync(["detect", .. records, "--out", folder["many"], "--threads", "4", "-q"]);
        Assert.Equal((0, 0), (one.Code, many.Code));
        Assert.Equal(one.Out.Replace(folder["one"], ""), many.Out.Replace(folder["many"], ""));
        Assert.All(records, record => Assert.Equal(
            File.ReadAllBytes(folder[$"one/{Path.GetFileName(record)}.qrs"]), File.ReadAllBytes(folder[$"many/{Path.GetFileName(record)}.qrs"])));
        Assert.Equal("", one.Error);
    }

    [Fact]
    public async Task WhatIsThereIsNotOverwrittenUnasked()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 20);
        byte[] reference = File.ReadAllBytes(path + ".atr");
        var refused = await Ran.OfAsync("detect", path, "--out", folder.Path, "--annotator", "atr");
        Assert.Equal(1, refused.Code);
        Assert.Contains("--force", refused.Error);
        Assert.Equal(reference, File.ReadAllBytes(path + ".atr"));

        var forced = await Ran.OfAsync("detect", path, "--out", folder.Path, "--annotator", "atr", "--force");
        Assert.Equal(0, forced.Code);
        Assert.NotEqual(reference, File.ReadAllBytes(path + ".atr"));
    }

    [Fact]
    public async Task ADamagedRecordTakesNothingFromTheOthers()
    {
        using var folder = new TempFolder();
        string good = Made.Record(folder.Path, "good", 20), bad = Made.Record(folder.Path, "bad", 20);
        File.WriteAllBytes(bad + ".dat", File.ReadAllBytes(bad + ".dat")[..1000]);
        var ran = await Ran.OfAsync("detect", bad, good, "--out", folder["out"], "--json");
        Assert.Equal(1, ran.Code);
        Assert.Equal("good", ran.Json.GetProperty("records")[0].GetProperty("record").GetString());
        Assert.Equal("bad", ran.Json.GetProperty("failed")[0].GetProperty("record").GetString());
        Assert.Contains("bad.dat", ran.Error);
        Assert.Equal(["out/good.qrs"], folder.Files.Where(file => file.StartsWith("out", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CancellingLeavesWholeFilesOnly()
    {
        using var folder = new TempFolder();
        string[] records = [.. Enumerable.Range(1, 4).Select(i => Made.Record(folder.Path, $"r{i}", 20, i))];
        using var cancel = new CancellationTokenSource();
        using var error = new CancellingWriter("[1/4]", cancel);
        var ran = await Ran.InAsync(null, error, cancel.Token, ["detect", .. records, "--out", folder["out"], "--threads", "1", "--json"]);
        Assert.Equal(130, ran.Code);
        Assert.Equal(130, ran.Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(["out/r1.qrs"], folder.Files.Where(file => file.StartsWith("out", StringComparison.Ordinal)));
        Assert.NotEmpty(Made.Read(folder["out/r1"], "qrs"));
    }

    [Fact]
    public async Task TwoRecordsOfOneNameAreRefusedBeforeAnythingIsWritten()
    {
        using var folder = new TempFolder();
        string one = Made.Record(folder["x"], "a", 20), two = Made.Record(folder["y"], "a", 20);
        var ran = await Ran.OfAsync("detect", one, two, "--out", folder["out"]);
        Assert.Equal(2, ran.Code);
        Assert.Contains("same name", ran.Error);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task OneRecordNamedTwiceIsDoneOnce()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder["db"], "a", 20);
        var ran = await Ran.OfAsync("detect", path, path + ".hea", folder["db"], "--out", folder["out"], "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(1, ran.Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task RealRecordsGiveTheFiguresOfTheDetectorsTable()
    {
        string data = Made.DataOrSkip();
        using var folder = new TempFolder();
        var detected = await Ran.InAsync(data, "detect", "100", "mitdb/119", "--out", folder.Path, "-q");
        Assert.Equal(0, detected.Code);
        var ran = await Ran.InAsync(data, "compare", "--test", "qrs", "--test-dir", folder.Path, "100", "119", "--json");
        Assert.Equal(0, ran.Code);
        var qrs = ran.Json.GetProperty("qrs");

        // docs/r-peaks.md: TP 1901 and 1661, FN 1 and 0, FP 0 and 1.
        Assert.Equal(3563, qrs.GetProperty("beats").GetInt64());
        Assert.InRange(qrs.GetProperty("falseNegatives").GetInt64(), 0, 3);
        Assert.InRange(qrs.GetProperty("falsePositives").GetInt64(), 0, 3);
        Assert.InRange(qrs.GetProperty("grossSe").GetDouble(), 99.9, 100);
    }
}
