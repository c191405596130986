using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Recordings.Tests;

public class AnnotationTests
{
    private static readonly Annotation[] s_annotations =
    [
        new(18, AnnotationCode.RhythmChange) { Aux = "(N\0"u8.ToArray() },
        new(77, AnnotationCode.Normal),
        new(1101, AnnotationCode.PrematureVentricular) { Subtype = 1 },
        new(1101, AnnotationCode.SignalQualityChange) { Subtype = -1, Channel = 1 },
        new(5_000_000_000, AnnotationCode.AtrialPremature) { Num = -3, Channel = 1, Aux = "ab"u8.ToArray() },
        new(4000, AnnotationCode.ROnT) { Num = -3 },
        new(4000, AnnotationCode.ROnT) { Subtype = 5, Channel = 2, Aux = "xyz"u8.ToArray() },
    ];

    // WFDB library 10.7.0 in C: putann of these annotations in this order.
    private const string Golden =
        "127003fc284e00003b0400ec00000004001401f40038fff701f800ecff7fffff00ecff7fffff00ec052ab5ed0020fdf302fc616200ec0080010000"
        + "ec0080010000ecfad59e1d00a400f800a405f402f800f003fc78797a000000";

    // The same after setafreq(1000.5).
    private const string GoldenResolution = "00581afc23232074696d65207265736f6c7574696f6e3a20313030302e3500ecffffffff0100" + Golden;

    [Fact]
    public void WritesAndReadsWhatTheWfdbLibraryWrites()
    {
        Assert.Equal(Golden, Convert.ToHexStringLower(Bytes(new AnnotationFile(s_annotations))));
        Assert.Equal(s_annotations, Read(Convert.FromHexString(Golden)).Annotations);
    }

    [Fact]
    public void TimeResolutionIsANoteOfItsOwn()
    {
        Assert.Equal(GoldenResolution, Convert.ToHexStringLower(Bytes(new AnnotationFile(s_annotations, 1000.5))));
        AnnotationFile file = Read(Convert.FromHexString(GoldenResolution));
        Assert.Equal(1000.5, file.TimeResolution);
        Assert.Equal(s_annotations, file.Annotations);
        Assert.Equal(GoldenResolution, Convert.ToHexStringLower(Bytes(file)));

        // 77 ticks at 1000.5 a second are 27.706 samples at 360 Hz.
        Assert.Equal(28, file.AtFrequency(360)[1].Sample);
        Assert.Same(file.Annotations, file.AtFrequency(1000.5));
        AnnotationFile plain = new([new(77, AnnotationCode.Normal)]);
        Assert.Same(plain.Annotations, plain.AtFrequency(360));
    }

    [Fact]
    public void DefinitionsAreReadAndKept()
    {
        static Annotation Note(string text) => new(0, AnnotationCode.Note) { Aux = Annotation.AuxFrom(text) };
        byte[] bytes = Bytes(new AnnotationFile(
        [
            Note("## annotation type definitions"), Note("42 * my own code"), Note("43 zz"), Note("## end of definitions"),
            new(0, AnnotationCode.None), new(0, AnnotationCode.Note) { Aux = Annotation.AuxFrom("start") }, new(9, new AnnotationCode(42)),
        ]));
        AnnotationFile file = Read(bytes);
        Assert.Equal(2, file.Annotations.Count);
        Assert.Equal("*", file.CustomSymbols[new AnnotationCode(42)]);
        Assert.Equal("zz", file.CustomSymbols[new AnnotationCode(43)]);
        Assert.Equal("[42]", file.Annotations[1].Symbol);
        Assert.Equal(bytes, Bytes(file));
    }

    [Fact]
    public void AnyAnnotationsComeBackTheSame()
    {
        Gen<Annotation> one =
            from code in Gen.Choose(0, AnnotationCode.MaxValue)
            from subtype in Gen.Choose(-512, 511)
            from channel in Gen.Choose(0, 1023)
            from num in Gen.Choose(-512, 511)
            from kind in Gen.Choose(0, 5)
            from near in Gen.Choose(-3, 3000)
            from far in Gen.Choose(int.MinValue, int.MaxValue)
            from aux in Gen.Choose(0, 255).ListOf()
            select new Annotation(kind == 0 ? far * 7L : near, new AnnotationCode((byte)code))
            {
                Subtype = (short)(kind == 1 ? subtype : 0),
                Channel = (short)(kind == 2 ? channel : 1),
                Num = (short)(kind == 3 ? num : 0),
                Aux = kind == 4 ? aux.Take(255).Select(b => (byte)b).ToArray() : default,
            };

        // The definitions at the head of a file are kept apart, so it starts with something else.
        var first = new Annotation(1, AnnotationCode.Normal);
        Prop.ForAll(one.ListOf().ToArbitrary(), list => Read(Bytes(new AnnotationFile([first, .. list]))).Annotations.SequenceEqual([first, .. list]))
            .Holds();
    }

