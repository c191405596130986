namespace ArrhythmiaVision.Signals.Tests;

public class PromptRPeaksTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(128)]
    [InlineData(250)]
    [InlineData(360)]
    [InlineData(1000)]
    public void PeaksComeWithinSixTenthsOfASecondAndAreThoseOfTheThoroughSearch(double rate)
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Seconds = 60, SamplingRate = rate, VentricularPrematureShare = 0.1, AtrialPrematureShare = 0.05 });
        var signal = ecg.Leads[0];
        var detector = new StreamingRPeakDetector(rate, RPeakTiming.Prompt);
        Assert.True(detector.Delay <= 0.6 * rate, $"{detector.Delay} samples at {rate}");
        var places = new long[detector.MaxPeaks(1)];
        var found = new List<long>();
        for (var i = 0; i < signal.Length; i++)
        {
            foreach (var peak in places.AsSpan(0, detector.Push([signal[i]], places)))
            {
                if (peak > 4 * rate) Assert.True(i - peak <= detector.Delay);
                found.Add(peak);
            }
        }
        found.AddRange(places.AsSpan(0, detector.Flush(places)));
        Assert.Equal(RPeakDetector.Detect(signal, rate, RPeakTiming.Prompt), found);

        // On a clean signal what comes later tells nothing new.
        Assert.Equal(RPeakDetector.Detect(signal, rate), found);
    }

    [Fact]
    public void AnUnknownTimingIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingRPeakDetector(360, (RPeakTiming)7));
}
