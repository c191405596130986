namespace ArrhythmiaVision.Recordings.Tests;

public class RecordReadingTests
{
    // Six frames: signal a is 100 + f, signal b is 10f - 25 and 10f - 22 in frame f and skewed by four samples (two frames).
    private static void WriteSkewed(TempFolder folder)
    {
        WfdbSignal a = Synthetic.Signal("sk", 16, "a");
        WfdbSignal b = Synthetic.Signal("sk", 16, "b") with { SamplesPerFrame = 2, Skew = 4 };
        WfdbRecordWriter.Write(
            folder.Path,
            Synthetic.Header("sk", a, b),
            [[.. Enumerable.Range(0, 6).Select(f => 100 + f)], [.. Enumerable.Range(0, 6).SelectMany(f => (int[])[(10 * f) - 25, (10 * f) - 22])]]);
    }

    [Fact]
    public void SkewAndSamplesPerFrameAreUndoneAsTheWfdbLibraryDoes()
    {
        using var folder = new TempFolder();
        WriteSkewed(folder);
        using WfdbRecord record = WfdbRecord.Open(folder["sk"]);

        // WFDB library 10.7.0 in C, getvec: 100 -3 | 101 7 | 102 17 | 103 27, then it ends; here the last two frames are missing.
        var b = new int[6];
        record.ReadDigital(1, 0, b);
        Assert.Equal([-3, 7, 17, 27, WfdbRecord.InvalidSample, WfdbRecord.InvalidSample], b);

        // The same with setgvmode(WFDB_HIGHRES): -5 -2 5 8 15 18 25 28.
        Assert.Equal([-5, -2, 5, 8, 15, 18, 25, 28, .. Enumerable.Repeat(WfdbRecord.InvalidSample, 4)], Synthetic.ReadAll(record, 1));

        // In physical units the mean is not rounded first: -3.5, 6.5, … over a gain of 200.
        Assert.Equal([-3.5f / 200, 6.5f / 200, 16.5f / 200, 26.5f / 200, float.NaN, float.NaN], record.ReadSignal(1));
        Assert.Equal(12, record.SampleCountOf(1));
        Assert.Equal(720, record.SamplingFrequencyOf(1));
        record.VerifyChecksums(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void OneFrameAtATimeEqualsTheWhole()
    {
        using var folder = new TempFolder();
        WriteSkewed(folder);
        using WfdbRecord record = WfdbRecord.Open(folder["sk"]);
        foreach (int signal in (int[])[0, 1])
        {
            float[] whole = record.ReadSignal(signal);
            for (int frame = 5; frame >= 0; frame--)
            {
                var one = new float[1];
                record.Read(signal, frame, one);
                Assert.Equal(whole[frame], one[0]);
            }
        }
    }

    [Fact]
    public void SignalsMayLieInSeveralFiles()
    {
        using var folder = new TempFolder();
        WfdbSignal[] signals =
        [
            Synthetic.Signal("m_a", 212, "I"),
            Synthetic.Signal("m_a", 212, "II"),
            Synthetic.Signal("m_b", 24, "III"),
            Synthetic.Signal("m_c", 8, "V1"),
        ];
        int[][] samples = [.. signals.Select(signal => Synthetic.Samples(signal.Format, 13))];
        samples[3] = [.. Enumerable.Range(0, 13).Select(i => i * i)];
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("m", signals), samples);

        Assert.Equal(["m.hea", "m_a.dat", "m_b.dat", "m_c.dat"], folder.Files);
        using WfdbRecord record = WfdbRecord.Open(folder["m"]);
        for (int s = 0; s < 4; s++)
        {
            Assert.Equal(samples[s], Synthetic.ReadAll(record, s));
        }
    }

    [Fact]
    public void LengthComesFromTheFilesWhereTheHeaderStatesNone()
    {
        using var folder = new TempFolder();
        int[] samples = Synthetic.Samples(212, 9);
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("u", Synthetic.Signal("u", 212)), [samples]);

        // Nothing to hold a checksum against: the wrong one does not count.
        File.WriteAllText(folder["u.hea"], "u 1\nu.dat 212 200/mV 12 0 0 4711 0 x\n");
        using WfdbRecord record = WfdbRecord.Open(folder["u"]);
        Assert.Equal(9, record.Length);
        Assert.Equal(250, record.SamplingFrequency);
        Assert.Equal(samples, Synthetic.ReadAll(record, 0));
        record.VerifyChecksums(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void LeadsAreFoundByName()
    {
        using var folder = new TempFolder();
        WfdbSignal[] signals = [Synthetic.Signal("l", 16, "MLII"), Synthetic.Signal("l", 16, "V5"), Synthetic.Signal("l", 16, "v5")];
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("l", signals), [[1], [2], [3]]);
        using WfdbRecord record = WfdbRecord.Open(folder["l"]);
        Assert.Equal(0, record.FindLead("mlii"));
        Assert.Equal(1, record.FindLead("V5"));
        Assert.Equal(2, record.FindLead("v5"));
        Assert.Equal(["MLII", "V5", "v5"], record.Leads);
        ArgumentException e = Assert.Throws<ArgumentException>(() => record.FindLead("aVR"));
        Assert.Contains("no lead 'aVR'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'MLII', 'V5', 'v5'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RangesOutsideTheRecordAreRefused()
    {
        using var folder = new TempFolder();
        WriteSkewed(folder);
        using WfdbRecord record = WfdbRecord.Open(folder["sk"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => record.Read(0, 6, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => record.Read(0, -1, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => record.Read(2, 0, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => record.ReadDigitalSamples(1, 11, new int[2]));
        record.Read(0, 6, []);
    }

    [Fact]
    public void MillivoltsAreKnownForUnitsOfVoltage()
    {
        WfdbSignal signal = Synthetic.Signal("x", 16);
        Assert.True((signal with { StatedUnits = null }).TryGetMillivoltsPerUnit(out double scale));
        Assert.Equal(1, scale);
        Assert.True((signal with { StatedUnits = "uV" }).TryGetMillivoltsPerUnit(out scale));
        Assert.Equal(0.001, scale);
        Assert.False((signal with { StatedUnits = "mmHg" }).TryGetMillivoltsPerUnit(out _));
    }

    [Fact]
    public void ReadingALongRecordInPiecesAllocatesNothingThatGrows()
    {
        using var folder = new TempFolder();
        using (WfdbRecordWriter writer = WfdbRecordWriter.Create(folder.Path, Synthetic.Header("long", Synthetic.Signal("long", 212))))
        {
            int[] piece = Synthetic.Samples(212, 100_000);
            for (int i = 0; i < 60; i++)
            {
                writer.WriteFrames(piece);
            }

            writer.Complete();
        }

        using WfdbRecord record = WfdbRecord.Open(folder["long"]);
        var window = new float[4096];
        record.Read(0, 0, window);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long start = 0; start + window.Length <= record.Length; start += window.Length)
        {
            record.Read(0, start, window);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
