using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public sealed class FetchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatIsHereIsNotDownloadedAgain()
    {
        Directory.CreateDirectory(_folder["mitdb"]);
        var ran = await Ran.InAsync(_folder.Path, "fetch", "mitdb", "--json");
        Assert.Equal(0, ran.Code);
        var database = ran.Json.GetProperty("databases")[0];
        Assert.Equal(("mitdb", true), (database.GetProperty("database").GetString(), database.GetProperty("wasHere").GetBoolean()));
        Assert.Equal(_folder["mitdb"], database.GetProperty("folder").GetString());
    }

    [Theory]
    [InlineData("404 Not Found", "404")]
    [InlineData("503 Busy", "503")]
    public async Task ServersThatHaveNothingAreNamed(string status, string expected)
    {
        using var server = new RawServer(_ => RawServer.Answer(status, []));
        var ran = await FetchAsync(server);
        Assert.Equal(1, ran.Code);
        Assert.Contains(expected, ran.Error);
        Assert.Contains(RecordingLibrary.DataVariable, ran.Error);
        Assert.DoesNotContain(_folder.Files, file => file.EndsWith(".atr", StringComparison.Ordinal) || file.EndsWith(".dat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongBytesAreRefusedAndNotKept()
    {
        // As many bytes as 100.atr has, but others.
        using var server = new RawServer(_ => RawServer.Answer("200 OK", new byte[4558]));
        var ran = await FetchAsync(server);
        Assert.Equal(1, ran.Code);
        Assert.Contains("SHA-256", ran.Error);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task ACutConnectionLeavesAPartToGoOnFrom()
    {
        using var server = new RawServer(_ => RawServer.Answer("200 OK", new byte[1000], stated: 4558));
        var ran = await FetchAsync(server);
        Assert.Equal(1, ran.Code);
        Assert.All(_folder.Files, file => Assert.EndsWith(".part", file));
        Assert.Equal("data/mitdb/100.atr.part", Assert.Single(_folder.Files));
    }

    [Fact]
    public async Task UnknownDatabasesAreSaidToBeUnknown()
    {
        var ran = await Ran.InAsync(_folder.Path, "fetch", "nodb", "-q");
        Assert.Equal(1, ran.Code);
        Assert.Contains("'nodb'", ran.Error);
        ran = await Ran.InAsync(_folder.Path, "fetch", "../etc", "-q");
        Assert.Equal(1, ran.Code);
        Assert.Contains("no database's name", ran.Error);
    }

    [Theory]
    [InlineData("physionet.org")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://example.org/?x=1")]
    public async Task AnAddressMustBeOne(string address)
    {
        var ran = await Ran.InAsync(_folder.Path, "fetch", "mitdb", "--from", address);
        Assert.Equal(2, ran.Code);
        Assert.Contains($"--from '{address}' is no address", ran.Error);
    }

    private Task<Ran> FetchAsync(RawServer server) => Ran.WithAsync(
        new RecordingLibraryOptions { DataFolder = null, CacheFolder = _folder["cache"], BaseUri = server.Address }, Stream.Null, ["fetch", "mitdb", "--out", _folder["data"], "-q"]);
}
