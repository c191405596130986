using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class NearestAnnotationsTests
{
    [Fact]
    public void APeakHasTheNearestAnnotationWithinTheWindow()
    {
        Assert.Equal([0, 1, 2, -1], Match([100, 480, 946, 1500], [90, 500, 1000], 54));
        Assert.Equal([-1, -1], Match([100, 480], [155, 425], 54));
        Assert.Equal([-1], Match([100], [], 54));
        Assert.Equal([], Match([], [100], 54));
    }

    [Fact]
    public void OfTwoPeaksNearOneAnnotationTheNearerHasIt()
    {
        Assert.Equal([0, -1], Match([95, 120], [100], 54));
        Assert.Equal([-1, 0], Match([80, 110], [100], 54));
        Assert.Equal([-1, 0, -1], Match([70, 101, 102], [100], 54));
    }

    [Fact]
    public void APeakThatLosesItsAnnotationIsNotGivenTheSecondBest()
    {
        // The annotation at 60 marks a beat that was not found, not the one that was found twice.
        Assert.Equal([-1, 1], Match([90, 101], [60, 100], 54));
    }

    [Fact]
    public void OfEqualsTheEarlierIsMeant()
    {
        Assert.Equal([0], Match([100], [90, 110], 54));
        Assert.Equal([0, -1], Match([90, 110], [100], 54));
        Assert.Equal([0, -1], Match([100, 100], [100, 100], 54));
        Assert.Equal([2], Match([20], [10, 10, 20, 20], 54));

        // The annotation at 110 is left to the second peak, as the first means the earlier of its two.
        Assert.Equal([0, 1], Match([100, 125], [90, 110], 54));
    }

    [Theory]
    [InlineData(360, 54)]
    [InlineData(250, 38)]
    [InlineData(128, 19)]
    [InlineData(1000, 150)]
    public void TheWindowIs150Milliseconds(double rate, long samples) => Assert.Equal(samples, NearestAnnotations.WindowAt(rate));

    [Fact]
    public void EveryMatchIsWhatComparingAllWithAllGives()
    {
        var samples = Gen.ArrayOf(Gen.Choose(0, 300)).Select(values => values.Order().Select(value => (long)value).ToArray());
        var cases = from peaks in samples from annotations in samples from window in Gen.Choose(0, 60) select (peaks, annotations, window);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            int[] nearest = [.. x.peaks.Select(peak => Enumerable.Range(0, x.annotations.Length)
                .Where(a => Math.Abs(x.annotations[a] - peak) <= x.window)
                .OrderBy(a => Math.Abs(x.annotations[a] - peak)).ThenBy(a => a).FirstOrDefault(-1))];
            int[] expected = [.. nearest.Select((a, i) => a >= 0 && i == Enumerable.Range(0, nearest.Length).Where(p => nearest[p] == a)
                .OrderBy(p => Math.Abs(x.annotations[a] - x.peaks[p])).ThenBy(p => p).First() ? a : -1)];

            int[] matches = Match(x.peaks, x.annotations, x.window);
            Assert.Equal(expected, matches);

            int[] used = [.. matches.Where(a => a >= 0)];
            Assert.Equal(used.Distinct().Order(), used);
        }).Holds();
    }

    [Fact]
    public void WhatIsOutOfOrderIsRefused()
    {
        Assert.Contains("sample 5 comes after sample 10", Assert.Throws<ArgumentException>("peaks", () => Match([10, 5], [], 54)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("annotations", () => Match([], [10, 5], 54));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => Match([], [], -1));
        Assert.Throws<ArgumentException>("matches", () => NearestAnnotations.Match([1, 2], [], 54, new int[1]));
    }

    private static int[] Match(long[] peaks, long[] annotations, long window)
    {
        var matches = new int[peaks.Length];
        NearestAnnotations.Match(peaks, annotations, window, matches);
        return matches;
    }
}
