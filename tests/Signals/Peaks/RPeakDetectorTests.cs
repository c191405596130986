namespace ArrhythmiaVision.Signals.Tests;

public class RPeakDetectorTests
{
    private static SyntheticRecord Make(double rate, Conduction conduction = Conduction.Normal, int patient = 3, double seconds = 120, double noise = 0.02) =>
        SyntheticEcg.Generate(new SyntheticEcgOptions
        {
            Patient = patient, Seed = 1, Seconds = seconds, SamplingRate = rate, Conduction = conduction, Noise = noise,
            AtrialPrematureShare = 0.08, VentricularPrematureShare = 0.08,
        });

    /// <summary>Every beat has one peak and every peak a beat, no farther apart than the tolerance; beats in a part left out, or within
    /// 200 ms of either end, may be found or not.</summary>
    private static void AssertFound(IReadOnlyList<SyntheticBeat> beats, long[] peaks, double rate, int length, double toleranceSeconds, Func<long, bool>? leftOut = null)
    {
        var edge = 0.2 * rate;
        bool Open(long sample) => sample < edge || sample >= length - edge || leftOut?.Invoke(sample) == true;
        var tolerance = toleranceSeconds * rate;
        var missed = beats.Where(b => !Open(b.Sample) && !peaks.Any(p => Math.Abs(p - b.Sample) <= tolerance)).Select(b => $"{b.Symbol} at {b.Sample / rate:F2} s");
        var invented = peaks.Where(p => !Open(p) && !beats.Any(b => Math.Abs(p - b.Sample) <= tolerance)).Select(p => $"{p / rate:F2} s");
        Assert.Empty(missed);
        Assert.Empty(invented);
        Assert.Equal(peaks.Distinct().Order(), peaks);
        Assert.All(peaks, p => Assert.InRange(p, 0, length - 1));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(128)]
    [InlineData(222.5)]
    [InlineData(250)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public void AllFiveKindsOfBeatsAreFoundAtAnyRate(double rate)
    {
        var kinds = new HashSet<char>();
        foreach (var conduction in Enum.GetValues<Conduction>())
        {
            var record = Make(rate, conduction);
            // The wide complexes of bundle branch blocks have two humps, either of which may be the higher one.
            kinds.UnionWith(record.Beats.Select(b => b.Symbol));
            AssertFound(record.Beats, RPeakDetector.Detect(record.Leads[0], rate), rate, record.Leads[0].Length, conduction == Conduction.Normal ? 0.05 : 0.1);
        }
        Assert.Equal("ALNRV", string.Concat(kinds.Order()));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void NoiseHidesNoBeatAndMakesNone(double noise)
    {
        for (var patient = 1; patient <= 5; patient++)
        {
            var record = Make(360, patient: patient, noise: noise);
            AssertFound(record.Beats, RPeakDetector.Detect(record.Leads[0], 360), 360, record.Leads[0].Length, 0.06);
        }
    }

    [Fact]
    public void TheTimeIsThatOfTheRPeak()
    {
        var record = Make(1000, noise: 0);
        var peaks = RPeakDetector.Detect(record.Leads[0], 1000);
        var errors = record.Beats.Where(b => b.Symbol == 'N' && b.Sample > 500).Select(b => peaks.Min(p => Math.Abs(p - b.Sample))).Order().ToList();
        Assert.InRange(errors[errors.Count / 2], 0, 2);
        Assert.InRange(errors[^1], 0, 8);
    }

    [Fact]
    public void TurnedUpsideDownTheSamePeaksAreFound()
    {
        var signal = Make(250).Leads[0];
        Assert.Equal(RPeakDetector.Detect(signal, 250), RPeakDetector.Detect(signal.Select(v => -v).ToArray(), 250));
    }

    [Fact]
    public void AChangeOfPolarityLosesNoBeat()
    {
        var record = Make(360);
        var signal = record.Leads[0];
        var change = signal.Length / 2;
        for (var i = change; i < signal.Length; i++) signal[i] = -signal[i];
        AssertFound(record.Beats, RPeakDetector.Detect(signal, 360), 360, signal.Length, 0.06, sample => Math.Abs(sample - change) < 36);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(4f)]
    public void AChangeOfSizeIsFollowed(float factor)
    {
        var record = Make(360);
        var signal = record.Leads[0];
        var change = signal.Length / 2;
        for (var i = change; i < signal.Length; i++) signal[i] *= factor;

        // It may take some seconds: the known size falls only after a pause, and rises with the median of eight beats.
        AssertFound(record.Beats, RPeakDetector.Detect(signal, 360), 360, signal.Length, 0.06, sample => sample >= change - 360 && sample < change + 8 * 360);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-3e38f)]
    public void MissingSamplesMakeNoPeakAndHideNoneBesides(float missing)
    {
        var record = Make(360);
        var signal = record.Leads[0];
        (int Start, int Length)[] gaps = [(0, 700), (5000, 3), (9000, 60), (15000, 360), (24000, 3600)];
        foreach (var (start, length) in gaps) signal.AsSpan(start, length).Fill(missing);
        var peaks = RPeakDetector.Detect(signal, 360);
        Assert.DoesNotContain(peaks, p => gaps.Any(g => p >= g.Start && p < g.Start + g.Length));

        // Of a complex half in a gap there may be enough left or not.
        AssertFound(record.Beats, peaks, 360, signal.Length, 0.06, sample => gaps.Any(g => sample > g.Start - 54 && sample < g.Start + g.Length + 54));
    }

    [Fact]
    public void ALevelThatJumpsInAGapMakesNoPeak()
    {
        var record = Make(360);
        var signal = record.Leads[0];
        signal.AsSpan(20000, 30).Fill(float.NaN);
        for (var i = 20030; i < signal.Length; i++) signal[i] += 50;
        AssertFound(record.Beats, RPeakDetector.Detect(signal, 360), 360, signal.Length, 0.06, sample => sample > 19950 && sample < 20080);
    }

    [Fact]
    public void AFlatStretchHasNoPeaks()
    {
        var record = Make(360);
        var signal = record.Leads[0];
        signal.AsSpan(15000, 7200).Fill(signal[14999]);
        signal.AsSpan(22200, 1).Fill(signal[22200]);
        var peaks = RPeakDetector.Detect(signal, 360);
        Assert.DoesNotContain(peaks, p => p is > 15036 and < 22164);
        AssertFound(record.Beats, peaks, 360, signal.Length, 0.06, sample => sample is > 14900 and < 22200 + 360);
    }

    [Theory]
    [InlineData(250, 1)]
    [InlineData(360, 1)]
    [InlineData(500, 1)]
    [InlineData(1000, 2)]
    [InlineData(1000, 4)]
    public void PacemakerSpikesAddNoPeakAndMoveHardlyOne(double rate, int spikeSamples)
    {
        // A spike of 5 mV before every second beat, and one every second besides, wherever it falls: near a complex it must not move it.
        var record = Make(rate);
        var signal = record.Leads[0];
        var expected = RPeakDetector.Detect(signal, rate);
        var spikes = record.Beats.Where((_, i) => i % 2 == 0).Select(b => b.Sample - (int)(0.16 * rate))
            .Concat(Enumerable.Range(5, 100).Select(s => (int)(s * rate))).Where(s => s >= 0);
        foreach (var spike in spikes)
        {
            for (var i = 0; i < spikeSamples; i++) signal[spike + i] = 5;
        }
        var peaks = RPeakDetector.Detect(signal, rate);
        Assert.Equal(expected.Length, peaks.Length);

        // What a spike in the middle of a wave leaves of it may tip a close decision between two waves once.
        Assert.InRange(expected.Zip(peaks).Count(pair => Math.Abs(pair.First - pair.Second) > 0.02 * rate), 0, 1);
    }

    [Fact]
    public void WhereThereIsNothingNothingIsFound()
    {
        Assert.Empty(RPeakDetector.Detect([], 360));
        Assert.Empty(RPeakDetector.Detect([1f], 360));
        Assert.Empty(RPeakDetector.Detect(new float[20000], 360));
        Assert.Empty(RPeakDetector.Detect(Enumerable.Repeat(-7.5f, 20000).ToArray(), 360));
        Assert.Empty(RPeakDetector.Detect(Enumerable.Repeat(float.NaN, 20000).ToArray(), 360));
        Assert.Empty(RPeakDetector.Detect(Enumerable.Range(0, 20000).Select(i => i * 0.001f).ToArray(), 360));
    }

    [Fact]
    public void AShortRecordIsSearchedToo()
    {
        var record = Make(360, seconds: 2.5);
        AssertFound(record.Beats, RPeakDetector.Detect(record.Leads[0], 360), 360, record.Leads[0].Length, 0.06);
        Assert.NotEmpty(RPeakDetector.Detect(record.Leads[0], 360));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-360)]
    [InlineData(99.9)]
    [InlineData(1000.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void OtherRatesAreRefused(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>("samplingRate", () => RPeakDetector.Detect(new float[10], rate));
        Assert.Throws<ArgumentOutOfRangeException>("samplingRate", () => new StreamingRPeakDetector(rate));
    }
}
