using System.Text;

namespace ArrhythmiaVision.Recordings.Tests;

public class HeaderTests
{
    [Fact]
    public void EveryFieldIsRead()
    {
        WfdbHeader header = WfdbHeader.Parse(
            "# before\nrec 2 250/360(12.5) 1000 13:5:07.25 25/04/1989\n"
            + "rec.dat 212x4:3+24 100.5(-17)/uV 11 1024 995 -22131 512 modified lead II \n"
            + "\tother.dat 16+7:2x3 1e3/mmHg 16 -5\n# info\n#more\n");

        Assert.Equal("rec", header.RecordName);
        Assert.Equal(250, header.SamplingFrequency);
        Assert.Equal(360, header.CounterFrequency);
        Assert.Equal(12.5, header.BaseCounter);
        Assert.Equal(1000, header.StatedLength);
        Assert.Equal(new TimeSpan(0, 13, 5, 7, 250), header.BaseTime);
        Assert.Equal(new DateOnly(1989, 4, 25), header.BaseDate);
        Assert.Equal([" before"], header.LeadingComments);
        Assert.Equal([" info", "more"], header.Comments);
        WfdbSignal first = header.Signals[0];
        Assert.Equal(("rec.dat", 212, 4, 3, 24L), (first.FileName, first.Format, first.SamplesPerFrame, first.Skew, first.ByteOffset));
        Assert.Equal((100.5, -17, "uV", 11, 1024), (first.Gain, first.Baseline, first.Units, first.AdcResolution, first.AdcZero));
        Assert.Equal((995, -22131, 512, "modified lead II "), (first.InitialValue, first.Checksum, first.BlockSize, first.Description));
        Assert.Equal(1, first.SkewFrames);
        WfdbSignal second = header.Signals[1];
        Assert.Equal((16, 3, 2, 7L), (second.Format, second.SamplesPerFrame, second.Skew, second.ByteOffset));
        Assert.Equal((1000.0, -5, "mmHg", 16, -5), (second.Gain, second.Baseline, second.Units, second.AdcResolution, second.AdcZero));
        Assert.Equal((-5, null, 0, ""), (second.InitialValue, second.Checksum, second.BlockSize, second.Description));
    }

    [Fact]
    public void WhatIsLeftOutHasTheFormatsDefaults()
    {
        WfdbHeader header = WfdbHeader.Parse("8l 3\ndata0 8\ndata1 80\ndata2 212 0 0 5\n");
        Assert.Equal((250.0, 250.0, 0.0), (header.SamplingFrequency, header.CounterFrequency, header.BaseCounter));
        Assert.Null(header.StatedLength);
        Assert.Null(header.BaseTime);
        Assert.Equal([10, 8, 12], header.Signals.Select(s => s.AdcResolution));
        Assert.All(header.Signals, s => Assert.Equal((200.0, "mV", false), (s.Gain, s.Units, s.IsCalibrated)));
        Assert.Equal([0, 0, 5], header.Signals.Select(s => s.Baseline));
        Assert.Equal(5, header.Signals[2].InitialValue);
        Assert.Equal("8l 3\ndata0 8\ndata1 80\ndata2 212 0 0 5\n", HeaderFormatter.Format(header));
    }

    [Theory]
    [InlineData("r 0\n")]
    [InlineData("r 1 360.0 5 0:0:0 0/0/0\r\n\r\nr.dat   16 200(0)/mV 12 0 0 0 0 x\t\r\n  # odd\r\n#end")]
    [InlineData("# c\nr/2 3 125\na 5\n# c\n~ 7\n# d\nignored\n")]
    public void AnUnchangedHeaderIsWrittenAsItWasRead(string text)
    {
        WfdbHeader header = WfdbHeader.Parse(text);
        Assert.Equal(text, header.ToText());
        Assert.NotEqual(text, (header with { RecordName = "s" }).ToText());
        Assert.Equal(header, WfdbHeader.Parse(HeaderFormatter.Format(header)));
    }

    [Fact]
    public void BytesThatAreNotUtf8AreKept()
    {
        using var folder = new TempFolder();
        byte[] latin1 = Encoding.Latin1.GetBytes("r 1 100\nr.dat 16 200/\u00B5V 12 0 0 0 0 caf\u00E9\n");
        File.WriteAllBytes(folder["r.hea"], latin1);
        WfdbHeader header = WfdbHeader.Read(folder["r.hea"]);
        Assert.Equal("\u00B5V", header.Signals[0].Units);
        header.Write(folder["copy.hea"]);
        Assert.Equal(latin1, File.ReadAllBytes(folder["copy.hea"]));

        byte[] utf8 = Encoding.UTF8.GetBytes("r 1 100\nr.dat 16 200/\u00B5V 12 0 0 0 0 caf\u00E9\n");
        File.WriteAllBytes(folder["r.hea"], utf8);
        header = WfdbHeader.Read(folder["r.hea"]);
        Assert.Equal("caf\u00E9", header.Signals[0].Description);
        header.Write(folder["copy.hea"]);
        Assert.Equal(utf8, File.ReadAllBytes(folder["copy.hea"]));
    }

