namespace ArrhythmiaVision.Recordings.Tests;

public class MultiSegmentTests
{
    private const int None = WfdbRecord.InvalidSample;

    // A layout with signals A and B, a segment with B alone, a gap, and a segment with both, each with gains of its own.
    private static void WriteVariable(TempFolder folder)
    {
        void Segment(string name, (string Description, double Gain, int Baseline)[] signals, int[][] samples) => WfdbRecordWriter.Write(
            folder.Path,
            Synthetic.Header(name, [.. signals.Select(s => Synthetic.Signal(name, 16, s.Description) with { StatedGain = s.Gain, StatedBaseline = s.Baseline })])
                with { StatedSamplingFrequency = 100 },
            samples);

        Segment("v_1", [("B", 50, -5)], [[1, -2, 33]]);
        Segment("v_2", [("A", 400, 7), ("B", 100, 10)], [[101, None, -103, 104], [5, 6, 7, None]]);
        File.WriteAllText(folder["v_layout.hea"], "v_layout 2 100 0\n~ 0 200(0)/mV 12 0 0 0 0 A\n~ 0 100(10)/mV 12 0 0 0 0 B\n");
        File.WriteAllText(folder["v.hea"], "v/4 2 100 9\nv_layout 0\nv_1 3\n~ 2\nv_2 4\n");
    }

    [Fact]
    public void VariableLayoutsReadAsTheWfdbLibraryReadsThem()
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        using WfdbRecord record = WfdbRecord.Open(folder["v"]);

        // WFDB library 10.7.0 in C, getvec on these files (its -32768 is a missing sample):
        // - 22 | - 16 | - 86 | - - | - - | 47 5 | - 6 | -55 7 | 49 -
        Assert.Equal([None, None, None, None, None, 47, None, -55, 49], Synthetic.ReadAll(record, 0));
        Assert.Equal([22, 16, 86, None, None, 5, 6, 7, None], Synthetic.ReadAll(record, 1));

        // Physical values come from the segments' own gains, without the layout's rounding.
        float[] a = record.ReadSignal("A");
        Assert.Equal([94f / 400, float.NaN, -110f / 400, 97f / 400], a[5..]);
        Assert.Equal([6f / 50, 3f / 50, 38f / 50], record.ReadSignal("B")[..3]);
        record.VerifyChecksums(TestContext.Current.CancellationToken);
        Assert.True(record.Header.IsVariableLayout);
        Assert.Equal(9, record.Length);
    }

    [Fact]
    public void RangesCrossSegments()
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        using WfdbRecord record = WfdbRecord.Open(folder["v"]);
        int[] whole = Synthetic.ReadAll(record, 1);
        for (int start = 0; start < 9; start++)
        {
            for (int count = 1; count <= 9 - start; count++)
            {
                var part = new int[count];
                record.ReadDigital(1, start, part);
                Assert.Equal(whole[start..(start + count)], part);
            }
        }
    }

    [Fact]
    public void FixedLayoutsMayRepeatASegmentAndChangeTheFormat()
    {
        using var folder = new TempFolder();
        int[] first = [1, 2, 3];
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("f_1", Synthetic.Signal("f_1", 212, "II")), [first]);
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("f_2", Synthetic.Signal("f_2", 32, "II")), [[70000, 5]]);
        WfdbHeader header = new()
        {
            RecordName = "f",
            SignalCount = 1,
            StatedSamplingFrequency = 360,
            StatedLength = 10,
            Segments = [new("f_1", 3), new("f_2", 2), new("~", 2), new("f_1", 3)],
        };
        header.Write(folder["f.hea"]);

        using WfdbRecord record = WfdbRecord.Open(folder["f"]);
        Assert.Equal([1, 2, 3, 70000, 5, None, None, 1, 2, 3], Synthetic.ReadAll(record, 0));
        Assert.Equal(["II"], record.Leads);
        Assert.False(record.Header.IsVariableLayout);
        Assert.Equal("f/4 1 360 10\nf_1 3\nf_2 2\n~ 2\nf_1 3\n", File.ReadAllText(folder["f.hea"]));
        record.VerifyChecksums(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("v/4 2 100 10\nv_layout 0\nv_1 3\n~ 2\nv_2 4\n", "add up to 9")]
    [InlineData("v/5 2 100 9\nv_layout 0\nv_1 3\n~ 2\nv_2 4\n", "promises 5 segments")]
    [InlineData("v/4 3 100 9\nv_layout 0\nv_1 3\n~ 2\nv_2 4\n", "states 3 signals")]
    [InlineData("v/4 2 200 9\nv_layout 0\nv_1 3\n~ 2\nv_2 4\n", "100 frames a second")]
    [InlineData("v/4 2 100\nv_layout 0\nv_1 4\n~ 2\nv_2 4\n", "states 3 frames")]
    [InlineData("v/2 2 100 3\nv_layout 0\nv 3\n", "itself made of segments")]
    [InlineData("v/2 2 100 3\nv_layout 0\n../v_1 3\n", "outside the record's folder")]
    [InlineData("v/2 2 100 3\nv_layout 0\nv_1 many\n", "the length of segment 'v_1'")]
    public void WrongSegmentsAreRefused(string header, string message)
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        File.WriteAllText(folder["v.hea"], header);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() =>
        {
            using WfdbRecord record = WfdbRecord.Open(folder["v"]);
            record.ReadSignal(1);
        });
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingSegmentIsNamed()
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        File.Delete(folder["v_2.hea"]);
        using WfdbRecord record = WfdbRecord.Open(folder["v"]);
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => record.ReadSignal(0));
        Assert.Contains("v_2.hea", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AUnitThatChangesIsRefused()
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        string path = folder["v_1.hea"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("/mV", "/uV", StringComparison.Ordinal));
        using WfdbRecord record = WfdbRecord.Open(folder["v"]);
        Assert.Contains("in uV", Assert.Throws<InvalidDataException>(() => record.ReadSignal(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongChecksumInASegmentIsFound()
    {
        using var folder = new TempFolder();
        WriteVariable(folder);
        byte[] bytes = File.ReadAllBytes(folder["v_1.dat"]);
        bytes[0] ^= 1;
        File.WriteAllBytes(folder["v_1.dat"], bytes);
        using WfdbRecord record = WfdbRecord.Open(folder["v"]);
        Assert.Contains("v_1.dat", Assert.Throws<InvalidDataException>(() => record.VerifyChecksums(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => record.ReadSignal(1));
    }
}
