namespace ArrhythmiaVision.Recordings.Tests;

public class EdfTests
{
    [Fact]
    public void SamplesAreScaledAsTheHeaderSays()
    {
        using var folder = new TempFolder();
        string path = new EdfFile()
            .Add("ECG II", "mV", 4, "-5", "5", "-2048", "2047")
            .Add("Temp", "degC", 1, "30", "40", "0", "1000")
            .Add("ECG V1", "uV", 2, "3276.7", "-3276.8", "-32768", "32767")
            .Record((int[])[-2048, 2047, 0, 100], (int[])[650], (int[])[-32768, 10])
            .Record((int[])[1, 2, 3, -4], (int[])[700], (int[])[32767, -1])
            .Write(folder["a.edf"]);
        using var recording = Recording.Open(path);
        Assert.Equal((RecordingFormat.Edf, "a", 2.0, 4L), (recording.Format, recording.Name, recording.SamplingFrequency, recording.Length));
        Assert.Equal(["ECG II", "Temp", "ECG V1"], recording.Leads);
        Assert.Equal(new DateTime(2021, 3, 2, 13, 14, 15), recording.StartTime);
        Assert.Equal("X F 01-JAN-1950 Jane_Doe", recording.Remarks[0]);
        Assert.Equal((2, 1), (recording.SamplesPerFrameOf(0), recording.SamplesPerFrameOf(2)));
        Assert.Equal((4.0, 1.0, 2.0), (recording.SamplingFrequencyOf(0), recording.SamplingFrequencyOf(1), recording.SamplingFrequencyOf(2)));

        // numpy: (np.array([-2048,2047,0,100,1,2,3,-4]) + 2048) * (10/4095) - 5, as float32
        float[] expected = [-5f, 5f, 1.2210013e-03f, 2.4542125e-01f, 3.6630037e-03f, 6.1050062e-03f, 8.5470090e-03f, -8.5470090e-03f];
        Assert.Equal(expected, Read(recording, 0));

        // (650 - 0) * (10/1000) + 30
        Assert.Equal([36.5f, 37f], Read(recording, 1));

        // A range that is upside down: (d + 32768) * (-6553.5/65535) + 3276.7. The least value is in the range, so it is a sample.
        Assert.Equal([3276.7f, -1.1f, -3276.8f, 0f], Read(recording, 2), (a, b) => Math.Abs(a - b) < 1e-3f);
        Assert.False(recording.TryGetMillivoltsPerUnit(1, out _));
    }

    [Fact]
    public void TwentyFourBitsAreReadAsBioSemiWritesThem()
    {
        using var folder = new TempFolder();
        string path = new EdfFile { Version = "\u00FFBIOSEMI" }
            .Add("A1", "uV", 3, "-8388608", "8388607", "-8388608", "8388607")
            .Record((int[])[-8388608, 8388607, -2])
            .Write(folder["b.bdf"]);
        using var recording = Recording.Open(path);
        Assert.Equal(RecordingFormat.Bdf, recording.Format);
        Assert.Equal([-8388608f, 8388607f, -2f], Read(recording, 0));
    }