    [Theory]
    [InlineData("", "no record line")]
    [InlineData("# only a comment\n", "no record line")]
    [InlineData("r\n", "line 1: the record line ends")]
    [InlineData("r two\n", "the number of signals is 'two'")]
    [InlineData("r -1\n", "the number of signals is '-1'")]
    [InlineData("r 99999999999\n", "the number of signals")]
    [InlineData("r 2000000000 360 10\nr.dat 16\n", "promises 2000000000 signals, but the header ends after 1")]
    [InlineData("r/2000000000 1 360\na 5\n", "promises 2000000000 segments")]
    [InlineData("r/0 1 360\n", "the number of segments")]
    [InlineData("r 1 0\nr.dat 16\n", "the sampling frequency is '0'")]
    [InlineData("r 1 -360\nr.dat 16\n", "the sampling frequency")]
    [InlineData("r 1 nan\nr.dat 16\n", "the sampling frequency")]
    [InlineData("r 1 360/x\nr.dat 16\n", "the counter frequency is 'x'")]
    [InlineData("r 1 360/360(1\nr.dat 16\n", "closing bracket")]
    [InlineData("r 1 360 -5\nr.dat 16\n", "the number of samples is '-5'")]
    [InlineData("r 1 360 99999999999999999999\nr.dat 16\n", "the number of samples")]
    [InlineData("r 1 360 9000000000000\nr.dat 16\n", "the number of samples")]
    [InlineData("r 1 360 5 noon\nr.dat 16\n", "the base time")]
    [InlineData("r 1 360 5 0:0:0 31/02/2000\nr.dat 16\n", "no day of the calendar")]
    [InlineData("r 1 360\nr.dat\n", "line 2: the format of the signal in 'r.dat' is missing")]
    [InlineData("r 1 360\nr.dat 17\n", "format 17, which is unknown; known are 0, 8, 16, 24, 32, 61, 80, 160, 212, 310, 311")]
    [InlineData("r 1 360\nr.dat 508\n", "format 508, which is FLAC")]
    [InlineData("r 1 360\nr.dat 516\n", "format 516, which is FLAC")]
    [InlineData("r 1 360\nr.dat 524\n", "format 524, which is FLAC")]
    [InlineData("r 1 360\nr.dat 16x0\n", "the number of samples a frame is '0'")]
    [InlineData("r 1 360\nr.dat 16x2000000000\n", "the number of samples a frame")]
    [InlineData("r 1 360\nr.dat 16:-3\n", "the skew is '-3'")]
    [InlineData("r 1 360\nr.dat 16+-3\n", "the byte offset")]
    [InlineData("r 1 360\nr.dat 16 lots\n", "the gain is 'lots'")]
    [InlineData("r 1 360\nr.dat 16 200(1.5)\n", "the baseline in '200(1.5)'")]
    [InlineData("r 1 360\nr.dat 16 200 900\n", "the ADC resolution is '900'")]
    [InlineData("r 1 360\nr.dat 16 200 12 0 0 70000\n", "the checksum is '70000'")]
    [InlineData("r 2 360\nr.dat 16\nr.dat 212\n", "do not agree")]
    [InlineData("r 3 360\na.dat 16\nb.dat 16\na.dat 16\n", "not listed one after the other")]
    public void NonsenseIsRefusedWithItsPlace(string text, string message)
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => WfdbHeader.Parse(text, "bad.hea"));
        Assert.Contains("bad.hea", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotStandInAHeaderIsNotWritten()
    {
        using var folder = new TempFolder();
        WfdbHeader good = Synthetic.Header("ok", Synthetic.Signal("ok", 16));
        foreach (WfdbHeader bad in (WfdbHeader[])
        [
            good with { RecordName = "a b" },
            good with { RecordName = "a/2" },
            good with { RecordName = "" },
            good with { Comments = ["two\nlines"] },
            good with { NewLine = " " },
            good with { StatedSamplingFrequency = double.NaN },
            good with { Signals = [good.Signals[0] with { FileName = "a b.dat" }] },
            good with { Signals = [good.Signals[0] with { StatedUnits = "m V" }] },
            good with { Signals = [good.Signals[0] with { StatedDescription = "x\ny" }] },
            good with { Segments = [new("a", 1)] },
        ])
        {
            Assert.Throws<ArgumentException>(() => bad.Write(folder["ok.hea"]));
            Assert.ThrowsAny<ArgumentException>(() => WfdbRecordWriter.Create(folder.Path, bad));
        }

        Assert.Empty(folder.Files);
    }
}
