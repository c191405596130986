using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

public class DetectedRPeaksTests
{
    [Theory]
    [InlineData(360)]
    [InlineData(250)]
    public void BeatsAreThoseAtTheDetectorsPeaks(double rate)
    {
        var made = Made.Ecg(300, rate, gaps: 3);
        var peaks = RPeakDetector.Detect(made.Signal, rate).Select(sample => new RPeak(sample)).ToArray();
        Assert.True(peaks.Length > 250);
        var expected = WholeRecord.Analyze(Models.V2, made.Signal, rate, peaks);
        foreach (var (block, threads) in new[] { (100, 1), (1 << 14, 2), (1 << 20, 2) })
            Assert.Equal(expected, made.Analyze(new AnalysisOptions { BlockSamples = block, Threads = threads }, new DetectedRPeaks(rate), out _));
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(64)]
    public void AtRatesTheDetectorDoesNotTakeTheLeadIsResampled(double rate)
    {
        var made = Made.Ecg(120, rate);
        var found = made.Analyze(new AnalysisOptions { BlockSamples = 1000 }, new DetectedRPeaks(rate), out var summary);
        var near = made.Peaks.Count(peak => found.Any(beat => Math.Abs(beat.Sample - peak.Sample) < 0.05 * rate));
        Assert.True(near > 0.95 * made.Peaks.Count, FormattableString.Invariant($"{near} of {made.Peaks.Count} beats, {found.Count} found"));
        Assert.True(found.Count < 1.05 * made.Peaks.Count);
        Assert.Equal(found.Count, summary.Beats);
    }

    [Fact]
    public void NobodySaidAnythingOfAFoundBeat()
    {
        var made = Made.Ecg(30);
        var symbols = new List<string?>();
        new RecordAnalyzer(Models.V2).Analyze(made.Source, new DetectedRPeaks(made.Rate), (in AnalyzedBeat beat) => symbols.Add(beat.GivenSymbol), cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEmpty(symbols);
        Assert.All(symbols, Assert.Null);
    }
}
