namespace ArrhythmiaVision.Recordings.Tests;

public class BadInputTests
{
    private static void WriteRecord(TempFolder folder, int format = 212)
    {
        WfdbHeader header = Synthetic.Header("r", Synthetic.Signal("r", format, "MLII"), Synthetic.Signal("r", format, "V5"));
        WfdbRecordWriter.Write(folder.Path, header, [Synthetic.Samples(format, 20_000), Synthetic.Samples(format, 20_000)]);
    }

    [Fact]
    public void AMissingHeaderIsNamed()
    {
        using var folder = new TempFolder();
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => WfdbRecord.Open(folder["none"]));
        Assert.Contains(folder["none.hea"], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingSignalFileIsNamed()
    {
        using var folder = new TempFolder();
        WriteRecord(folder);
        File.Delete(folder["r.dat"]);
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => WfdbRecord.Open(folder["r"]));
        Assert.Contains(folder["r.dat"], e.Message, StringComparison.Ordinal);
        Assert.Contains("r.hea", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(212)]
    [InlineData(310)]
    [InlineData(311)]
    [InlineData(32)]
    public void ATruncatedSignalFileIsFoundOnOpening(int format)
    {
        using var folder = new TempFolder();
        WriteRecord(folder, format);
        using (FileStream file = File.OpenWrite(folder["r.dat"]))
        {
            file.SetLength(file.Length - 1);
        }

        InvalidDataException e = Assert.Throws<InvalidDataException>(() => WfdbRecord.Open(folder["r"]));
        Assert.Contains($"{folder["r.dat"]}' is cut off at byte {new FileInfo(folder["r.dat"]).Length}", e.Message, StringComparison.Ordinal);
        Assert.Contains("states 20000 frames", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongChecksumIsFoundByReadingAWholeSignal()
    {
        using var folder = new TempFolder();
        WriteRecord(folder);
        byte[] bytes = File.ReadAllBytes(folder["r.dat"]);
        bytes[30_002] ^= 1; // frame 10,000, signal 1
        File.WriteAllBytes(folder["r.dat"], bytes);

        using WfdbRecord record = WfdbRecord.Open(folder["r"]);
        record.ReadSignal(0);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => record.ReadSignal("V5"));
        Assert.Contains(folder["r.dat"], e.Message, StringComparison.Ordinal);
        Assert.Contains("signal 1 (V5)", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => record.VerifyChecksums(TestContext.Current.CancellationToken));
        Assert.Throws<InvalidDataException>(() => Synthetic.ReadAll(record, 1));

        // In pieces as well, whatever is read in between; a part tells nothing.
        var piece = new float[3000];
        record.Read(1, 12_000, piece);
        for (int start = 0; start < 18_000; start += piece.Length)
        {
            record.Read(1, start, piece);
            record.Read(1, 500, piece.AsSpan(0, 10));
        }

        Assert.Throws<InvalidDataException>(() => record.Read(1, 18_000, piece.AsSpan(0, 2000)));
    }

    [Fact]
    public void AChecksumMayBeStatedWithoutItsSign()
    {
        using var folder = new TempFolder();
        WriteRecord(folder, 16);
        WfdbHeader header = WfdbHeader.Read(folder["r.hea"]);
        (header with { Signals = [.. header.Signals.Select(s => s with { Checksum = s.Checksum & 0xFFFF })] }).Write(folder["r.hea"]);
        using WfdbRecord record = WfdbRecord.Open(folder["r"]);
        record.VerifyChecksums(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ASkewedSignalsChecksumCoversWhatTheSkewLeavesOut()
    {
        using var folder = new TempFolder();
        WfdbSignal signal = Synthetic.Signal("s", 16) with { Skew = 100 };
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("s", signal), [Synthetic.Samples(16, 9000)]);
        byte[] bytes = File.ReadAllBytes(folder["s.dat"]);
        bytes[2] ^= 1;
        File.WriteAllBytes(folder["s.dat"], bytes);
        using WfdbRecord record = WfdbRecord.Open(folder["s"]);
        Assert.Throws<InvalidDataException>(() => record.ReadSignal(0));
    }

    [Theory]
    [InlineData("r 1 360 4000000000000\nr.dat 16\n", "cut off")]
    [InlineData("r 1 360 4000000000000\nr.dat 32x1000000\n", "cut off")]
    [InlineData("r 2 360 0\nr.dat 16x1000000\nr.dat 16x1000000\n", null)]
    [InlineData("r 1 360 5\nr.dat 16+4000000000000000000\n", "cut off")]
    [InlineData("r 1 360 5\nr.dat 16:1000000000\n", null)]
    public void AHeaderCannotAskForMemory(string header, string? message)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["r.hea"], header);
        File.WriteAllBytes(folder["r.dat"], new byte[10]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        void Read()
        {
            using WfdbRecord record = WfdbRecord.Open(folder["r"]);
            record.ReadSignal(0);
        }

        if (message is null)
        {
            Read();
        }
        else
        {
            Assert.Contains(message, Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("r 1 360 4000000000\n~ 0\n")]
    [InlineData("r/2 1 360 2000000005\ns 5\n~ 2000000000\n")]
    public void ALengthWithoutAFileIsReadInRangesOnly(string header)
    {
        using var folder = new TempFolder();
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("s", Synthetic.Signal("s", 16)), [[1, 2, 3, 4, 5]]);
        File.WriteAllText(folder["r.hea"], header);
        using WfdbRecord record = WfdbRecord.Open(folder["r"]);
        Assert.Contains("in ranges", Assert.Throws<InvalidOperationException>(() => record.ReadSignal(0)).Message, StringComparison.Ordinal);
        var part = new float[10];
        record.Read(0, record.Length - 10, part);
        Assert.All(part, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData("../secret.dat")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../secret.dat")]
    [InlineData("-")]
    public void FilesOutsideTheRecordsFolderAreRefused(string name)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["r.hea"], $"r 1 360\n{name} 16\n");
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => WfdbRecord.Open(folder["r"]));
        Assert.Contains("r.hea", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatDoNotFitLeaveNothingBehind()
    {
        using var folder = new TempFolder();
        foreach (int format in Synthetic.StoringFormats.Where(f => f != 8 && f != 32).Append(0))
        {
            int most = format == 0 ? 0 : SignalFormat.Of(format).Max;
            WfdbHeader header = Synthetic.Header("r", Synthetic.Signal("r", format, "MLII"));
            ArgumentException e = Assert.Throws<ArgumentException>(() => WfdbRecordWriter.Write(folder.Path, header, [[most + 1]]));
            Assert.Contains("Sample 0 of signal 'MLII'", e.Message, StringComparison.Ordinal);

            using WfdbRecordWriter writer = WfdbRecordWriter.Create(folder.Path, header);
            Assert.Throws<ArgumentException>(() => writer.WriteFrames([most + 1]));
            Assert.Throws<InvalidOperationException>(() => writer.WriteFrames([0]));
            Assert.Throws<InvalidOperationException>(() => writer.Complete());
        }

        WfdbHeader differences = Synthetic.Header("r", Synthetic.Signal("r", 8));
        Assert.Throws<ArgumentException>(() => WfdbRecordWriter.Write(folder.Path, differences, [[1, WfdbRecord.InvalidSample]]));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void SamplesMustBeWholeFrames()
    {
        using var folder = new TempFolder();
        WfdbHeader header = Synthetic.Header("r", Synthetic.Signal("r", 16), Synthetic.Signal("r", 16) with { SamplesPerFrame = 2 });
        Assert.Throws<ArgumentException>(() => WfdbRecordWriter.Write(folder.Path, header, [[1], [1]]));
        Assert.Throws<ArgumentException>(() => WfdbRecordWriter.Write(folder.Path, header, [[1]]));
        using WfdbRecordWriter writer = WfdbRecordWriter.Create(folder.Path, header);
        Assert.Throws<ArgumentException>(() => writer.WriteFrames([1, 2]));
    }

    [Fact]
    public void AnUnfinishedRecordLeavesTheOldOneAlone()
    {
        using var folder = new TempFolder();
        WriteRecord(folder);
        byte[] header = File.ReadAllBytes(folder["r.hea"]);
        byte[] samples = File.ReadAllBytes(folder["r.dat"]);
        using (WfdbRecordWriter writer = WfdbRecordWriter.Create(folder.Path, WfdbHeader.Read(folder["r.hea"])))
        {
            writer.WriteFrames([1, 2, 3, 4]);
        }

        Assert.Equal(["r.dat", "r.hea"], folder.Files);
        Assert.Equal(header, File.ReadAllBytes(folder["r.hea"]));
        Assert.Equal(samples, File.ReadAllBytes(folder["r.dat"]));
    }
}
