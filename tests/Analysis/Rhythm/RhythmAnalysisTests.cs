using ArrhythmiaVision.Recordings;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Analysis.Tests;

public class RhythmAnalysisTests
{
    /// <summary>Beats a second apart, one for each letter; '-' for a beat of no class.</summary>
    private static RhythmBeat[] Beats(string classes, double interval = 1) =>
        [.. classes.Select((letter, i) => new RhythmBeat((i + 1) * interval, letter == '-' ? AamiClass.None : Enum.Parse<AamiClass>(letter.ToString())))];

    private static RhythmAnalysis Of(string classes, double interval = 1) => new(Beats(classes, interval), (classes.Length + 1) * interval);

    private static int Count(RhythmAnalysis rhythm, EpisodeKind kind, AamiClass @class = AamiClass.V) => rhythm.Episodes.Count(episode => episode.Kind == kind && episode.Class == @class);

    [Theory]
    [InlineData("NVN", 1, 0, 0)]
    [InlineData("NVVN", 0, 1, 0)]
    [InlineData("NVVVN", 0, 0, 1)]
    [InlineData("VVNVVVVNV", 1, 1, 1)]
    [InlineData("NVFVN", 2, 0, 0)]
    [InlineData("NV-VVN", 1, 1, 0)]
    [InlineData("NSSSN", 0, 0, 0)]
    public void TwoInARowAreACoupletAndThreeARun(string classes, int isolated, int couplets, int runs)
    {
        var rhythm = Of(classes);
        Assert.Equal((isolated, couplets, runs), (Count(rhythm, EpisodeKind.Isolated), Count(rhythm, EpisodeKind.Couplet), Count(rhythm, EpisodeKind.Run)));
    }

    [Fact]
    public void ARunHasItsTimesAndItsRate()
    {
        // Four beats half a second apart, the second to the fifth: 3 intervals in 1.5 s.
        var run = Of("NVVVVN", 0.5).Episodes.Single();
        Assert.Equal((EpisodeKind.Run, 1, 4, 4), (run.Kind, run.FirstBeat, run.LastBeat, run.Ectopics));
        Assert.Equal((1.0, 2.5), (run.Start, run.End));
        Assert.Equal(120, run.Rate, 9);
    }

    [Theory]
    [InlineData("NVNVNV", 1, 0)]
    [InlineData("NVNVN", 0, 0)]
    [InlineData("VNVNVNVNNNNVNVNV", 2, 0)]
    [InlineData("NVNNVNNVN", 0, 1)]
    [InlineData("NVSVNV", 0, 0)]
    [InlineData("NVNVVNVNV", 0, 0)]
    [InlineData("NVN-NVNV", 0, 0)]
    public void EverySecondBeatIsBigeminyAndEveryThirdTrigeminy(string classes, int bigeminies, int trigeminies)
    {
        var rhythm = Of(classes);
        Assert.Equal((bigeminies, trigeminies), (Count(rhythm, EpisodeKind.Bigeminy), Count(rhythm, EpisodeKind.Trigeminy)));
    }

    [Fact]
    public void WhatCannotBeReadPartsRunsAndIsNoPause()
    {
        // Beats at 1, 2, 3 and 8 s; nothing can be read from 4 to 7 s.
        RhythmBeat[] beats = [new(1, AamiClass.V), new(2, AamiClass.V), new(3, AamiClass.V), new(8, AamiClass.V)];
        var read = new RhythmAnalysis(beats, 10);
        Assert.Equal(5, read.Pauses.Single().Seconds);
        Assert.Equal(4, read.Episodes.Single().Ectopics);

        var unread = new RhythmAnalysis(beats, 10, [new TimeStretch(4, 7)]);
        Assert.Empty(unread.Pauses);
        Assert.Equal([3, 1], unread.Episodes.Select(episode => episode.Ectopics));
        Assert.Equal(60, unread.MeanRate, 9);
        Assert.Equal(1, unread.LongestInterval!.Value.Seconds);
        Assert.Equal(3, unread.Periods(10).Single().UnreadableSeconds);
    }

    [Fact]
    public void RatesAreThoseOfEightIntervalsInARow()
    {
        // Eight intervals of 1 s and then eight of 0.5 s.
        double[] times = [.. Enumerable.Range(0, 9).Select(i => (double)i), .. Enumerable.Range(1, 8).Select(i => 8 + 0.5 * i)];
        var rhythm = new RhythmAnalysis([.. times.Select(time => new RhythmBeat(time, AamiClass.N))], 13);
        Assert.Equal(60 * 16 / 12.0, rhythm.MeanRate, 9);
        Assert.Equal((4, 60), (rhythm.LowestRate!.Value.Time, rhythm.LowestRate.Value.BeatsPerMinute));
        Assert.Equal((10, 120), (rhythm.HighestRate!.Value.Time, rhythm.HighestRate.Value.BeatsPerMinute));

        // The interval that ends at 8 s belongs to the second part.
        var trend = rhythm.Trend(8);
        Assert.Equal((2, 60.0, 13.0), (trend.Count, trend[0].Mean, trend[1].End));
        Assert.Equal(60 * 9 / 5.0, trend[1].Mean, 9);
        Assert.True(double.IsNaN(trend[0].Lowest));
        Assert.Equal((60.0, 120.0), (trend[1].Lowest, trend[1].Highest));
    }

