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

    [Fact]
    public void ExcerptsAreEctopicBeatsAndTheirNeighboursInARhythmOfTheirOwn()
    {
        var set = BeatSet.Read([Write("a", 1), Write("b", 2)], cancellationToken: TestContext.Current.CancellationToken);
        bool IsEctopic(int beat) => set.Codes[beat] == AnnotationCode.PrematureVentricular;
        var fewest = Enumerable.Range(0, set.Count).Where(IsEctopic).GroupBy(beat => set.Records[beat]).Min(record => record.Count());
        Assert.True(fewest > 1);
        var excerpts = set.EctopicExcerpts(IsEctopic, fewest);
        Assert.Equal(["a", "b"], excerpts.Records.Distinct());
        foreach (var record in (string[])["a", "b"])
        {
            int[] all = [.. Enumerable.Range(0, set.Count).Where(beat => set.Records[beat] == record)];
            int[] kept = [.. all.Where(beat => all.Any(other => IsEctopic(other) && Math.Abs(other - beat) <= 1) && set.Rr[beat].Previous > 0)];
            int[] found = [.. Enumerable.Range(0, excerpts.Count).Where(beat => excerpts.Records[beat] == record)];
            Assert.Equal(kept.Select(beat => set.SampleNumbers[beat]), found.Select(beat => excerpts.SampleNumbers[beat]));
            Assert.Equal(kept.Select(beat => set.Codes[beat]), found.Select(beat => excerpts.Codes[beat]));
            Assert.Equal(set.SamplesOf(kept), excerpts.SamplesOf(found));
            Assert.Equal(set.ContextOf(kept, ContextMeasures.Shape)!.Values, excerpts.ContextOf(found, ContextMeasures.Shape)!.Values);

            // Each beat keeps its interval, to the millisecond; what is usual is taken from the last 256 of them, over and over.
            var intervals = kept.Select(beat => (double)set.Rr[beat].Previous).ToArray();
            for (var i = 0; i < kept.Length; i++)
            {
                var rr = excerpts.Rr[found[i]];
                Assert.Equal(intervals[i], rr.Previous, 1e-3);
                Assert.Equal(intervals[(i + 1) % intervals.Length], rr.Next, 1e-3);
                var last = Enumerable.Range(0, 256).Select(back => intervals[(i + (256 * intervals.Length) - back) % intervals.Length]).Order().ToArray();
                Assert.Equal(rr.Previous / ((last[127] + last[128]) / 2), rr.RatioToMedian, 5e-3);
            }
        }

        Assert.Equal(0, set.EctopicExcerpts(IsEctopic, 1000).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.EctopicExcerpts(IsEctopic, 0));
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
