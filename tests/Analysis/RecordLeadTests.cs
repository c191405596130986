using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis.Tests;

public class RecordLeadTests
{
    // A lead in µV with two samples a frame beside one that is no voltage.
    private static WfdbRecord Write(string folder, int[] lead, Annotation[] annotations)
    {
        var header = new WfdbHeader
        {
            RecordName = "made",
            StatedSamplingFrequency = 180,
            Signals =
            [
                new WfdbSignal { FileName = "made.dat", Format = 16, StatedGain = 0.5, StatedUnits = "uV", SamplesPerFrame = 2, StatedDescription = "II" },
                new WfdbSignal { FileName = "made.dat", Format = 16, StatedGain = 1, StatedUnits = "%", StatedDescription = "SpO2" },
            ],
        };
        WfdbRecordWriter.Write(folder, header, [lead, new int[lead.Length / 2]]);
        new AnnotationFile(annotations).Write(Path.Combine(folder, "made.qrs"));
        return WfdbRecord.Open(Path.Combine(folder, "made"));
    }

    [Fact]
    public void ALeadIsReadInMillivoltsAtItsOwnRateAndItsAnnotationsFollow()
    {
        var folder = Directory.CreateTempSubdirectory("arrhythmia-analysis-").FullName;
        try
        {
            var values = Enumerable.Range(0, 7200).Select(i => (int)(300 * Math.Sin(i * 0.05)) + (i % 300 == 150 ? 2000 : 0)).ToArray();
            var annotations = Enumerable.Range(0, 24).Select(i => new Annotation(75 + 150 * i, AnnotationCode.Normal)).ToArray();
            using var record = Write(folder, values, annotations);
            var lead = new RecordLead(record);
            Assert.Equal((360, 7200, 2), (lead.SamplingRate, lead.Length, lead.SamplesPerFrame));
            var samples = new float[7200];
            for (var at = 0; at < samples.Length;) at += lead.Read(samples.AsSpan(at, Math.Min(1000, samples.Length - at)));
            Assert.Equal(0, lead.Read(new float[5]));
            for (var i = 0; i < samples.Length; i++) Assert.Equal(values[i] / 0.5 / 1000, samples[i], 1e-5);

            var results = new List<Result>();
            var written = new ResultAnnotations(Models.V2.Classes, lead.SamplesPerFrame);
            new RecordAnalyzer(Models.V2).Analyze(record, (in AnalyzedBeat beat) =>
            {
                results.Add(Result.Of(beat));
                written.Add(beat);
            }, "qrs", cancellationToken: TestContext.Current.CancellationToken);
            var peaks = annotations.Select(a => new RPeak(2 * a.Sample, a.Code)).ToArray();
            Assert.Equal(WholeRecord.Analyze(Models.V2, samples, 360, peaks), results);
            Assert.Equal(annotations.Select(a => a.Sample), written.Annotations.Select(a => a.Sample));

            Assert.Contains("'%'", Assert.Throws<InvalidDataException>(() => new RecordLead(record, "SpO2")).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
