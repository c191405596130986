using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Recordings.Tests;
using ArrhythmiaVision.Tool.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>What <c>fetch</c> makes of servers that break off, do not answer, or send something else: one line, exit code 1, and what was there as it was.</summary>
public sealed class DownloadFaultTests : IDisposable
{
    private const string First = "mitdb/1.0.0/100.atr";
    private const int FirstBytes = 4558;
    private readonly TempFolder _folder = new();
    private readonly FileServer _server = new();

    private readonly Uri _address;

    public DownloadFaultTests()
    {
        _address = _server.Address;
        Directory.CreateDirectory(_folder["mitdb"]);
        File.WriteAllText(Old, "an older file");
    }

    // Its length is not the published one, so it is fetched anew.
    private string Old => _folder["mitdb/100.atr"];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ACutInTheMiddleIsGoneOnFromInTheNextRun()
    {
        // As many cuts as it goes on from by itself, and the first bytes each time.
        _server.Files[First] = new byte[FirstBytes];
        _server.Cuts[First] = (1000, 3);
        await FailsAsync("100.atr: ");
        Assert.Equal([First, $"{First}@1000", $"{First}@2000"], _server.Requests);
        Assert.Equal(3000, new FileInfo(Old + ".part").Length);

        // The next run asks for the rest alone, finds that the digest is wrong, and asks for the whole file before it says so.
        _server.Requests.Clear();
        await FailsAsync("SHA-256");
        Assert.Equal([$"{First}@3000", First], _server.Requests);
        Assert.False(File.Exists(Old + ".part"));
    }

    [Fact]
    public async Task AServerThatKnowsNoRangesSendsAllAnew()
    {
        _server.KnowsRanges = false;
        _server.Files[First] = new byte[FirstBytes];
        await File.WriteAllBytesAsync(Old + ".part", new byte[2000], TestContext.Current.CancellationToken);
        await FailsAsync("SHA-256");
        Assert.Equal($"{First}@2000", _server.Requests.First());
        Assert.False(File.Exists(Old + ".part"));
    }

    [Fact]
    public async Task AServerThatNeverAnswersIsGivenUpOn()
    {
        _server.Silent = true;
        await FailsAsync("did not answer in time", wait: 0.2);
    }

    [Fact]
    public async Task AServerThatIsNotThereIsNamed()
    {
        _server.Dispose();
        await FailsAsync(_address.Authority);
    }

    // Only who waits for an answer that does not come waits for a short time: the others must not depend on how fast this machine is.
    private async Task FailsAsync(string expected, double wait = 60)
    {
        var library = new RecordingLibraryOptions { DataFolder = null, CacheFolder = _folder["none"], StallTimeout = TimeSpan.FromSeconds(wait), ConnectTimeout = TimeSpan.FromSeconds(wait) };
        var ran = await Ran.WithAsync(library, Stream.Null, ["fetch", "mitdb", "--from", _address.ToString(), "--out", _folder.Path, "-q"], TestContext.Current.CancellationToken);
        Assert.Equal(1, ran.Code);
        Assert.Equal("", ran.Out);
        Assert.Contains(expected, Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal("an older file", await File.ReadAllTextAsync(Old, TestContext.Current.CancellationToken));
    }
}
