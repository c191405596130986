namespace ArrhythmiaVision.Recordings.Tests;

public sealed class PendingFileTests : IDisposable
{
    private static readonly string s_digits = new('a', 32);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsNotCommittedWasNeverThere()
    {
        File.WriteAllText(_folder["a"], "old");
        using (var file = new PendingFile(_folder["a"]))
        {
            file.Stream.Write("half"u8);
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
        }

        Assert.Equal(["a"], _folder.Files);
        PendingFile.Write(_folder["a"], "new"u8);
        Assert.Equal("new", File.ReadAllText(_folder["a"]));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public void WhatKilledWritersLeftIsClearedAway()
    {
        // Of other writers, or too young to be sure; or of nobody here, by name.
        string held = $"held.{s_digits}.pending", young = $"young.{s_digits}.pending";
        string[] others = ["notes.pending", $"{s_digits}.pending", $"a.{s_digits[1..]}.pending", $"a.{s_digits[1..]}Z.pending", $"a.{s_digits}.tmp"];
        string[] left = [$"a.dat.{s_digits}.pending", $"b.{s_digits}.pending"];
        foreach (string name in (string[])[held, young, .. others, .. left])
            File.WriteAllText(_folder[name], "half");
        foreach (string name in (string[])[held, .. others, .. left])
            File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow.AddDays(-1));
        using (new FileStream(_folder[held], FileMode.Open, FileAccess.Write, FileShare.None))
            PendingFile.Write(_folder["c.dat"], "whole"u8);
        Assert.Equal(((string[])["c.dat", held, young, .. others]).Order(StringComparer.Ordinal), _folder.Files);
    }

    [Fact]
    public void ARecordIsNotTakenForTheOneThatItReplaces()
    {
        // The samples cannot be put in their place: then no header of other samples may stand there.
        File.WriteAllText(_folder["a.hea"], "a 0 360 0\n");
        Directory.CreateDirectory(_folder["a.dat"]);
        var signal = new WfdbSignal { FileName = "a.dat", Format = 16, StatedGain = 200 };
        var header = new WfdbHeader { RecordName = "a", StatedSamplingFrequency = 360, Signals = [signal] };
        Assert.ThrowsAny<Exception>(() => WfdbRecordWriter.Write(_folder.Path, header, [[1, 2, 3]]));
        Assert.Empty(_folder.Files);
    }
}
