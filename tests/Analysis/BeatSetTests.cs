using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

public sealed class BeatSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arrhythmia-beats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheSetHoldsTheBeatsThatTheAnalyzerClassifies()
    {
        string[] paths = [Write("a", 1), Write("b", 2)];
        foreach (var (annotator, scope) in ((string?, NormalizationScope)[])[("atr", NormalizationScope.Beat), (null, NormalizationScope.Patient)])
        {
            var set = BeatSet.Read(paths, new BeatSetOptions { Annotator = annotator, NormalizationScope = scope }, cancellationToken: TestContext.Current.CancellationToken);
            var beats = new List<(string Record, Result Beat)>();
            var leftOut = 0;
            foreach (var path in paths)
            {
                using var record = WfdbRecord.Open(path);
                new RecordAnalyzer(Models.V2WithContext, new AnalysisOptions { NormalizationScope = scope }).Analyze(record, (in AnalyzedBeat beat) =>
                {
                    if (beat.IsClassified) beats.Add((record.Name, Result.Of(beat)));
                    else leftOut++;
                }, annotator, cancellationToken: TestContext.Current.CancellationToken);
            }

            Assert.Equal((beats.Count, leftOut), (set.Count, set.LeftOut));
            Assert.Equal(beats.Select(b => b.Record), set.Records);
            Assert.Equal(beats.Select(b => b.Beat.Sample), set.SampleNumbers);
            Assert.Equal(beats.Select(b => b.Beat.Code), set.Codes);
            Assert.Equal(beats.Select(b => b.Beat.Rr), set.Rr);

            // Scored as a set, any beats in any order, they come out as they do one by one.
            int[] some = [.. Enumerable.Range(0, set.Count).Reverse().Where(i => i % 3 != 0), 4, 4];
            var probabilities = new float[some.Length * 5];
            Models.V2WithContext.Score(set.SamplesOf(some), set.ContextOf(some, Models.V2WithContext.ContextNames)!.Values, probabilities);
            for (var i = 0; i < some.Length; i++)
                Assert.Equal(beats[some[i]].Beat.Probabilities, Result.Bits(probabilities.AsSpan(i * 5, 5)));
        }
    }

    [Fact]
    public void ProgressAndCancellationAreHeard()
    {
        string[] paths = [Write("a", 1), Write("b", 2)];
        using var source = new CancellationTokenSource();
        var read = new List<int>();
        Assert.Throws<OperationCanceledException>(() => BeatSet.Read(paths, progress: new Listener(count =>
        {
            read.Add(count);
            source.Cancel();
        }), cancellationToken: source.Token));
        Assert.Equal([1], read);
        Assert.Throws<FileNotFoundException>(() => BeatSet.Read([Path.Combine(_folder, "c")], cancellationToken: TestContext.Current.CancellationToken));
    }

    private string Write(string name, int seed)
    {
        var made = Made.Ecg(60, seed: seed);
        var path = Path.Combine(_folder, name);
        var header = new WfdbHeader
        {
            RecordName = name,
            StatedSamplingFrequency = made.Rate,
            Signals = [new WfdbSignal { FileName = name + ".dat", Format = 16, StatedGain = 200, StatedUnits = "mV", StatedDescription = "MLII" }],
        };
        WfdbRecordWriter.Write(_folder, header, [[.. made.Signal.Select(v => (int)Math.Round(v * 200))]]);
        new AnnotationFile(made.Annotations).Write(path + ".atr");
        return path;
    }

    private sealed class Listener(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
