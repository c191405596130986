namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Small slices of what the commands run. Memory is measured, so nothing else may run beside.</summary>
[CollectionDefinition(nameof(EnduranceTests), DisableParallelization = true)]
[Collection(nameof(EnduranceTests))]
public class EnduranceTests
{
    [Theory]
    [InlineData(360, "v2-unique")]
    [InlineData(250, "v1-rr-ds1")]
    [InlineData(1000, "v2-unique")]
    public void EveryDayOfAStreamGivesTheSameBeatsAndNoneComesLate(double rate, string model)
    {
        // A day of a minute and a half.
        var day = new MadeDay(rate, seed: 1, parts: 2, partSeconds: 30, count: 3);
        var figures = LongStream.Run(day, 7, model);
        Assert.All(figures, own => Assert.Equal(0, own.Late));
        Assert.All(figures, own => Assert.InRange(own.Beats.Count, day.Beats.Count - 4, day.Beats.Count + 4));

        // Places alone: what is measured over longer than such a short day may tip a beat that lies between two labels.
        Assert.Equal(Places(figures[4]), Places(figures[5]));
        Assert.All(figures, own => Assert.InRange(own.Against(day).Missed, 0, 2));
        Assert.All(figures, own => Assert.InRange(own.LongestDelay, 0.1, 3));
    }

    [Fact]
    public void EveryDayOfARecordGivesTheSameBeats()
    {
        var day = new MadeDay(250, seed: 1, parts: 2, partSeconds: 30, count: 4);
        var (figures, _) = LongRecord.Classify(day, 4, "v2-unique");
        Assert.Equal(Places(figures[1]), Places(figures[2]));
        Assert.All(figures, own => Assert.InRange(own.Against(day).Missed, 0, 2));
    }

    [Fact]
    public void BeatsBehindMillionsOfFlatSamplesAreWhereTheyWereBefore()
    {
        // With the minute before, a multiple of six: the detector looks at every sixth sample at this rate.
        var (before, behind) = FarSamples.Run(17 * 65_536);
        Assert.True(before.Count > 40);
        Assert.Equal(before, behind);
    }

    [Fact]
    public void WhatIsStartedAndStoppedLeavesNothing()
    {
        foreach (var (name, cycle) in StartStop.Kinds)
        {
            // What is made once can fall into any stretch of cycles; what stays behind is in each.
            var held = new List<long>();
            for (int stretch = 0; stretch < 4; stretch++)
            {
                for (int i = 0; i < 60; i++) cycle(i);
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
            }

            long grown = held.Zip(held.Skip(1), (first, second) => second - first).Min();
            Assert.True(grown < 100_000, $"{name}: each 60 cycles left {grown} bytes");
        }
    }

    [Fact]
    public void ADayThatLacksBeatsOrHasThemElsewhereIsTold()
    {
        var day = new MadeDay(360, seed: 1, parts: 1, partSeconds: 20, count: 2);
        DayFigures whole = new(), shifted = new(), lacking = new();
        whole.Beats.AddRange(day.Beats.Select(beat => (beat, "N")));
        shifted.Beats.AddRange(day.Beats.Select(beat => (beat + 1, "N")));
        lacking.Beats.AddRange(whole.Beats.Where((_, i) => i != 5));
        Assert.Equal((0, 0), whole.Against(day));
        Assert.Equal(0, whole.DifferentFrom(whole));
        Assert.Equal(day.Beats.Count, shifted.DifferentFrom(whole));
        Assert.Equal(1000 / 360.0, shifted.Against(day).MeanOffset, 1e-9);
        Assert.Equal(1, lacking.DifferentFrom(whole));
        Assert.Equal(1, lacking.Against(day).Missed);
    }

    private static IEnumerable<long> Places(DayFigures day) => day.Beats.Select(beat => beat.Sample);
}