    [Fact]
    public void VariabilityIsThatOfNormalIntervals()
    {
        // NN intervals 0.8, 1.0, 0.8, 0.9, then a V and its intervals, which do not count, then 0.8.
        double[] intervals = [0.8, 1.0, 0.8, 0.9, 0.5, 1.3, 0.8];
        var (time, beats) = (0.0, new List<RhythmBeat> { new(0, AamiClass.N) });
        for (var i = 0; i < intervals.Length; i++) beats.Add(new RhythmBeat(time += intervals[i], i == 4 ? AamiClass.V : AamiClass.N));
        var found = new RhythmAnalysis(beats, 10).Variability;

        // python3 -c "import statistics as s; print(s.stdev([.8,1,.8,.9,.8]))"; differences 0.2, -0.2, 0.1; sums 1.8, 1.8, 1.7
        Assert.Equal(5, found.Intervals);
        Assert.Equal(0.86, found.Mean, 9);
        Assert.Equal(0.0894427191, found.Sdnn, 9);
        Assert.Equal(Math.Sqrt((0.04 + 0.04 + 0.01) / 3), found.Rmssd, 9);
        Assert.Equal(1, found.Pnn50, 9);
        Assert.Equal(0.2081665999 / Math.Sqrt(2), found.Sd1, 9);
        Assert.Equal(0.0577350269 / Math.Sqrt(2), found.Sd2, 9);
    }

    [Fact]
    public void APeriodCountsWhatIsInIt()
    {
        var rhythm = Of("NVNVVNSNVVVNN-");
        var periods = rhythm.Periods(8);
        Assert.Equal([7, 7], periods.Select(period => period.Beats));
        Assert.Equal((3, 1, 0, 1), (periods[0].Ventricular, periods[0].VentricularCouplets, periods[0].VentricularRuns, periods[0].Supraventricular));
        Assert.Equal((3, 0, 1, 1), (periods[1].Ventricular, periods[1].VentricularCouplets, periods[1].VentricularRuns, periods[1].Unclassified));
    }

    [Fact]
    public void NothingGivesNothing()
    {
        var rhythm = new RhythmAnalysis([], 0);
        Assert.True(double.IsNaN(rhythm.MeanRate));
        Assert.Null(rhythm.LowestRate);
        Assert.Null(rhythm.LongestInterval);
        Assert.Empty(rhythm.Trend(10));
        Assert.Empty(new RhythmAnalysis([new(1, AamiClass.N)], 2).Intervals);
    }

    [Fact]
    public void BeatsOutOfOrderAreRefused()
    {
        Assert.Contains("Beat 1", Assert.Throws<ArgumentException>(() => new RhythmAnalysis([new(2, AamiClass.N), new(2, AamiClass.N)], 3)).Message);
        Assert.Contains("Stretch 1", Assert.Throws<ArgumentException>(() => new RhythmAnalysis([], 9, [new(1, 3), new(2, 4)])).Message);
    }

    [Fact]
    public void EveryEctopicBeatIsInOneEpisodeAndPeriodsAddUp() => Prop.ForAll(
        Gen.Elements("NNNVSF-".ToCharArray()).ArrayOf().Where(letters => letters.Length < 200).ToArbitrary(),
        letters =>
        {
            var rhythm = Of(new string(letters), 0.7);
            int Sum(AamiClass @class) => rhythm.Episodes.Where(episode => episode.Class == @class && episode.Kind is EpisodeKind.Isolated or EpisodeKind.Couplet or EpisodeKind.Run).Where(episode => episode.Class == @class).Sum(episode => episode.Ectopics);
            Assert.Equal(letters.Count(letter => letter == 'V'), Sum(AamiClass.V));
            Assert.Equal(letters.Count(letter => letter == 'S'), Sum(AamiClass.S));
            foreach (var seconds in (double[])[5, 33, 1000])
            {
                var periods = rhythm.Periods(seconds);
                Assert.Equal(letters.Length, periods.Sum(period => period.Beats));
                Assert.Equal(rhythm.Count(AamiClass.V), periods.Sum(period => period.Ventricular));
                Assert.Equal(rhythm.Count(AamiClass.None), periods.Sum(period => period.Unclassified));
            }
            Assert.Equal(rhythm.Intervals.Count, rhythm.Histogram(0.05, 20).Sum());
            return true;
        }).Holds();
}
