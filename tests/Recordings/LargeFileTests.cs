namespace ArrhythmiaVision.Recordings.Tests;

/// <summary>Positions in files and records that no 32-bit number holds.</summary>
public class LargeFileTests
{
    [Theory]
    [InlineData(16, 2)]
    [InlineData(212, 1)]
    [InlineData(212, 2)]
    [InlineData(311, 1)]
    [InlineData(24, 3)]
    public void SamplesBehindTwoThousandMillionBytesAreRead(int format, int signals)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux is a file of zeros that were never written sure to take no room.");
        const int Count = 600;
        using var folder = new TempFolder();
        int[][] samples = [.. Enumerable.Range(0, signals).Select(s => Enumerable.Range(0, Count).Select(i => (int)(300 * Math.Sin((i + (50 * s)) / 20.0))).ToArray())];
        var header = Synthetic.Header("g", [.. Enumerable.Range(0, signals).Select(_ => Synthetic.Signal("g", format))]);
        WfdbRecordWriter.Write(folder.Path, header, samples);
        byte[] written = File.ReadAllBytes(folder["g.dat"]);

        // The same bytes again behind more than 2^31 zeros, which are a whole number of frames of every format here.
        const long Gap = 4_320_000_000;
        using (var file = new FileStream(folder["g.dat"], FileMode.Create))
        {
            file.SetLength(Gap);
            file.Position = Gap;
            file.Write(written);
        }

        long before = Gap * Count / written.Length;
        header.Write(folder["g.hea"]);
        using WfdbRecord record = WfdbRecord.Open(folder["g"]);
        Assert.Equal(before + Count, record.Length);
        var read = new int[Count];
        for (int s = 0; s < signals; s++)
        {
            record.ReadDigital(s, record.Length - Count, read);
            Assert.Equal(samples[s], read);
            record.ReadDigital(s, record.Length - Count - 100, read);
            Assert.Equal([.. new int[100], .. samples[s][..^100]], read);
            record.ReadDigital(s, record.Length / 2, read);
            Assert.All(read, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void AnnotationsBeyond32BitsAreWrittenAndRead()
    {
        using var folder = new TempFolder();
        Annotation[] annotations = [.. new[] { 5L, (1L << 31) - 1, 1L << 31, (1L << 32) + 7, 1L << 40 }.Select(sample => new Annotation(sample, AnnotationCode.Normal))];
        new AnnotationFile(annotations).Write(folder["g.atr"]);
        Assert.Equal(annotations.Select(own => own.Sample), AnnotationFile.Read(folder["g.atr"]).Annotations.Select(own => own.Sample));
    }
}