    [Fact]
    public void GapsOfADiscontinuousFileAreMissingSamples()
    {
        using var folder = new TempFolder();
        string path = new EdfFile { Reserved = "EDF+D" }
            .Add("ECG", "mV", 4, "-32768", "32767", "-32768", "32767")
            .AddAnnotations(60)
            .Record((int[])[1, 2, 3, 4], "+10.5\u0014\u0014\0+10.75\u0014V\u0014\0")
            .Record((int[])[5, 6, 7, 8], "+11.5\u0014\u0014\0")
            .Record((int[])[9, 10, 11, 12], "+13.5\u0014\u0014\0+13.5\u00150.5\u0014+ (AFIB\u0014A patient spoke\u0014\0")
            .Write(folder["d.edf"]);
        using var recording = Recording.Open(path);
        Assert.Equal(16, recording.Length);
        float missing = float.NaN;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, missing, missing, missing, missing, 9, 10, 11, 12], Read(recording, 0));
        var middle = new float[6];
        recording.ReadSamples(0, 7, middle);
        Assert.Equal([8, missing, missing, missing, missing, 9], middle);
        Assert.Equal(["edf"], recording.Annotators);
        Assert.Equal([(1L, "V", ""), (12L, "+", "(AFIB"), (12L, "\"", "A patient spoke")], recording.ReadAnnotations("edf").Select(a => (a.Sample, a.Symbol, a.AuxText)));
    }

    [Fact]
    public void ContinuousFilesCarryAnnotationsInAnyDataRecord()
    {
        using var folder = new TempFolder();
        string path = new EdfFile { Reserved = "EDF+C", Duration = "0.5" }
            .AddAnnotations(40)
            .Add("ECG", "mV", 180, "-1", "1", "-100", "100")
            .Record("+0\u0014\u0014\0+0.7\u0014N\u0014\0", new int[180])
            .Record("+0.5\u0014\u0014\0+0.1\u0014A\u0014\0", new int[180])
            .Write(folder["c.edf"]);
        using var recording = Recording.Open(path);
        Assert.Equal((360.0, 360L), (recording.SamplingFrequency, recording.Length));
        Assert.Equal([(36L, "A"), (252L, "N")], recording.ReadAnnotations("edf").Select(a => (a.Sample, a.Symbol)));
    }

    [Fact]
    public void TheLeastValueOutsideTheRangeIsNoSample()
    {
        using var folder = new TempFolder();
        string path = new EdfFile().Add("ECG", "mV", 2, "-1", "1", "-32767", "32767").Record((int[])[-32768, -32767]).Write(folder["m.edf"]);
        using var recording = Recording.Open(path);
        Assert.Equal([float.NaN, -1f], Read(recording, 0));
    }

    [Fact]
    public void ARecordingStillGoingOnIsReadAsFarAsItIs()
    {
        using var folder = new TempFolder();
        var file = new EdfFile { Records = "-1" }.Add("ECG", "mV", 2, "-1", "1", "-1", "1").Record((int[])[0, 1]).Record((int[])[-1, 0]);
        File.WriteAllBytes(folder["g.edf"], [.. file.ToBytes(), 7]);
        using var recording = Recording.Open(folder["g.edf"]);
        Assert.Equal([0f, 1f, -1f, 0f], Read(recording, 0));
    }

    [Theory]
    [InlineData(252, "0   ", "0' signals")]
    [InlineData(252, "9999", "9999' signals")]
    [InlineData(252, "3   ", "cut off")]
    [InlineData(236, "99999999", "cut off")]
    [InlineData(236, "x       ", "data records")]
    [InlineData(244, "0       ", "sampling rate")]
    [InlineData(244, "-1      ", "sampling rate")]
    [InlineData(244, "nan     ", "no number")]
    [InlineData(0, "1       ", "no EDF")]
    [InlineData(472, "99999999", "cut off")]
    [InlineData(472, "0       ", "no samples")]
    [InlineData(472, "-5      ", "samples a data record")]
    [InlineData(360, "1       ", "no scale")]
    [InlineData(376, "9       ", "no scale")]
    public void DamagedHeadersAreRefusedBeforeAnythingIsRead(int position, string text, string expected)
    {
        using var folder = new TempFolder();
        byte[] bytes = new EdfFile().Add("ECG", "mV", 2, "-1", "1", "-1", "1").Record((int[])[0, 1]).ToBytes();
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(bytes, position);
        File.WriteAllBytes(folder["x.edf"], bytes);
        var error = Assert.Throws<InvalidDataException>(() => Recording.Open(folder["x.edf"]));
        Assert.Contains(expected, error.Message);
        Assert.Contains("x.edf", error.Message);
    }

    [Fact]
    public void EveryCutLengthIsAnErrorThatNamesTheFile()
    {
        using var folder = new TempFolder();
        byte[] bytes = new EdfFile().Add("ECG", "mV", 2, "-1", "1", "-1", "1").Record((int[])[0, 1]).ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(folder["x.edf"], bytes[..length]);
            Assert.Contains("x.edf", Assert.Throws<InvalidDataException>(() => Recording.Open(folder["x.edf"])).Message);
        }
    }

    [Theory]
    [InlineData("+1e9\u0014\u0014\0", "gaps")]
    [InlineData("+0.2\u0014\u0014\0", "before the one before it ends")]
    [InlineData("no list", "is none")]
    [InlineData("", "when it began")]
    public void ClocksThatCannotBeAreRefused(string second, string expected)
    {
        using var folder = new TempFolder();
        string path = new EdfFile { Reserved = "EDF+D" }.Add("ECG", "mV", 2, "-1", "1", "-1", "1").AddAnnotations(20)
            .Record((int[])[0, 1], "+0\u0014\u0014\0").Record((int[])[0, 1], second).Write(folder["t.edf"]);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Recording.Open(path)).Message);
    }

    internal static float[] Read(Recording recording, int signal)
    {
        var samples = new float[recording.SampleCountOf(signal)];
        recording.ReadSamples(signal, 0, samples);
        return samples;
    }
}
