using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Recordings.Tests;

public class SignalFormatTests
{
    // The bytes and the header's initial value and checksum as the WFDB library 10.7.0 in C writes them:
    // osigfopen with gain 200, units mV, adcres 12; putvec of Synthetic.Samples(format, count); newheader.
    [Theory]
    [InlineData(8, 7, "00307a7fc3c812", -200, -271)]
    [InlineData(8, 8, "00307a7fc3c8125c", -200, -181)]
    [InlineData(16, 7, "3ab023c80ce00080de0fc727b03f", -20422, 20414)]
    [InlineData(16, 8, "3ab023c80ce00080de0fc727b03f9957", -20422, -22697)]
    [InlineData(24, 7, "3a308089aab7d824ef00008076195ec69395150ecd", -8376262, -17684)]
    [InlineData(24, 8, "3a308089aab7d824ef00008076195ec69395150ecd648804", -8376262, 17232)]
    [InlineData(32, 7, "3a300080eba9371e9d236fbc000000800017def8b2901597630a4d35", -2147471302, -20521)]
    [InlineData(32, 8, "3a300080eba9371e9d236fbc000000800017def8b2901597630a4d35158484d3", -2147471302, 13292)]
    [InlineData(61, 7, "b03ac823e00c80000fde27c73fb0", -20422, 20414)]
    [InlineData(61, 8, "b03ac823e00c80000fde27c73fb05799", -20422, -22697)]
    [InlineData(80, 7, "6a6b6c006e6f70", -22, -242)]
    [InlineData(80, 8, "6a6b6c006e6f7071", -22, -257)]
    [InlineData(160, 7, "3a3023480c600000de8fc7a7b0bf", -20422, 20414)]
    [InlineData(160, 8, "3a3023480c600000de8fc7a7b0bf99d7", -20422, -22697)]
    [InlineData(212, 7, "3d6803ca830058df1fe60a", -1987, -3737)]
    [InlineData(212, 8, "3d6803ca830058df1fe68aad", -1987, -5612)]
    [InlineData(310, 7, "8c84764f008436600c06", -442, -542)]
    [InlineData(310, 8, "8c84764f008436600c06f600", -442, -419)]
    [InlineData(311, 7, "46ee0e13006e00190603", -442, -542)]
    [InlineData(311, 8, "46ee0e13006e001906ef0100", -442, -419)]
    public void WritesAndReadsWhatTheWfdbLibraryWrites(int format, int count, string bytes, int initial, int checksum)
    {
        using var folder = new TempFolder();
        int[] samples = Synthetic.Samples(format, count);
        WfdbHeader header = WfdbRecordWriter.Write(folder.Path, Synthetic.Header("g", Synthetic.Signal("g", format)), [samples]);

        Assert.Equal(bytes, Convert.ToHexStringLower(File.ReadAllBytes(folder["g.dat"])));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"g 1 360 {count}\ng.dat {format} 200/mV 12 0 {initial} {checksum} 0 x\n"),
            File.ReadAllText(folder["g.hea"]));
        Assert.Equal(header, WfdbHeader.Read(folder["g.hea"]));

        using WfdbRecord record = WfdbRecord.Open(folder["g"]);
        int[] expected = format == 8 ? [-200, -152, -30, 97, 36, -20, -2, 90] : samples;
        Assert.Equal(expected[..count], Synthetic.ReadAll(record, 0));
    }

    [Fact]
    public void EveryFormatReturnsWhatWasWrittenFromAnyPosition()
    {
        foreach (int format in Synthetic.StoringFormats)
        {
            Gen<Case> cases = CaseOf(format);
            Prop.ForAll(cases.ToArbitrary(), c => ReturnsWhatWasWritten(format, c)).Holds(cases: 40);
        }
    }

    [Fact]
    public void RangesThatSpanManyBlocksEqualTheWhole()
    {
        using var folder = new TempFolder();
        foreach (int format in Synthetic.StoringFormats)
        {
            // Three signals: a frame starts at any place within the format's group of samples.
            var random = new Random(format);
            int[][] signals = [.. Enumerable.Range(0, 3).Select(s => Slow(random, 40_000, SignalFormat.Of(format)))];
            string name = "r" + format.ToString(CultureInfo.InvariantCulture);
            WfdbRecordWriter.Write(
                folder.Path,
                Synthetic.Header(name, [.. Enumerable.Range(0, 3).Select(_ => Synthetic.Signal(name, format))]),
                signals);

            using WfdbRecord record = WfdbRecord.Open(folder[name]);
            for (int i = 0; i < 30; i++)
            {
                int start = random.Next(40_000);
                var part = new int[random.Next(1, 40_001 - start)];
                record.ReadDigital(i % 3, start, part);
                Assert.Equal(signals[i % 3][start..(start + part.Length)], part);
            }

            record.VerifyChecksums(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void PhysicalValuesAreTheDefinitionToTheBit()
    {
        using var folder = new TempFolder();
        int[] samples = Synthetic.Samples(24, 1001);
        WfdbSignal signal = Synthetic.Signal("p", 24) with { StatedGain = 2963.77, StatedBaseline = -1605 };
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("p", signal), [samples]);

        using WfdbRecord record = WfdbRecord.Open(folder["p"]);
        float[] values = record.ReadSignal(0);
        for (int i = 0; i < samples.Length; i++)
        {
            float expected = samples[i] == WfdbRecord.InvalidSample ? float.NaN : (float)((samples[i] + 1605.0) / 2963.77);
            Assert.Equal(expected, values[i]);
            if (!float.IsNaN(expected))
            {
                Assert.Equal(samples[i], signal.ToDigital(signal.ToPhysical(samples[i])));
            }
        }

        Assert.Equal(WfdbRecord.InvalidSample, signal.ToDigital(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => signal.ToDigital(1e9));
    }

    [Fact]
    public void NullSignalsHaveALengthAndNoSamples()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["n.hea"], "n 2 250 5\n~ 0 200 12 0 0 0 0 a\n~ 0 200 12 0 0 0 0 b\n");
        using WfdbRecord record = WfdbRecord.Open(folder["n"]);
        Assert.All(record.ReadSignal("b"), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(5, record.Length);
        record.VerifyChecksums(TestContext.Current.CancellationToken);
    }

    private static bool ReturnsWhatWasWritten(int format, Case c)
    {
        using var folder = new TempFolder();
        WfdbSignal first = Synthetic.Signal("t", format, "first") with { SamplesPerFrame = c.PerFrame, ByteOffset = c.Offset };
        WfdbSignal second = Synthetic.Signal("t", format, "second") with { ByteOffset = c.Offset };
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("t", first, second), [c.First, c.Second]);

        using WfdbRecord record = WfdbRecord.Open(folder["t.hea"]);
        record.VerifyChecksums(TestContext.Current.CancellationToken);
        int from = c.Second.Length / 2;
        var tail = new int[c.Second.Length - from];
        record.ReadDigital(1, from, tail);
        return record.Length == c.Second.Length
            && Synthetic.ReadAll(record, 0).SequenceEqual(c.First)
            && Synthetic.ReadAll(record, 1).SequenceEqual(c.Second)
            && tail.SequenceEqual(c.Second[from..]);
    }

    private static Gen<Case> CaseOf(int format) =>
        from perFrame in Gen.Choose(1, 4)
        from frames in Gen.Choose(0, 30)
        from offset in Gen.Choose(0, 20)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Case(
            perFrame,
            offset,
            Slow(new Random(seed), frames * perFrame, SignalFormat.Of(format)),
            Slow(new Random(seed + 1), frames, SignalFormat.Of(format)));

    // Any values of the format, one in eight missing; for format 8 a walk whose steps fit in a byte.
    private static int[] Slow(Random random, int count, SignalFormat format)
    {
        var samples = new int[count];
        int walk = 0;
        for (int i = 0; i < count; i++)
        {
            samples[i] = format.Code == 8 ? walk += random.Next(-128, 128)
                : random.Next(8) == 0 ? WfdbRecord.InvalidSample
                : (int)random.NextInt64(format.Min, (long)format.Max + 1);
        }

        return samples;
    }

    private sealed record Case(int PerFrame, int Offset, int[] First, int[] Second);
}
