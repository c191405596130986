using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Analyses that are cancelled, given up, or fail: they end, and soon.</summary>
public class BrokenOffTests
{
    private const int Block = 1 << 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Threads => [1, 2, 8];

    [Theory]
    [MemberData(nameof(Threads))]
    public void NothingIsReadOnceItIsCancelled(int threads)
    {
        using var cancel = new CancellationTokenSource();
        var source = new Endless { AtBlock = 200, Then = cancel.Cancel };
        Assert.ThrowsAny<OperationCanceledException>(() => Analyze(source, threads, (in AnalyzedBeat _) => { }, cancel.Token));
        Assert.Equal(200, source.Blocks);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void WhoNoLongerWantsBeatsIsNotMadeToReadTheRest(int threads)
    {
        // Behind its beats the record is flat without end: the next batch would never be full.
        var source = new Endless();
        Assert.Throws<NotSupportedException>(() => Analyze(source, threads, (in AnalyzedBeat _) => throw new NotSupportedException(), Token));
        Assert.True(source.Blocks < Endless.Most);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task WhoLeavesTheEnumerationIsNotMadeToReadTheRest(int threads)
    {
        var source = new Endless();
        await foreach (var _ in new RecordAnalyzer(Models.V2, Options(threads)).AnalyzeAsync(source, new DetectedRPeaks(360), cancellationToken: Token)) break;
        Assert.True(source.Blocks < Endless.Most);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void ABatchThatCannotBeScoredEndsTheAnalysis(int threads)
    {
        // No options that pass the checks let the network refuse a beat, so these go past them.
        var options = Options(threads);
        var cutter = new RecordCutter(Made.Ecg(120).Source, new DetectedRPeaks(360), BeatWindow.Default, options);
        using var run = new AnalysisRun(cutter, Models.V2, options with { Normalization = (NormalizationMethod)99 }, Token);
        Assert.Throws<ArgumentOutOfRangeException>(run.Next);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void BeatsBeforeDamageComeOutFirst(int threads)
    {
        var source = new Endless { AtBlock = 150, Then = () => throw new InvalidDataException("damaged") };
        long beats = 0;
        Assert.Throws<InvalidDataException>(() => Analyze(source, threads, (in AnalyzedBeat _) => beats++, Token));
        Assert.Equal(0, beats % BeatBatch.UsualCapacity);
        Assert.True(beats > 0);
    }

    private static AnalysisOptions Options(int threads) => new() { Threads = threads, BlockSamples = Block };

    private static AnalysisSummary Analyze(Endless source, int threads, BeatVisitor visitor, CancellationToken cancellation) =>
        new RecordAnalyzer(Models.V2, Options(threads)).Analyze(source, new DetectedRPeaks(360), visitor, cancellationToken: cancellation);

    /// <summary>Ten minutes of ECG, then a flat line that ends in an error long after anybody should have stopped reading.</summary>
    private sealed class Endless : ISampleSource
    {
        public const int Most = 20_000;

        private static readonly float[] s_ecg = Made.Ecg(600).Signal;

        public int? AtBlock { get; init; }

        public Action? Then { get; init; }

        public int Blocks { get; private set; }

        public double SamplingRate => 360;

        public long? Length => null;

        public int Read(Span<float> destination)
        {
            var start = (long)Blocks * Block;
            if (++Blocks >= Most) throw new InvalidOperationException("read on");
            if (Blocks == AtBlock) Then!();
            destination.Clear();
            if (start < s_ecg.Length) s_ecg.AsSpan((int)start, (int)Math.Min(destination.Length, s_ecg.Length - start)).CopyTo(destination);
            return destination.Length;
        }
    }
}
