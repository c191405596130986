using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames.Tests;

public sealed class FrameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ASetOfBeatsIsARowABeat()
    {
        var set = BeatSet.Read([Record("a", 1), Record("b", 2)], cancellationToken: TestContext.Current.CancellationToken);
        var frame = set.ToDataFrame();
        Assert.Equal("Record,Sample,Symbol,PreviousRR,NextRR,RRToMedian,RRToLocalMean", Names(frame));
        Assert.Equal(set.Count, frame.Rows.Count);
        Assert.Equal(set.Records, Texts(frame, "Record"));
        Assert.Equal(set.Codes.Select(code => code.Symbol), Texts(frame, "Symbol"));
        Assert.Equal(set.SampleNumbers.Select(sample => (object)sample), Values(frame, "Sample"));
        Assert.Equal(set.Rr.Select(rr => float.IsNaN(rr.Previous) ? null : (object)rr.Previous), Values(frame, "PreviousRR"));
        Assert.True(frame["PreviousRR"].NullCount + frame["NextRR"].NullCount <= 4);
    }

    [Fact]
    public void PredictionsStandBesideTheBeats()
    {
        var set = BeatSet.Read([Record("a", 1)], cancellationToken: TestContext.Current.CancellationToken);
        var model = PretrainedModels.Load("v2-unique");
        var frame = set.ToDataFrame(model);
        Assert.EndsWith("Predicted,P(N),P(L),P(R),P(A),P(V)", Names(frame), StringComparison.Ordinal);
        var probabilities = new float[set.Count * 5];
        model.Score(set.Samples.Span, probabilities);
        Assert.Equal(probabilities.Where((_, i) => i % 5 == 4).Select(p => (object)p), Values(frame, "P(V)"));
        Assert.Equal(probabilities.Chunk(5).Select(p => model.Classes[Array.IndexOf(p, p.Max())]), Texts(frame, "Predicted"));
    }

    [Fact]
    public void ARecordingsPredictionsAreCollected()
    {
        var analyzer = new RecordAnalyzer(PretrainedModels.Load("v1-rr-ds1"), new AnalysisOptions { NormalizationScope = NormalizationScope.Patient, RejectBelow = [0.99] });
        var predicted = new PredictedBeats(analyzer.Model.Classes);
        var seen = new List<(long Sample, string? Class, bool Rejected)>();
        using var record = WfdbRecord.Open(Record("a", 3));
        analyzer.Analyze(record, (in AnalyzedBeat beat) =>
        {
            predicted.Add(beat);
            seen.Add((beat.Sample, beat.Class, beat.IsRejected));
        }, cancellationToken: TestContext.Current.CancellationToken);
        var frame = predicted.ToDataFrame();
        Assert.Equal("Sample,Time,Symbol,Rejected,Predicted,P(N),P(S),P(V),P(F),PreviousRR,NextRR,RRToMedian,RRToLocalMean", Names(frame));
        Assert.Equal(seen.Count, predicted.Count);
        Assert.Equal(seen.Select(beat => (object)beat.Sample), Values(frame, "Sample"));
        Assert.Equal(seen.Select(beat => (object)beat.Rejected), Values(frame, "Rejected"));

        // The first beat stands too near the start to be classified.
        Assert.Null(frame["Predicted"][0]);
        Assert.Null(frame["P(V)"][0]);
        Assert.All(Enumerable.Range(0, seen.Count).Where(i => seen[i].Class is not null && !seen[i].Rejected), i => Assert.Equal(seen[i].Class, frame["Predicted"][i]));
        Assert.Throws<ArgumentException>(() => new PredictedBeats(["N"]).Add(new AnalyzedBeat { Probabilities = new float[2] }));
    }

    [Fact]
    public void AReportIsARowAClass()
    {
        var report = ClassificationReport.Of(["N", "V"], [0, 0, 0, 1, 1], [0, 0, 1, 1, 1]);
        var frame = report.ToDataFrame();
        Assert.Equal(["N", "V"], Texts(frame, "Class"));
        Assert.Equal([1.0, 2 / 3.0], Values(frame, "Precision"));
        Assert.Equal([2 / 3.0, 1.0], Values(frame, "Recall"));
        Assert.Equal([0.8, 0.8], Values(frame, "F1"));
        Assert.Equal([3L, 2L], Values(frame, "Support"));
        var confusion = report.ToConfusionDataFrame();
        Assert.Equal("Class,N,V", Names(confusion));
        Assert.Equal([2L, 0L], Values(confusion, "N"));
        Assert.Equal([1L, 2L], Values(confusion, "V"));
    }

    [Fact]
    public void ResultsStandSideBySide()
    {
        var beats = new BeatTable(["N", "V"], [0, 1], ["a", "b"], ["p", "q"]);
        var report = ClassificationReport.Of(["N", "V"], [0, 1], [0, 0]);
        var result = new ProtocolResult("V2", "unique", 7, report, LeakageAudit.Of(beats, new BeatSplit("unique", 7, [0], [1])));
        var frame = new[] { result, result with { Seed = 8 } }.ToDataFrame();
        Assert.Equal("Model,Protocol,Seed,Beats,Accuracy,MacroF1,F1(N),F1(V),CopiedBeats,EqualBeats,SharedPatients", Names(frame));
        Assert.Equal([7, 8], Values(frame, "Seed"));
        Assert.Equal([0.5, 0.5], Values(frame, "Accuracy"));
        Assert.Equal(2, frame["EqualBeats"].NullCount);
        Assert.Equal([0, 0], Values(frame, "SharedPatients"));
        var other = result with { Report = ClassificationReport.Of(["N", "S"], [0], [0]) };
        Assert.Contains("N S", Assert.Throws<ArgumentException>(() => new[] { result, other }.ToDataFrame()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AComparisonIsARowARecord()
    {
        Annotation[] reference = [new(1000, AnnotationCode.Normal), new(1300, AnnotationCode.PrematureVentricular), new(1600, AnnotationCode.Normal), new(1900, AnnotationCode.Normal)];
        Annotation[] test = [new(1003, AnnotationCode.Normal), new(1300, AnnotationCode.PrematureVentricular), new(1750, AnnotationCode.Normal), new(1900, AnnotationCode.Normal)];
        var options = new ComparisonOptions { SamplingFrequency = 360, Start = TimeSpan.Zero };
        var comparison = RecordComparison.Compare("a", reference, test, options);
        var frame = new[] { comparison }.ToDataFrame();
        Assert.Equal(["a"], Texts(frame, "Record"));
        Assert.Equal(comparison.Beats.Matrix.QrsSensitivity.Value, frame["QRSSe"][0]);
        Assert.Equal(0.75, frame["QRSSe"][0]);
        Assert.Equal(1.0, frame["VEBSe"][0]);

        // No supraventricular beat, no couplet: nothing to divide by.
        Assert.Null(frame["SVEBSe"][0]);
        Assert.Null(frame["VCoupletSe"][0]);
        Assert.Equal(comparison.Beats.RrErrorMilliseconds, frame["RRError"][0]);

        var matrix = comparison.Beats.Matrix.ToDataFrame();
        Assert.Equal("Reference,N,S,V,F,Q,O,X", Names(matrix));
        Assert.Equal(1L, matrix["V"][2]);
        var pairs = BeatComparison.Pairs(reference, test, options).ToDataFrame();
        Assert.Equal(5, pairs.Rows.Count);
        Assert.Equal("Reference,Test,ReferenceSample,TestSample", Names(pairs));
        Assert.Contains("O", Texts(pairs, "Test"));
    }

    private static string Names(DataFrame frame) => string.Join(",", frame.Columns.Select(column => column.Name));

    private static IEnumerable<string?> Texts(DataFrame frame, string column) => Values(frame, column).Select(value => (string?)value);

    private static IEnumerable<object?> Values(DataFrame frame, string column) => Enumerable.Range(0, (int)frame.Rows.Count).Select(row => frame[column][row]);

    private string Record(string name, int seed)
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = seed, Seed = seed, Seconds = 30, VentricularPrematureShare = 0.1 });
        var path = Path.Combine(_folder, name);
        var header = new WfdbHeader
        {
            RecordName = name,
            StatedSamplingFrequency = 360,
            Signals = [new WfdbSignal { FileName = name + ".dat", Format = 16, StatedGain = 200, StatedUnits = "mV", StatedDescription = "MLII" }],
        };
        WfdbRecordWriter.Write(_folder, header, [[.. ecg.Leads[0].Select(value => (int)Math.Round(value * 200))]]);

        // One more, too near the start for a whole window.
        new AnnotationFile([new(20, AnnotationCode.Normal), .. ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))]).Write(path + ".atr");
        return path;
    }
}
