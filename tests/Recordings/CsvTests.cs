using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings.Tests;

public sealed class CsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.1\n-0.2\n0.3\n", "column 1", "mV")]
    [InlineData("MLII\n0.1\n-0.2\n0.3", "MLII", "mV")]
    [InlineData("\uFEFF# a remark\r\n\r\nII (uV)\r\n0.1\r\n-0.2\r\n0.3\r\n\r\n", "II", "uV")]
    [InlineData("sample;V5 [mV];note\n0;0.1;\n1;-0.2;\n2;0.3;\n", "V5", "mV")]
    [InlineData("'Elapsed time','MLII'\n'hh:mm:ss.mmm','mV'\n0:00.000,0.1\n0:00.003,-2e-1\n0:00.006,+.3\n", "MLII", "mV")]
    [InlineData("0.1\t\n-0.2\t\n0.3\t\n", "column 1", "mV")]
    public void LayoutsOfTheWorldAreUnderstood(string text, string lead, string units)
    {
        using var recording = Open(text, new CsvOptions { SamplingRate = 250 });
        Assert.Equal(lead, recording.Leads[0]);
        Assert.Equal(units, recording.UnitsOf(0));
        Assert.Equal((250.0, 3L), (recording.SamplingFrequency, recording.Length));
        Assert.Equal([0.1f, -0.2f, 0.3f], EdfTests.Read(recording, 0));
    }

    [Theory]
    [InlineData(360, 3)]
    [InlineData(360, 6)]
    [InlineData(128, 3)]
    [InlineData(250, 3)]
    [InlineData(1000, 3)]
    [InlineData(257.5, 6)]
    public void TheRateIsReadOffRoundedTimes(double rate, int digits)
    {
        var text = new StringBuilder("time,ecg\n");
        for (int i = 0; i < 6000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(i / rate, digits)},{i % 7}\n");
        using var recording = Open(text.ToString());
        Assert.Equal(rate, recording.SamplingFrequency);
        Assert.Equal(6000, recording.Length);
        Assert.Equal(5999 % 7, EdfTests.Read(recording, 0)[^1]);
    }

    [Fact]
    public void TimesInMillisecondsAndTimesWithoutANameAreKnown()
    {
        using var named = Open("time (ms),x\n0,1\n4,2\n8,3\n");
        Assert.Equal(250, named.SamplingFrequency);
        string rows = string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 200.0:F3}\t{(i * i) % 11}\n")));
        using var bare = Open(rows);
        Assert.Equal(200, bare.SamplingFrequency);
        Assert.Single(bare.Leads);
        Assert.Equal(4, EdfTests.Read(bare, 0)[2]);
    }

    [Fact]
    public void MissingCellsAreMissingSamples()
    {
        using var recording = Open("a,b\n1,\nNaN,2\n,3\n", new CsvOptions { SamplingRate = 1 });
        Assert.Equal([1f, float.NaN, float.NaN], EdfTests.Read(recording, 0));
        Assert.Equal([float.NaN, 2f, 3f], EdfTests.Read(recording, 1));
        Assert.Equal(1, recording.FindLead("b"));
        Assert.Equal(1, recording.FindLead("2"));
        Assert.Contains("'a' (1), 'b' (2)", Assert.Throws<ArgumentException>(() => recording.FindLead("c")).Message);
    }

    [Fact]
    public void AnnotationsStandInAColumnOfTheirOwn()
    {
        using var recording = Open("x,annotation\n1,N\n2,\n3,V|+ (AFIB\n4,\"spoke, loudly\"\n", new CsvOptions { SamplingRate = 1 });
        Assert.Equal(["csv"], recording.Annotators);
        Assert.Equal([(0L, "N", ""), (2, "V", ""), (2, "+", "(AFIB"), (3, "\"", "spoke, loudly")], recording.ReadAnnotations("csv").Select(a => (a.Sample, a.Symbol, a.AuxText)));
        Assert.Equal([1f, 2f, 3f, 4f], EdfTests.Read(recording, 0));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,four\n", "row 3, column 2 (b): 'four' is no number")]
    [InlineData("a;b\n1;2\n3;4,5\n", "row 3, column 2 (b): '4,5' is no number. Write numbers with a decimal point.")]
    [InlineData("a,b\n1,2\n3\n", "row 3 has 1 cells")]
    [InlineData("a,b\n1,2\n3,4,5\n", "row 3 has 3 cells")]
    [InlineData("time,b\n0,2\n1,3\n2,3\n4,5\n5,1\n", "rows are missing or doubled")]
    [InlineData("time,b\nx1,2\n", "'x1' is no time")]
    [InlineData("", "no samples")]
    [InlineData("only words here\nand here\n", "no samples")]
    [InlineData("a\n1\n\0\n", "no text")]
    [InlineData("time,a\n0,1\n0,2\n", "sampling rate")]
    public void WhatIsWrongIsNamedWithRowAndColumn(string text, string expected)
    {
        var options = text.StartsWith("time", StringComparison.Ordinal) ? new CsvOptions() : new CsvOptions { SamplingRate = 1 };
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var recording = Open(text, options);
            EdfTests.Read(recording, 0);
        });
        Assert.Contains(expected, error.Message);
        Assert.Contains("x.csv", error.Message);
    }

    [Fact]
    public void WithoutTimesTheRateMustBeGiven()
    {
        Assert.Contains("--rate", Assert.Throws<InvalidDataException>(() => Open("a\n1\n2\n")).Message);
        foreach (double rate in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => Open("a\n1\n2\n", new CsvOptions { SamplingRate = rate }));
    }

    [Fact]
    public void LinesWithoutEndAreRefusedInFixedMemory()
    {
        Assert.Contains("longer than", Assert.Throws<InvalidDataException>(() => Open(new string('1', 1 << 20), new CsvOptions { SamplingRate = 1 })).Message);
    }

    [Fact]
    public void RangesAreReadInAnyOrder()
    {
        using var recording = Open("a\n" + string.Join('\n', Enumerable.Range(0, 10000)), new CsvOptions { SamplingRate = 100 });
        var two = new float[2];
        foreach (int start in (int[])[9998, 0, 4095, 4096, 5000, 17])
        {
            recording.ReadSamples(0, start, two);
            Assert.Equal([start, start + 1], two);
        }
    }

    [Fact]
    public void AStreamIsReadSampleBySampleWithoutAllocating()
    {
        string rows = string.Concat(Enumerable.Range(0, 20000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{(i % 9) - 4.5},7\n")));
        var reader = new CsvSampleReader(new MemoryStream(Encoding.UTF8.GetBytes("sample,ECG (uV),other\n" + rows)));
        Assert.Equal("ECG", reader.Column);
        Assert.True(reader.TryRead(out float first));
        Assert.Equal(-4.5f * 1e-3f, first);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (int i = 0; i < 1000; i++)
                reader.TryRead(out _);
        }));
        int left = 0;
        while (reader.TryRead(out _))
            left++;
        Assert.True(left > 0 && (19999 - left) % 1000 == 0);
    }

    private Recording Open(string text, CsvOptions? options = null)
    {
        string path = _folder[$"{Guid.NewGuid():N}-x.csv"];
        File.WriteAllText(path, text);
        return Recording.Open(path, options);
    }
}
