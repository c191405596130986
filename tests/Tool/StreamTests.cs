using System.Globalization;
using System.Text;
using System.Text.Json;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public sealed class StreamTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v1", 1.2)]
    [InlineData("v1-rr", 0.6)]
    public async Task BeatsAreThoseOfTheWholeRecordAndComeInTime(string model, double bound)
    {
        string path = Made.Record(_folder.Path, "a", 60);
        Assert.Equal(0, (await Ran.OfAsync("classify", path, "--out", _folder["out"], "--model", model, "--format", "ndjson", "-q")).Code);
        var whole = Lines(File.ReadAllText(_folder["out/a.beats.ndjson"]));
        var ran = await StreamAsync(new MemoryStream(Csv(path)), "--rate", "360", "--model", model);
        Assert.Equal(0, ran.Code);
        var live = Lines(ran.Out);
        Assert.Equal(whole.Select(Key), live.Select(Key));
        Assert.Contains("longest delay", ran.Error);
        double[] times = [.. live.Select(beat => beat.GetProperty("time").GetDouble())];
        for (int i = 0; i + 1 < live.Count; i++)
        {
            // A model that takes the interval to the next beat is held to 0.6 s after that, or 1.2 s after the beat.
            double known = times[i] + live[i].GetProperty("delay").GetDouble();
            if (times[i] > 5 && times[i] < 58)
                Assert.True(known <= (model == "v1" ? times[i] + bound : Math.Max(times[i] + 1.2, times[i + 1] + bound)) + 5e-4, $"{times[i]}: {known}");
        }

        static (long, string, double) Key(JsonElement beat) => (beat.GetProperty("sample").GetInt64(), beat.GetProperty("label").GetString()!, beat.GetProperty("probability") is { ValueKind: JsonValueKind.Number } p ? p.GetDouble() : -1);
    }

    [Fact]
    public async Task SixteenBitsOfTwoChannelsAreTheSameSamples()
    {
        string path = Made.Record(_folder.Path, "a", 20);
        using var record = WfdbRecord.Open(path);
        var digital = new int[record.Length];
        record.ReadDigital(0, 0, digital);
        var bytes = digital.SelectMany(value => (byte[])[1, 2, (byte)value, (byte)(value >> 8)]).ToArray();
        var text = await StreamAsync(new MemoryStream(Csv(path)), "--rate", "360");
        var binary = await StreamAsync(new Trickle(bytes, 777), "--rate", "360", "--format", "s16le", "--gain", "1000", "--channels", "2", "--lead", "2");
        Assert.Equal(0, binary.Code);

        // The delay counts the samples that had come, which come in other pieces.
        Assert.Equal(WithoutDelay(text.Out), WithoutDelay(binary.Out));
        Assert.True(Lines(text.Out).Count > 10);
    }

    [Theory]
    [InlineData(1, "row 3, column 1 (column 1): 'x' is no number", "1\n2\nx\n", "--rate", "360")]
    [InlineData(1, "holds no samples", "", "--rate", "360")]
    [InlineData(1, "has no column 'V9'", "MLII\n1\n2\n", "--rate", "360", "--column", "V9")]
    [InlineData(1, "no unit of voltage", "temp (C)\n1\n2\n", "--rate", "360")]
    [InlineData(1, "There is no model 'v7'", "1\n", "--rate", "360", "--model", "v7")]
    [InlineData(2, "no sampling rate", "1\n", "--rate", "0")]
    [InlineData(2, "--rate", "1\n")]
    [InlineData(2, "needs --gain", "1\n", "--rate", "360", "--format", "s16le")]
    [InlineData(2, "no gain", "1\n", "--rate", "360", "--format", "s16le", "--gain", "0")]
    [InlineData(1, "ends 1 bytes into a sample", "123", "--rate", "360", "--format", "s16le", "--gain", "200")]
    [InlineData(2, "There is no channel '3'", "1234", "--rate", "360", "--format", "s16le", "--gain", "200", "--channels", "2", "--lead", "3")]
    public async Task BadInputIsSaidInOneLine(int code, string expected, string input, params string[] options)
    {
        var ran = await StreamAsync(new MemoryStream(Encoding.ASCII.GetBytes(input)), [.. options, "-q"]);
        Assert.Equal(code, ran.Code);
        Assert.Contains(expected, Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public async Task AWaitingStreamEndsWhenItIsToldTo()
    {
        using var cancel = new CancellationTokenSource();
        using var input = new Waiting(cancel);
        var ran = await Ran.WithAsync(new RecordingLibraryOptions { AllowDownload = false }, input, ["stream", "--rate", "360"], cancel.Token);
        Assert.Equal(130, ran.Code);
    }

    private static string WithoutDelay(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"delay\":[0-9.]+", "");

    private static Task<Ran> StreamAsync(Stream input, params string[] options) =>
        Ran.WithAsync(new RecordingLibraryOptions { AllowDownload = false }, input, ["stream", .. options]);

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static byte[] Csv(string path)
    {
        using var record = WfdbRecord.Open(path);
        return Encoding.ASCII.GetBytes(string.Concat(record.ReadSignal(0).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value:R}\n"))));
    }

    /// <summary>Gives its bytes in small, odd pieces, as a pipe may.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }

    /// <summary>A pipe that nothing comes out of; who asks has the command cancelled.</summary>
    private sealed class Waiting(CancellationTokenSource cancel) : MemoryStream
    {
        private readonly ManualResetEventSlim _over = new();

        public override int Read(byte[] buffer, int offset, int count)
        {
            cancel.Cancel();
            _over.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _over.Set();
            base.Dispose(disposing);
        }
    }
}