    [Fact]
    public void PaddingAndLengthOfAuxiliaryBytesDoNotChangeThem()
    {
        // Two annotations with odd and even lengths; the padding byte is not zero.
        byte[] bytes = [0x05, 0x04, 0x03, 0xFC, (byte)'(', (byte)'N', 0, 0x7F, 0x05, 0x04, 0x02, 0xFC, (byte)'(', (byte)'B', 0, 0];
        AnnotationFile file = Read(bytes);
        Assert.Equal("(N\0", Encoding.Latin1.GetString(file.Annotations[0].Aux.Span));
        Assert.Equal("(N", file.Annotations[0].AuxText);
        Assert.Equal("(B", file.Annotations[1].AuxText);
    }

    [Theory]
    [InlineData("", "ends at byte 0")]
    [InlineData("0504", "without an end mark")]
    [InlineData("050405", "without an end mark")]
    [InlineData("050403fc28", "without an end mark")]
    [InlineData("00ec0000", "without an end mark")]
    [InlineData("01f40000", "byte 0: data that belongs to no annotation (61)")]
    [InlineData("050405d40000", "byte 2: an unknown code (53)")]
    [InlineData("004e0000000100010000000000000000", "AHA format")]
    public void DamagedFilesAreRefused(string hex, string message)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["100.atr"], Convert.FromHexString(hex));
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => AnnotationFile.Read(folder["100.atr"]));
        Assert.Contains("100.atr", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANonsenseTimeResolutionIsRefused()
    {
        byte[] bytes = Bytes(new AnnotationFile([new(0, AnnotationCode.Note) { Aux = Annotation.AuxFrom("## time resolution: soon") }]));
        Assert.Contains("soon", Assert.Throws<InvalidDataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotationFile([], 0));
        Assert.Throws<InvalidDataException>(() => new AnnotationFile([new(7, AnnotationCode.Normal)], 1e-300).AtFrequency(360));
    }

    [Fact]
    public void WhatTheFormatCannotHoldIsNotWritten()
    {
        using var folder = new TempFolder();
        foreach (Annotation bad in (Annotation[])
        [
            new(1, new AnnotationCode(50)),
            new(1, AnnotationCode.Normal) { Subtype = 512 },
            new(1, AnnotationCode.Normal) { Channel = -1 },
            new(1, AnnotationCode.Normal) { Num = -513 },
            new(1, AnnotationCode.Normal) { Aux = new byte[256] },
        ])
        {
            ArgumentException e = Assert.Throws<ArgumentException>(() => new AnnotationFile([bad]).Write(folder["a.atr"]));
            Assert.Contains("at sample 1", e.Message, StringComparison.Ordinal);
        }

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void AnnotationsOutsideTheRecordAreRefused()
    {
        using var folder = new TempFolder();
        WfdbRecordWriter.Write(folder.Path, Synthetic.Header("r", Synthetic.Signal("r", 16)), [new int[100]]);
        using WfdbRecord record = WfdbRecord.Open(folder["r"]);
        new AnnotationFile([new(99, AnnotationCode.Normal)]).Write(folder["r.atr"]);
        Assert.Equal(99, record.ReadAnnotations("atr")[0].Sample);

        new AnnotationFile([new(5, AnnotationCode.Normal), new(100, AnnotationCode.PrematureVentricular)]).Write(folder["r.atr"]);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => record.ReadAnnotations("atr"));
        Assert.Contains("r.atr: annotation 1 ('V') is at sample 100, outside the record's 100", e.Message, StringComparison.Ordinal);

        // The same tick is inside at a resolution of 720 a second.
        new AnnotationFile([new(100, AnnotationCode.PrematureVentricular)], 720).Write(folder["r.atr"]);
        Assert.Equal(50, record.ReadAnnotations("atr")[0].Sample);
        Assert.Contains("no annotation file", Assert.Throws<FileNotFoundException>(() => record.ReadAnnotations("qrs")).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(AnnotationFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static AnnotationFile Read(byte[] bytes) => AnnotationFile.Read(new MemoryStream(bytes));
}
