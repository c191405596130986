using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ArrhythmiaVision.Recordings.Tests;

public class RecordingLibraryTests
{
    private const string Database = "tinydb";

    private static readonly Dictionary<string, byte[]> s_contents = Enumerable.Range(0, 6).ToDictionary(
        i => $"{100 + i}.dat",
        i => Enumerable.Range(0, 150_000 + i).Select(k => (byte)((k * 31) ^ (k >> 8) ^ i)).ToArray());

    [Fact]
    public async Task DownloadsVerifiesAndKeeps()
    {
        using var test = new Setup();
        var reports = new ConcurrentQueue<DownloadProgress>();
        string folder = await test.Library().FindAsync(Database, new Collector(reports), TestContext.Current.CancellationToken);

        Assert.Equal(Path.Combine(test.Cache.Path, Database), folder);
        test.AssertComplete();
        DownloadProgress last = reports.Last();
        Assert.Equal((6, 6, 1.0), (last.FilesDone, last.FilesTotal, last.Fraction));
        Assert.All(reports, r => Assert.InRange(r.Fraction, 0, 1));

        // The second time, nothing is asked of the network.
        int requests = test.Server.Requests.Count;
        Assert.Equal(folder, test.Library().Find(Database, null, TestContext.Current.CancellationToken));
        Assert.Equal(folder, test.Library().TryFind(Database));
        Assert.Equal(requests, test.Server.Requests.Count);
    }

