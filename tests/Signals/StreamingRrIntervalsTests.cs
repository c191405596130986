using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class StreamingRrIntervalsTests
{
    [Fact]
    public void AStreamGivesTheBitsOfTheWholeRecord() =>
        Prop.ForAll(Gen.Choose(0, 900).ListOf().ToArbitrary(), steps =>
        {
            var sample = -5L;
            var peaks = steps.Select(step => sample += step).ToArray();
            var expected = new RrFeatures[peaks.Length];
            new RrIntervals(360, 5, 3).Measure<long>(peaks, expected);
            var stream = new StreamingRrIntervals(360, 5, 3);
            var actual = new List<RrFeatures>();
            for (var pass = 0; pass < 2; pass++)
            {
                actual.Clear();
                foreach (var peak in peaks)
                {
                    if (stream.Push(peak, out var before)) actual.Add(before);
                }
                if (stream.Flush(out var last)) actual.Add(last);
            }
            return expected.SequenceEqual(actual);
        }).Holds();

    [Fact]
    public void MistakesAreRefused()
    {
        var stream = new StreamingRrIntervals(360);
        stream.Push(100, out _);
        Assert.Throws<ArgumentException>(() => stream.Push(99, out _));
        Assert.True(stream.Push(460, out var first));
        Assert.Equal(1, first.Next);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingRrIntervals(0));
    }
}
