using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Recordings.Tests;

public sealed class RecordingWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CsvGivesBackEveryBit() => Prop.ForAll(Contents(), content =>
    {
        using var back = RoundTrip(content, RecordingFormat.Csv);
        for (int s = 0; s < content.Samples.Length; s++)
            Assert.Equal(content.Samples[s], EdfTests.Read(back, s));
        Assert.Equal(content.Rate, back.SamplingFrequency);
        CheckAnnotations(content, back, "csv");
    }).Holds(cases: 40);

    [Fact]
    public void EdfGivesBackEverySampleToHalfAStep() => Prop.ForAll(Contents(), content =>
    {
        using var back = RoundTrip(content, RecordingFormat.Edf);
        Assert.Equal(content.Rate, back.SamplingFrequency);
        for (int s = 0; s < content.Samples.Length; s++)
        {
            float[] samples = content.Samples[s], read = EdfTests.Read(back, s);
            float[] there = [.. samples.Where(float.IsFinite).DefaultIfEmpty(0)];

            // The range is written outward to at most eight characters, so by at most 1e-6 of its own size, or 1e-6, to each side.
            double range = there.Max() - there.Min() is > 0 and var spread ? spread : 2;
            double step = (range + (2 * Math.Max(1e-6, 1e-5 * there.Max(Math.Abs)))) / 65534;
            for (int i = 0; i < samples.Length; i++)
                Assert.True(float.IsNaN(samples[i]) ? float.IsNaN(read[i]) : Math.Abs(samples[i] - read[i]) <= (0.5 * step) + (1e-6 * Math.Abs(samples[i])), $"{samples[i]:R} came back as {read[i]:R}");
            Assert.All(read[samples.Length..], sample => Assert.Equal(float.NaN, sample));
        }

        CheckAnnotations(content, back, "edf");
    }).Holds(cases: 40);

    [Fact]
    public void WfdbGivesBackEverySampleToHalfAUnit() => Prop.ForAll(Contents(), content =>
    {
        using var back = (WfdbRecord)RoundTrip(content, RecordingFormat.Wfdb);
        for (int s = 0; s < content.Samples.Length; s++)
        {
            float[] samples = content.Samples[s], read = EdfTests.Read(back, s);
            Assert.Equal(samples.Length, read.Length);
            for (int i = 0; i < samples.Length; i++)
                Assert.True(float.IsNaN(samples[i]) ? float.IsNaN(read[i]) : Math.Abs(samples[i] - read[i]) <= (0.5 / back.Signals[s].Gain) + (1e-6 * Math.Abs(samples[i])));
            Assert.True(back.Signals[s].Gain * samples.Where(float.IsFinite).DefaultIfEmpty(0).Max(Math.Abs) <= 32000);
        }

        CheckAnnotations(content, back, "atr");
    }).Holds(cases: 40);

    [Fact]
    public void TheSameStoredNumbersComeBackThroughEdf()
    {
        int[] values = [.. Enumerable.Range(0, 1000).Select(i => ((i * 7919) % 4000) - 1500), WfdbRecord.InvalidSample, 17];
        var signal = Synthetic.Signal("a", 16, "MLII") with { StatedGain = 200, StatedBaseline = 1024 };
        WfdbRecordWriter.Write(_folder.Path, Synthetic.Header("a", signal), [values]);
        Copy(_folder["a"], _folder["b.edf"], RecordingFormat.Edf, keepsCoding: false);
        Copy(_folder["b.edf"], _folder["c"], RecordingFormat.Wfdb, keepsCoding: false, coding: signal);
        Copy(_folder["a"], _folder["d"], RecordingFormat.Wfdb, keepsCoding: true);
        foreach (string name in (string[])["c", "d"])
        {
            using var record = WfdbRecord.Open(_folder[name]);
            Assert.Equal(values, Synthetic.ReadAll(record, 0)[..values.Length]);
        }
    }

    [Theory]
    [InlineData("N", "")]
    [InlineData("+", "(AFIB")]
    [InlineData("\"", "A patient spoke")]
    [InlineData("\"", "V 12")]
    [InlineData("V", "V 0.973")]
    [InlineData("Q", "N 0.600 ?")]
    [InlineData("~", "c")]
    [InlineData("|", "")]
    [InlineData("\"", "")]
    [InlineData("\"", "+ is a sign")]
    [InlineData("[", "")]
    public void AnnotationsAreTextAndBack(string symbol, string aux)
    {
        var annotation = new Annotation(5, AnnotationCode.FromSymbol(symbol)) { Aux = Annotation.AuxFrom(aux) };
        Assert.Equal(annotation, AnnotationText.ToAnnotation(5, AnnotationText.Of(annotation)));
        var content = new Content(100, [[.. Enumerable.Range(0, 300).Select(i => (float)i)]], [annotation]);
        foreach (var (format, annotator) in ((RecordingFormat, string)[])[(RecordingFormat.Edf, "edf"), (RecordingFormat.Csv, "csv"), (RecordingFormat.Wfdb, "atr")])
        {
            using var back = RoundTrip(content, format);
            Assert.Equal(annotation, Assert.Single(back.ReadAnnotations(annotator)));
        }
    }

    [Fact]
    public void WhatAFormatCannotHoldIsSaid()
    {
        var two = new Content(100, [[1, 2], [3, 4]], []);
        Assert.Contains("--rate", Assert.Throws<ArgumentException>(() => Write(_folder["x.csv"], RecordingFormat.Csv, two.ToOutput(secondRate: 50))).Message);
        Assert.Contains("--rate", Assert.Throws<ArgumentException>(() => Write(_folder["x"], RecordingFormat.Wfdb, two.ToOutput(secondRate: 70))).Message);
        Assert.Contains("--rate", Assert.Throws<ArgumentException>(() => Write(_folder["x.edf"], RecordingFormat.Edf, new Content(Math.PI, [[1, 2]], []).ToOutput())).Message);
        Assert.Throws<ArgumentException>(() => Write(_folder["x.bdf"], RecordingFormat.Bdf, two.ToOutput()));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        foreach (var format in (RecordingFormat[])[RecordingFormat.Wfdb, RecordingFormat.Edf, RecordingFormat.Csv])
            Assert.Throws<OperationCanceledException>(() => RecordingWriter.Write(_folder["y"], format, two.ToOutput(), cancelled.Token));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void DifferentRatesStandInFramesAndDataRecords()
    {
        var content = new Content(100, [[.. Enumerable.Range(0, 400).Select(i => (float)i)], [.. Enumerable.Range(0, 800).Select(i => (float)i)]], []).ToOutput(secondRate: 200);
        Write(_folder["r"], RecordingFormat.Wfdb, content);
        content = new Content(100, [[.. Enumerable.Range(0, 400).Select(i => (float)i)], [.. Enumerable.Range(0, 800).Select(i => (float)i)]], []).ToOutput(secondRate: 200);
        Write(_folder["r.edf"], RecordingFormat.Edf, content);
        foreach (string path in (string[])["r", "r.edf"])
        {
            using var back = path == "r" ? WfdbRecord.Open(_folder[path]) : Recording.Open(_folder[path]);
            Assert.Equal((100.0, 200.0, 2), (back.SamplingFrequencyOf(0), back.SamplingFrequencyOf(1), back.SamplesPerFrameOf(1)));
            Assert.Equal(399, EdfTests.Read(back, 0)[399], 1e-2);
            Assert.Equal(799, EdfTests.Read(back, 1)[799], 2e-2);
        }
    }

    private static void Write(string path, RecordingFormat format, RecordingContent content) =>
        RecordingWriter.Write(path, format, content, TestContext.Current.CancellationToken);

    private static void CheckAnnotations(Content content, Recording back, string annotator)
    {
        if (content.Annotations.Count > 0)
            Assert.Equal(content.Annotations, back.ReadAnnotations(annotator));
        else
            Assert.All(back.Annotators, name => Assert.Empty(back.ReadAnnotations(name)));
    }

    private Recording RoundTrip(Content content, RecordingFormat format)
    {
        string path = Path.Combine(Directory.CreateDirectory(_folder[Guid.NewGuid().ToString("N")]).FullName, format switch
        {
            RecordingFormat.Csv => "r.csv",
            RecordingFormat.Edf => "r.edf",
            _ => "r",
        });
        RecordingWriter.Write(path, format, content.ToOutput());
        return Recording.Open(path);
    }

    private static void Copy(string from, string to, RecordingFormat format, bool keepsCoding, WfdbSignal? coding = null)
    {
        using var source = Recording.Open(from);
        var samples = EdfTests.Read(source, 0);
        var output = new Content(source.SamplingFrequency, [samples], []).ToOutput();
        coding ??= keepsCoding ? ((WfdbRecord)source).Signals[0] : null;
        RecordingWriter.Write(to, format, output with { Signals = [output.Signals[0] with { Stored = coding }] });
    }

    private static Arbitrary<Content> Contents() => (
        from rate in Gen.Elements(100.0, 128, 250, 360, 0.5)
        from signals in Gen.Choose(1, 3)
        from length in Gen.Choose(2, 900)
        from scale in Gen.Elements(1e-3, 1, 40, 3000)
        from seed in Gen.Choose(0, int.MaxValue)
        from annotated in Gen.Elements(true, false)
        select Content.Of(rate, signals, length, scale, seed, annotated)).ToArbitrary();

    /// <summary>Samples in memory, as a recording.</summary>
    private sealed record Content(double Rate, float[][] Samples, IReadOnlyList<Annotation> Annotations)
    {
        public static Content Of(double rate, int signals, int length, double scale, int seed, bool annotated)
        {
            var random = new Random(seed);
            float[][] samples = [.. Enumerable.Range(0, signals).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(20) == 0 ? float.NaN : (float)(scale * (random.NextDouble() - 0.3))).ToArray())];
            string[] symbols = ["N", "V", "A", "+", "~"];
            var annotations = Enumerable.Range(0, length).Where(_ => annotated && random.Next(9) == 0).Select(i => new Annotation(i, AnnotationCode.FromSymbol(symbols[i % symbols.Length]))).ToList();
            return new Content(rate, samples, annotations);
        }

        public RecordingContent ToOutput(double? secondRate = null) => new()
        {
            Signals = [.. Samples.Select((samples, s) => Signal(samples, $"lead {s}", s == 1 && secondRate is { } other ? other : Rate))],
            Annotations = Annotations,
            AnnotationRate = Rate,
        };

        private static OutputSignal Signal(float[] samples, string name, double rate)
        {
            int next = 0;
            float[] there = [.. samples.Where(float.IsFinite).DefaultIfEmpty(0)];
            return new OutputSignal
            {
                Name = name,
                Units = "mV",
                SamplingRate = rate,
                Length = samples.Length,
                Lowest = there.Min(),
                Highest = there.Max(),
                Read = destination =>
                {
                    // In steps, as from a file.
                    int count = Math.Min(Math.Min(destination.Length, 37), samples.Length - next);
                    samples.AsSpan(next, count).CopyTo(destination);
                    next += count;
                    return count;
                },
            };
        }
    }
}