    [Fact]
    public async Task AWrongDigestIsRefusedAndNotKept()
    {
        using var test = new Setup();
        byte[] wrong = [.. s_contents["103.dat"]];
        wrong[70_000] ^= 1;
        test.Server.Files[$"{Database}/1.0.0/103.dat"] = wrong;

        InvalidDataException e = await Assert.ThrowsAsync<InvalidDataException>(
            () => test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken));
        Assert.Contains("103.dat", e.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(s_contents["103.dat"])), e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(test.Cache.Path, Database), "103.dat*"));
        Assert.Null(test.Library().TryFind(Database));

        // Mended, only what is missing is fetched.
        test.Server.Files[$"{Database}/1.0.0/103.dat"] = s_contents["103.dat"];
        test.Server.Requests.Clear();
        await test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken);
        Assert.DoesNotContain($"{Database}/1.0.0/100.dat", test.Server.Requests);
        test.AssertComplete();
    }

    [Fact]
    public async Task ABrokenConnectionIsGoneOnFrom()
    {
        using var test = new Setup();
        test.Server.Cuts[$"{Database}/1.0.0/102.dat"] = (60_000, 2);
        await test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken);
        test.AssertComplete();
        Assert.Equal(
            [$"{Database}/1.0.0/102.dat", $"{Database}/1.0.0/102.dat@120000", $"{Database}/1.0.0/102.dat@60000"],
            test.Server.Requests.Where(r => r.Contains("102", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ALaterDownloadGoesOnFromAnEarlierOne()
    {
        using var test = new Setup();
        test.Server.Cuts[$"{Database}/1.0.0/100.dat"] = (40_000, 3);
        RecordingsUnavailableException e = await Assert.ThrowsAsync<RecordingsUnavailableException>(
            () => test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken));
        Assert.Contains("100.dat", e.Message, StringComparison.Ordinal);
        Assert.Equal(120_000, new FileInfo(Path.Combine(test.Cache.Path, Database, "100.dat.part")).Length);

        test.Server.Requests.Clear();
        await test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken);
        Assert.Equal($"{Database}/1.0.0/100.dat@120000", test.Server.Requests.First());
        test.AssertComplete();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StalePartsAreReplaced(bool serverKnowsRanges)
    {
        using var test = new Setup();
        test.Server.KnowsRanges = serverKnowsRanges;
        string folder = Path.Combine(test.Cache.Path, Database);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "100.dat.part"), new byte[1000]);
        File.WriteAllBytes(Path.Combine(folder, "101.dat.part"), new byte[s_contents["101.dat"].Length]);
        File.WriteAllBytes(Path.Combine(folder, "102.dat.part"), new byte[s_contents["102.dat"].Length + 5]);
        var reports = new ConcurrentQueue<DownloadProgress>();
        await test.Library().FindAsync(Database, new Collector(reports), TestContext.Current.CancellationToken);
        test.AssertComplete();
        Assert.Equal(1.0, reports.Last().Fraction);
    }

    [Fact]
    public async Task CancellingEndsTheDownload()
    {
        using var test = new Setup();
        test.Server.Silent = true;
        using var source = new CancellationTokenSource();
        Task<string> download = test.Library().FindAsync(Database, null, source.Token);
        while (test.Server.Requests.IsEmpty)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
    }

    [Fact]
    public async Task ASilentServerIsGivenUpOn()
    {
        using var test = new Setup();
        test.Server.Silent = true;
        RecordingLibrary library = test.Library(o => o with { ConnectTimeout = TimeSpan.FromSeconds(0.1), StallTimeout = TimeSpan.FromSeconds(0.1) });
        RecordingsUnavailableException e = await Assert.ThrowsAsync<RecordingsUnavailableException>(
            () => library.FindAsync(Database, null, TestContext.Current.CancellationToken));
        Assert.Contains("did not answer in time", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutANetworkTheMessageNamesTheThreeWays()
    {
        using var test = new Setup();
        Uri address = test.Server.Address;
        test.Server.Dispose();
        RecordingsUnavailableException e = await Assert.ThrowsAsync<RecordingsUnavailableException>(
            () => test.Library(o => o with { BaseUri = address }).FindAsync(Database, null, TestContext.Current.CancellationToken));
        Assert.Contains($"(1) set {RecordingLibrary.DataVariable} to a folder that has '{Database}' in it (now {RecordingLibrary.DataVariable} is not set)", e.Message, StringComparison.Ordinal);
        Assert.Contains($"(2) put its files (6 files, 1 MB) into '{Path.Combine(test.Cache.Path, Database)}'", e.Message, StringComparison.Ordinal);
        Assert.Contains($"(3) run again with a connection to {address}{Database}/1.0.0/", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileTheServerHasNotIsNamed()
    {
        using var test = new Setup();
        test.Server.Files.TryRemove($"{Database}/1.0.0/105.dat", out _);
        RecordingsUnavailableException e = await Assert.ThrowsAsync<RecordingsUnavailableException>(
            () => test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken));
        Assert.Contains("105.dat: the server answered 404", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoThatStartTogetherDownloadOnce()
    {
        using var test = new Setup();
        await Task.WhenAll(
            test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken),
            test.Library().FindAsync(Database, null, TestContext.Current.CancellationToken));
        test.AssertComplete();
        Assert.Equal(6, test.Server.Requests.Count);
    }

    [Fact]
    public void TheDataFolderComesFirst()
    {
        using var test = new Setup();
        using var data = new TempFolder();
        Directory.CreateDirectory(data[Database]);
        RecordingLibrary library = test.Library(o => o with { DataFolder = data.Path });
        Assert.Equal(data[Database], library.Find(Database, null, TestContext.Current.CancellationToken));
        Assert.Empty(test.Server.Requests);

        RecordingsUnavailableException e = Assert.Throws<RecordingsUnavailableException>(() => library.Find("otherdb", null, TestContext.Current.CancellationToken));
        Assert.Contains("does not know its files", e.Message, StringComparison.Ordinal);
        Assert.Contains($"is '{data.Path}', which has no 'otherdb' in it", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => library.TryFind("../mitdb"));
    }

    [Fact]
    public void DownloadingCanBeSwitchedOff()
    {
        using var test = new Setup();
        RecordingLibrary library = test.Library(o => o with { AllowDownload = false });
        Assert.Null(library.TryFind(Database));
        Assert.Contains("switched off", Assert.Throws<RecordingsUnavailableException>(() => library.Find(Database, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Empty(test.Server.Requests);
    }

    [Fact]
    public void TheKnownFilesAreThoseOfTheRecordings()
    {
        KnownDatabase known = KnownDatabase.Of("mitdb")!;
        Assert.Equal(
            MitBihArrhythmiaDatabase.Records.SelectMany(r => (string[])[r + ".atr", r + ".dat", r + ".hea"]),
            known.Files.Select(f => f.Name));
        string folder = TestData.MitBih();
        Assert.All(known.Files, file =>
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.Equal((file.Size, file.Sha256), (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        });
    }

    private sealed class Setup : IDisposable
    {
        private readonly KnownDatabase _known = new(
            Database, "Tiny Database", "1.0.0", [.. s_contents.Select(c => new KnownFile(c.Key, c.Value.Length, Convert.ToHexStringLower(SHA256.HashData(c.Value))))]);

        public Setup()
        {
            foreach ((string name, byte[] content) in s_contents)
            {
                Server.Files[$"{Database}/1.0.0/{name}"] = content;
            }
        }

        public FileServer Server { get; } = new();

        public TempFolder Cache { get; } = new();

        public RecordingLibrary Library(Func<RecordingLibraryOptions, RecordingLibraryOptions>? change = null)
        {
            var options = new RecordingLibraryOptions { DataFolder = null, CacheFolder = Cache.Path };
            options = change is null ? options with { BaseUri = Server.Address } : change(options with { BaseUri = Server.Address });
            return new RecordingLibrary(options, name => name == Database ? _known : null);
        }

        public void AssertComplete()
        {
            string folder = Path.Combine(Cache.Path, Database);
            Assert.Equal(s_contents.Keys, Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.All(s_contents, c => Assert.Equal(c.Value, File.ReadAllBytes(Path.Combine(folder, c.Key))));
        }

        public void Dispose()
        {
            Server.Dispose();
            Cache.Dispose();
        }
    }

    // Progress<T> reports later and on other threads; this reports at once.
    private sealed class Collector(ConcurrentQueue<DownloadProgress> reports) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => reports.Enqueue(value);
    }
}
