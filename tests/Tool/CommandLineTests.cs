using System.Diagnostics;

namespace ArrhythmiaVision.Tool.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("detect")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("explain")]
    [InlineData("classify")]
    [InlineData("report")]
    [InlineData("info")]
    [InlineData("convert")]
    public async Task HelpHasExamplesThatParse(string command)
    {
        var ran = await Ran.OfAsync(command, "--help");
        Assert.Equal(0, ran.Code);
        Assert.Equal("", ran.Error);
        string[] examples = [.. ran.Out.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("arrhythmia ", StringComparison.Ordinal) && !line.Contains('<'))];
        Assert.True(examples.Length >= 3, ran.Out);

        // No such record is here, which is found out only once the command line was understood.
        foreach (string example in examples)
            Assert.Equal(1, (await Ran.OfAsync(example.Split(' ')[1..])).Code);
    }

    [Fact]
    public async Task WithNothingAskedForTheHelpIsShown()
    {
        var ran = await Ran.OfAsync();
        Assert.Equal(0, ran.Code);
        foreach (string word in (string[])["detect", "compare", "train", "evaluate", "explain", "Exit codes:"])
            Assert.Contains(word, ran.Out);
    }

    [Theory]
    [InlineData(2, "--test", "compare", "100")]
    [InlineData(2, "RECORDS", "detect")]
    [InlineData(2, "--bogus", "detect", "100", "--bogus")]
    [InlineData(2, "no annotator's name", "detect", "100", "--annotator", "../x")]
    [InlineData(2, "record's own files", "detect", "100", "--annotator", "hea")]
    [InlineData(2, "0 to 1024", "detect", "100", "--threads", "-1")]
    [InlineData(2, "--threads", "detect", "100", "--threads", "many")]
    [InlineData(2, "no time", "compare", "100", "-t", "qrs", "--start", "five")]
    [InlineData(2, "no time", "compare", "100", "-t", "qrs", "--window", "-0.1")]
    [InlineData(2, "table", "compare", "100", "-t", "qrs", "--layout", "wide")]
    [InlineData(2, "cannot be left out", "compare", "mitdb/100", "-t", "qrs", "-x", "999")]
    [InlineData(2, "either a RECORD or one of", "explain", "--model", "v2")]
    [InlineData(2, "either a RECORD or one of", "explain", "100", "--model", "v2", "--scores")]
    [InlineData(2, "one of --beat, --time, --class", "explain", "100", "--model", "v2", "--beat", "3", "--class", "V")]
    [InlineData(2, "--beats choose beats of a protocol", "explain", "100", "--model", "v2", "--beats", "3")]
    [InlineData(2, "--beat, --lead go with a RECORD", "explain", "--global", "--model", "v2", "-p", "unique", "--beat", "3", "--lead", "V1")]
    [InlineData(2, "Give --protocol", "explain", "--scores", "--model", "v2")]
    [InlineData(2, "Give one --model", "explain", "mitdb/100", "--model", "v2", "--model", "v1")]
    [InlineData(2, "the folder for the pages", "explain", "--examples", "--model", "v2", "-p", "unique")]
    [InlineData(2, "makes no picture", "explain", "--scores", "--model", "v2", "-p", "unique", "-o", "x.svg")]
    [InlineData(2, "grad-cam", "explain", "mitdb/100", "--model", "v2", "--method", "magic")]
    [InlineData(2, "no class 'X'. It has: N, L, R, A, V", "explain", "mitdb/100", "--model", "v2", "--class", "X")]
    [InlineData(2, "no class 'X'. It has: N, L, R, A, V", "explain", "mitdb/100", "--model", "v2", "--for", "X")]
    [InlineData(2, "--layer and --placement are about Grad-CAM", "explain", "mitdb/100", "--model", "v2", "--layer", "head")]
    [InlineData(2, "no option '--bogus'", "explain", "--bogus", "--model", "v2")]
    [InlineData(2, "name one", "explain", "two", "--model", "v2")]
    [InlineData(1, "no convolution 'nose'", "explain", "mitdb/100", "--model", "v2", "-q", "--method", "grad-cam", "--layer", "nose", "--baseline", "flat")]
    [InlineData(1, "none of number 9999", "explain", "mitdb/100", "--model", "v2", "-q", "--beat", "9999")]
    [InlineData(1, "leaves the record", "explain", "mitdb/100", "--model", "v2", "-q", "--time", "0", "-a", "atr")]
    [InlineData(1, "no model 'v9'", "explain", "mitdb/100", "--model", "v9")]
    [InlineData(1, "No pretrained v2-rr of 'unique' ships", "explain", "mitdb/100", "--model", "v2-rr", "-p", "unique")]
    [InlineData(3, "has seen the test set", "explain", "--global", "--model", "v1-ds1", "-p", "unique")]
    [InlineData(2, "'v1' 'v2' 'v1-rr' 'v2-rr'", "train", "--model", "v9", "-p", "unique", "-o", "OUT")]
    [InlineData(1, "no record 'no/such'", "detect", "no/such")]
    [InlineData(1, "has no record '999'", "detect", "mitdb/999")]
    [InlineData(1, "broken.hea", "detect", "mitdb/broken", "--out", "OUT")]
    [InlineData(1, "no folder", "compare", "mitdb/100", "-t", "qrs", "--test-dir", "no-such-folder")]
    [InlineData(1, "learning period", "compare", "mitdb/100", "-t", "atr")]
    [InlineData(1, "no lead 'aVF'", "detect", "mitdb/100", "--lead", "aVF", "--out", "OUT")]
    public async Task WhatIsWrongIsSaidOnStandardErrorAndAsJson(int code, string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        Made.Record(folder["mitdb"], "100", 20);
        if (arguments.Contains("two"))
        {
            Made.Record(folder["two"], "a", 20);
            Made.Record(folder["two"], "b", 20);
        }

        File.WriteAllText(folder["mitdb/broken.hea"], "a.hea is no header\n");
        string[] line = [.. arguments.Select(argument => argument == "OUT" ? folder["out"] : argument == "two" ? folder["two"] : argument)];

        var text = await Ran.InAsync(folder.Path, line);
        Assert.Equal((code, ""), (text.Code, text.Out));
        Assert.Contains(message, text.Error);
        Assert.DoesNotContain("Parameter", text.Error);
        Assert.DoesNotContain("   at ", text.Error);

        var json = await Ran.InAsync(folder.Path, [.. line, "--json"]);
        Assert.Equal(code, json.Code);
        Assert.Contains(message, json.Error);
        if (!json.Json.TryGetProperty("failed", out _))
        {
            Assert.Equal(code, json.Json.GetProperty("error").GetProperty("code").GetInt32());
            Assert.Contains(message, json.Json.GetProperty("error").GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task AnOutputFolderThatIsAFileIsFoundOutBeforeTheWork()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 20);
        File.WriteAllText(folder["taken"], "");
        var ran = await Ran.OfAsync("detect", path, "--out", folder["taken"]);
        Assert.Equal(1, ran.Code);
        Assert.Contains("cannot be written to", ran.Error);
        Assert.DoesNotContain("[1/1]", ran.Error);
    }

    [Theory]
    [InlineData("300", 300.0)]
    [InlineData("0.15", 0.15)]
    [InlineData("5:00", 300.0)]
    [InlineData("1:30:00.5", 5400.5)]
    [InlineData("0", 0.0)]
    [InlineData("", null)]
    [InlineData("5:60", null)]
    [InlineData("-1", null)]
    [InlineData("1:2:3:4", null)]
    [InlineData("1e3", null)]
    [InlineData("1,5", null)]
    [InlineData("NaN", null)]
    [InlineData("99999999999999999999", null)]
    public void TimesAreReadAsTheToolsWriteThem(string text, double? seconds)
    {
        bool read = Values.TryParseTime(text, out var time);
        Assert.Equal(seconds is not null, read);
        if (seconds is { } expected)
            Assert.Equal(expected, time.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.6, "1:00")]
    [InlineData(1805.6, "30:06")]
    [InlineData(86667, "24:04:27")]
    public void TimesAreWrittenAsPeopleReadThem(double seconds, string text) => Assert.Equal(text, Values.Clock(seconds));

    [Fact]
    public async Task AProcessOfItsOwnWritesOneJsonObjectAndNothingElse()
    {
        using var folder = new TempFolder();
        string path = Made.Record(folder.Path, "a", 20);
        var (code, output, error) = await StartAsync("detect", path, "--out", folder["out"], "--json");
        Assert.True(code == 0, error);
        Assert.Equal(Made.Read(folder["out/a"], "qrs").Count, new Ran(code, output, error).Json.GetProperty("totals").GetProperty("beats").GetInt32());
        Assert.Contains("[1/1] a: ", error);
        Assert.DoesNotContain("\u001b", output + error);

        (code, output, error) = await StartAsync("detect", "--json", folder["missing"]);
        Assert.Equal(1, code);
        Assert.Equal(1, new Ran(code, output, error).Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("missing", error);
    }

    private static async Task<(int Code, string Out, string Error)> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ArrhythmiaTool).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
