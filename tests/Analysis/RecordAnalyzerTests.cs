using System.Runtime.InteropServices;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Analysis.Tests;

public class RecordAnalyzerTests
{
    private static readonly Gen<(double Seconds, double Rate, int Gaps, int Seed, AnalysisOptions Options)> s_cases =
        from seconds in Gen.Elements(0.5, 3, 40, 200)
        from rate in Gen.Elements(360.0, 360, 250, 500, 128, 257)
        from gaps in Gen.Elements(0, 0, 4)
        from seed in Gen.Choose(1, 1000)
        from block in Gen.Elements(1, 77, 1000, 1 << 14, 1 << 20)
        from threads in Gen.Choose(1, 3)
        from method in Gen.Elements(Enum.GetValues<NormalizationMethod>())
        from scope in Gen.Elements(Enum.GetValues<NormalizationScope>())
        from levels in Gen.Elements(0, 1, 5)
        select (seconds, rate, gaps, seed, new AnalysisOptions
        {
            BlockSamples = block, Threads = threads, Normalization = method, NormalizationScope = scope,
            Denoising = levels == 0 ? null : new WaveletDenoiserOptions { Levels = levels },
        });

    [Fact]
    public void BeatsAreThoseOfTheWholeRecordBitForBit() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var made = Made.Ecg(c.Seconds, c.Rate, c.Gaps, c.Seed);
            var model = c.Seed % 2 == 0 ? Models.V2 : Models.V2WithContext;
            var expected = WholeRecord.Analyze(model, made.Signal, made.Rate, made.Peaks, c.Options);
            return expected.SequenceEqual(made.Analyze(c.Options, made.PeakSource, out _, model));
        }).Holds(cases: 40);

    [Fact]
    public void NeitherThreadsNorBlocksChangeAnything()
    {
        var made = Made.Ecg(600, gaps: 5);
        var expected = made.Analyze(new AnalysisOptions { Threads = 1 });
        Assert.True(expected.Count > 500);
        Assert.True(expected.Select(r => r.Class).Distinct().Count() > 1);
        foreach (var threads in (int[])[1, 2, 4])
        {
            foreach (var block in (int[])[100, 4096, 300_000])
                Assert.Equal(expected, made.Analyze(new AnalysisOptions { Threads = threads, BlockSamples = block }));
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(250)]
    public void PWavesThatAreNotConductedAreSeenFromBlockToBlock(double rate)
    {
        var made = Made.Blocked(200, rate);
        var expected = WholeRecord.Analyze(Models.V2WithContext, made.Signal, rate, made.Peaks);
        foreach (var block in (int[])[50, 4096, 300_000])
            Assert.Equal(expected, made.Analyze(new AnalysisOptions { BlockSamples = block }, made.PeakSource, out _, Models.V2WithContext));

        // A third of the last intervals hold two atrial cycles.
        var cycles = new List<double>();
        var place = Models.V2WithContext.ContextNames.ToList().IndexOf(ContextMeasures.RrAtrial[0]);
        new RecordAnalyzer(Models.V2WithContext).Analyze(made.Source, made.PeakSource, (in AnalyzedBeat beat) =>
        {
            if (beat.Status == BeatWindowStatus.Complete && beat.Rr.RatioToMean > 0) cycles.Add(Math.Exp(beat.Context.Span[place] / 3) / beat.Rr.RatioToMean);
        }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, cycles[10], 1e-5);
        Assert.InRange(cycles[^1], 1.2, 1.34);
    }

    [Fact]
    public void BeatsNoClassOfWhichIsProbableEnoughArePutIntoNone()
    {
        var made = Made.Ecg(120);
        var all = made.Analyze();
        float[] surest = [.. all.Where(r => r.Class >= 0).Select(Surest)];
        var threshold = surest.Order().ElementAt(surest.Length / 2);
        var results = made.Analyze(new AnalysisOptions { RejectBelow = [threshold] }, made.PeakSource, out var summary);
        Assert.Equal(surest.Count(p => p < threshold), summary.Rejected);
        Assert.Equal(all.Select(r => r.Class >= 0 && Surest(r) >= threshold ? r.Class : -1), results.Select(r => r.Class));
        Assert.Equal(all.Select(r => r.Probabilities), results.Select(r => r.Probabilities));
        Assert.Equal(summary.Beats, summary.Classified + summary.NotClassified);
        Assert.Equal(summary.Classified, summary.BeatsPerClass.Sum());

        // A class's own limit is for it alone.
        double[] limits = [.. Models.V2.Classes.Select((_, c) => c == 0 ? 1.0 : 0)];
        Assert.Equal(all.Select(r => r.Class == 0 && Surest(r) < 1 ? -1 : r.Class), made.Analyze(new AnalysisOptions { RejectBelow = limits }, made.PeakSource, out _).Select(r => r.Class));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { RejectBelow = [double.NaN] }));
        Assert.Equal(("0.8", "N 0.891, S 0.5"), (RejectLimits.Describe([0.8], ["N", "S"]), RejectLimits.Describe([0.8912, 0.5], ["N", "S"])));
        Assert.Contains("each of the model's 5", Assert.Throws<ArgumentException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { RejectBelow = [0.5, 0.5] })).Message, StringComparison.Ordinal);

        static float Surest(Result result) => MemoryMarshal.Cast<byte, float>(Convert.FromHexString(result.Probabilities)).ToArray().Max();
    }

    [Fact]
    public void BeatsAreBroughtToTheScaleOfTheModelsCardUnlessAnotherIsGiven()
    {
        var made = Made.Ecg(60);
        var model = PretrainedModels.Load("v1-rr-ds1");
        var given = new AnalysisOptions { Normalization = NormalizationMethod.ZScore, NormalizationScope = NormalizationScope.Patient };
        var byCard = made.Analyze(null, made.PeakSource, out _, model);
        Assert.Equal(made.Analyze(given, made.PeakSource, out _, model), byCard);
        Assert.NotEqual(made.Analyze(given with { NormalizationScope = NormalizationScope.Beat }, made.PeakSource, out _, model), byCard);
        Assert.Equal(made.Analyze(given with { NormalizationScope = NormalizationScope.Beat }, made.PeakSource, out _, model), made.Analyze(null, made.PeakSource, out _, model.WithCard(null)));
        Assert.Equal(given, new RecordAnalyzer(model).Options);
        Assert.Equal(given, new LiveBeatClassifier(model, 360).Options);

        var later = model.WithCard(model.Card! with { NormalizationScope = "Ward" });
        Assert.Contains("'Ward'", Assert.Throws<ArgumentException>(() => { _ = new RecordAnalyzer(later); }).Message, StringComparison.Ordinal);
        Assert.Equal(byCard, made.Analyze(given, made.PeakSource, out _, later));
    }

    [Fact]
    public void WhatTheNetworkWasGivenGivesTheSameProbabilitiesAgain()
    {
        var made = Made.Ecg(60);
        var scored = 0;
        new RecordAnalyzer(Models.V2WithContext).Analyze(made.Source, made.PeakSource, (in AnalyzedBeat beat) =>
        {
            Assert.Equal(beat.Status == BeatWindowStatus.Complete, !beat.Normalized.IsEmpty);
            if (beat.Normalized.IsEmpty) return;
            var again = new float[5];
            Models.V2WithContext.Score(beat.Normalized.Span, beat.Context.Span, again);
            Assert.Equal(beat.Probabilities.ToArray(), again);
            scored++;
        }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(scored > 40);
    }

    [Fact]
    public void WhatCannotBeClassifiedIsCountedAndComesOut()
    {
        var made = Made.Ecg(60);
        var whole = made.Peaks;
        made.Signal.AsSpan((int)whole[10].Sample, 3).Fill(float.NaN);
        var results = made.Analyze(null, made.PeakSource, out var summary);

        Assert.Equal(whole.Count, results.Count);
        Assert.Equal(BeatWindowStatus.TooNearStart, results[0].Status);
        Assert.Equal(BeatWindowStatus.TooNearEnd, results[^1].Status);
        Assert.Equal(BeatWindowStatus.MissingSamples, results[10].Status);
        Assert.Equal((-1, ""), (results[10].Class, results[10].Probabilities));
        Assert.Equal(3, summary.MissingSamples);
        Assert.Equal(made.Signal.Length, summary.Samples);
        Assert.Equal(60, summary.Duration.TotalSeconds, 0.01);
        Assert.Equal(results.Count, summary.Beats);
        foreach (var (status, count) in new[] { (BeatWindowStatus.TooNearStart, summary.TooNearStart), (BeatWindowStatus.TooNearEnd, summary.TooNearEnd), (BeatWindowStatus.MissingSamples, summary.WithMissingSamples) })
            Assert.Equal(results.Count(r => r.Status == status), count);
        for (var k = 0; k < summary.Classes.Count; k++) Assert.Equal(results.Count(r => r.Class == k), summary.BeatsPerClass[k]);
        Assert.Equal(summary.Classified, summary.BeatsPerClass.Sum());
    }

    [Fact]
    public void ARecordingWithoutBeatsOrSamplesGivesNone()
    {
        Assert.Empty((Made.Ecg(30) with { Annotations = [] }).Analyze());
        var empty = new Made([], 360, []);
        Assert.Empty(empty.Analyze(null, empty.PeakSource, out var summary));
        Assert.Equal((0, 0), (summary.Samples, summary.Beats));
    }

    [Fact]
    public void PeaksMayComeLate()
    {
        var made = Made.Ecg(60);
        var expected = made.Analyze();
        Assert.Equal(expected, made.Analyze(new AnalysisOptions { BlockSamples = 100 }, new LatePeaks(made.Peaks, 2000, 2000), out _));
        var refusal = Assert.Throws<InvalidOperationException>(() => made.Analyze(new AnalysisOptions { BlockSamples = 100 }, new LatePeaks(made.Peaks, 2000, 500), out _));
        Assert.Contains("LatePeaks", refusal.Message);
    }

    [Fact]
    public void PeaksOutOfOrderAreRefused()
    {
        var made = Made.Ecg(60) with { Annotations = [new Annotation(5000, AnnotationCode.Normal), new Annotation(4000, AnnotationCode.Normal)] };
        foreach (var threads in (int[])[1, 2])
        {
            var refusal = Assert.Throws<InvalidDataException>(() => made.Analyze(new AnalysisOptions { Threads = threads }));
            Assert.Contains("4000", refusal.Message);
        }
    }

    [Fact]
    public void WhatASourceThrowsReachesTheCallerAfterTheBeatsBeforeIt()
    {
        var made = Made.Ecg(300);
        foreach (var threads in (int[])[1, 2])
        {
            var beats = 0;
            var source = new SampleBlocks(Broken(made.Signal, made.Signal.Length - 1), made.Rate);
            Assert.Throws<IOException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = threads, BlockSamples = 1000 })
                .Analyze(source, made.PeakSource, (in AnalyzedBeat _) => beats++, cancellationToken: TestContext.Current.CancellationToken));
            Assert.True(beats > 200);
        }
    }

    [Fact]
    public void WhatAVisitorThrowsEndsTheAnalysis()
    {
        var made = Made.Ecg(300);
        var analyzer = new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = 2 });
        Assert.Throws<TimeoutException>(() => analyzer.Analyze(made.Source, made.PeakSource, (in AnalyzedBeat beat) =>
        {
            if (beat.Index == 70) throw new TimeoutException();
        }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CancellationEndsTheAnalysis(int threads)
    {
        var made = Made.Ecg(300);
        using var stop = new CancellationTokenSource();
        var beats = 0;
        var analyzer = new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = threads });
        Assert.Throws<OperationCanceledException>(() => analyzer.Analyze(made.Source, made.PeakSource, (in AnalyzedBeat _) =>
        {
            if (++beats == 20) stop.Cancel();
        }, cancellationToken: stop.Token));
        Assert.Equal(20, beats);
        Assert.Throws<OperationCanceledException>(() => analyzer.Analyze(made.Source, made.PeakSource, (in AnalyzedBeat _) => beats++, cancellationToken: stop.Token));
        Assert.Equal(20, beats);
    }

    [Fact]
    public async Task BeatsComeAsTheyAreAskedForAndMayBeKept()
    {
        var made = Made.Ecg(200, gaps: 3);
        var expected = made.Analyze();
        var kept = new List<AnalyzedBeat>();
        await foreach (var beat in new RecordAnalyzer(Models.V2).AnalyzeAsync(made.Source, made.PeakSource, cancellationToken: TestContext.Current.CancellationToken)) kept.Add(beat);
        Assert.Equal(expected, kept.Select(beat => Result.Of(beat)));
        Assert.Equal(kept.Select((_, i) => (long)i), kept.Select(beat => beat.Index));
        Assert.All(kept, beat => Assert.Equal(beat.IsClassified ? Models.V2.Classes[beat.ClassIndex] : null, beat.Class));

        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var beat in new RecordAnalyzer(Models.V2).AnalyzeAsync(made.Source, made.PeakSource, cancellationToken: stop.Token))
            {
                if (++seen == 5) await stop.CancelAsync();
            }
        });
        Assert.Equal(5, seen);

        // Leaving early ends the threads too.
        await foreach (var beat in new RecordAnalyzer(Models.V2).AnalyzeAsync(made.Source, made.PeakSource, cancellationToken: TestContext.Current.CancellationToken)) break;
    }

    [Fact]
    public void ProgressGoesToTheEnd()
    {
        var made = Made.Ecg(300);
        var reports = new List<AnalysisProgress>();
        var summary = new RecordAnalyzer(Models.V2).Analyze(made.Source, made.PeakSource, (in AnalyzedBeat _) => { }, new Reports(reports), TestContext.Current.CancellationToken);
        Assert.Equal(new AnalysisProgress(summary.Samples, made.Signal.Length, summary.Beats), reports[^1]);
        Assert.Equal(reports.OrderBy(r => r.Beats), reports);
        Assert.Equal(reports.OrderBy(r => r.Samples), reports);

        reports.Clear();
        new RecordAnalyzer(Models.V2).Analyze(made.Source, new AnnotatedRPeaks([]), (in AnalyzedBeat _) => { }, new Reports(reports), TestContext.Current.CancellationToken);
        Assert.Equal([new AnalysisProgress(made.Signal.Length, made.Signal.Length, 0)], reports);
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new RecordAnalyzer(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { BlockSamples = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { Threads = -1 }));
        Assert.Contains("moon", Assert.Throws<ArgumentException>(() => new RecordAnalyzer(Models.V2WithOtherContext)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RecordAnalyzer(Models.V2, new AnalysisOptions { Denoising = new() { Noise = NoiseEstimation.WholeRecord } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleBlocks(new float[10], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotatedRPeaks([], 0));
    }

    private static IEnumerable<ReadOnlyMemory<float>> Broken(float[] signal, int after)
    {
        yield return signal.AsMemory(0, after);
        throw new IOException("gone");
    }

    private sealed class Reports(List<AnalysisProgress> list) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => list.Add(value);
    }

    private sealed class LatePeaks(IReadOnlyList<RPeak> peaks, int late, int said) : IRPeakSource
    {
        private long _pushed;
        private int _next;

        public long MaxDelay => said;

        public void Push(ReadOnlySpan<float> samples, List<RPeak> found)
        {
            _pushed += samples.Length;
            while (_next < peaks.Count && peaks[_next].Sample < _pushed - late) found.Add(peaks[_next++]);
        }

        public void Flush(List<RPeak> found)
        {
            while (_next < peaks.Count) found.Add(peaks[_next++]);
        }
    }
}
