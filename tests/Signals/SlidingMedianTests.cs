using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class SlidingMedianTests
{
    [Fact]
    public void TheMedianIsThatOfTheSortedWindow()
    {
        var cases =
            from window in Gen.Choose(1, 40)
            from values in Gen.Choose(-6, 6).Select(v => v / 4f).ListOf()
            select (window, values: values.ToArray());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var sliding = new SlidingMedian(c.window);
            for (var i = 0; i < c.values.Length; i++)
            {
                sliding.Push(c.values[i]);
                if (sliding.Median != Naive(c.values.AsSpan(Math.Max(0, i + 1 - c.window)..(i + 1)))) return false;
                if (sliding.Count != Math.Min(i + 1, c.window)) return false;
            }
            return true;
        }).Holds();
    }

    [Theory]
    [InlineData(2047)]
    [InlineData(2048)]
    public void LongWindowsWorkToo(int window)
    {
        var random = new Random(window);
        var values = Enumerable.Range(0, 7000).Select(i => (float)(random.NextDouble() + Math.Sin(i * 0.002))).ToArray();
        var sliding = new SlidingMedian(window);
        for (var i = 0; i < values.Length; i++)
        {
            sliding.Push(values[i]);
            if (i % 97 == 0) Assert.Equal(Naive(values.AsSpan(Math.Max(0, i + 1 - window)..(i + 1))), sliding.Median);
        }
        sliding.Reset();
        Assert.True(float.IsNaN(sliding.Median));
        sliding.Push(3);
        Assert.Equal(3, sliding.Median);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(40, 0)]
    [InlineData(1, 1)]
    [InlineData(3000, -1)]
    public void TiesStepsAndSlopesMakeNoDifference(int distinct, int slope)
    {
        var random = new Random(distinct);
        foreach (var window in (int[])[150, 1001])
        {
            var values = Enumerable.Range(0, 4000).Select(i => (float)(random.Next(distinct) + slope * i + (i / 900 % 2) * 2)).ToArray();
            var sliding = new SlidingMedian(window);
            for (var i = 0; i < values.Length; i++)
            {
                sliding.Push(values[i]);
                if (i % 13 == 0) Assert.Equal(Naive(values.AsSpan(Math.Max(0, i + 1 - window)..(i + 1))), sliding.Median);
            }
        }
    }

    [Fact]
    public void PushingAllocatesNothing()
    {
        var sliding = new SlidingMedian(1000);
        for (var i = 0; i < 3000; i++) sliding.Push(i * 37 % 101 + i);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var i = 0; i < 3000; i++) sliding.Push(i * 37 % 101 - i);
        }));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingMedian(0));
        var sliding = new SlidingMedian(3);
        Assert.Throws<ArgumentException>(() => sliding.Push(float.NaN));
        Assert.Equal(0, sliding.Count);
    }

    private static float Naive(ReadOnlySpan<float> window)
    {
        var sorted = window.ToArray();
        Array.Sort(sorted);
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low + (high - low) * 0.5f;
    }
}
