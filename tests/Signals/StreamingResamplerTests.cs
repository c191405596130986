using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class StreamingResamplerTests
{
    [Fact]
    public void AStreamGivesTheBitsOfTheWholeSignal()
    {
        var cases =
            from rates in Gen.Elements((250.0, 360.0), (1000, 360), (128, 360), (257, 360), (360, 100), (360, 360), (359.97, 360))
            from length in Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(0, 9000))
            from chunk in Gen.Elements(1, 50, 20000)
            from room in Gen.Elements(1, 333, 40000)
            from gaps in Gen.Elements(0, 1, 4, 50)
            from crossings in Gen.Elements(Resampler.ZeroCrossings, 8)
            from seed in Gen.Choose(0, int.MaxValue)
            select (rates, length, chunk, room, gaps, crossings, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var random = new Random(c.seed);
            var x = Enumerable.Range(0, c.length).Select(i => (float)(Math.Sin(i * 0.05) + random.NextDouble())).ToArray();
            for (var gap = 0; gap < c.gaps && c.length > 0; gap++)
            {
                // One gap long beyond every buffer, the others short.
                var at = random.Next(-200, c.length);
                var end = Math.Min(at + random.Next(1, gap == 0 ? 9000 : 60), c.length);
                if (end > 0) x.AsSpan(Math.Max(at, 0)..end).Fill(float.NaN);
            }
            var resampler = new Resampler(c.rates.Item1, c.rates.Item2, c.crossings);
            var expected = resampler.Resample(x);
            var stream = new StreamingResampler(resampler);
            return Bits(expected).SequenceEqual(Bits(Stream(stream, x, c.chunk, c.room))) && Bits(expected).SequenceEqual(Bits(Stream(stream, x, c.chunk + 7, c.room)));
        }).Holds(cases: 200);
    }

    [Fact]
    public void ConvertingAllocatesNothing()
    {
        var stream = new StreamingResampler(new Resampler(250));
        var x = Enumerable.Range(0, 5000).Select(i => i % 700 < 20 ? float.NaN : i % 50).ToArray();
        var y = new float[8000];
        var consumed = 0;
        Assert.Equal(0, Allocations.InSteadyState(() => stream.Convert(x, y, ends: false, out consumed, out _)));
        Assert.Equal(x.Length, consumed);
    }

    private static List<float> Stream(StreamingResampler stream, float[] x, int chunk, int room)
    {
        var output = new List<float>();
        var y = new float[room];
        for (var i = 0; i < x.Length; i += chunk)
        {
            ReadOnlySpan<float> rest = x.AsSpan(i, Math.Min(chunk, x.Length - i));
            int written;
            do
            {
                stream.Convert(rest, y, ends: false, out var consumed, out written);
                output.AddRange(y[..written]);
                rest = rest[consumed..];
            }
            while (!rest.IsEmpty);
        }
        for (var written = room; written == room;)
        {
            stream.Convert([], y, ends: true, out _, out written);
            output.AddRange(y[..written]);
        }
        return output;
    }

    private static IEnumerable<int> Bits(IEnumerable<float> numbers) => numbers.Select(BitConverter.SingleToInt32Bits);
}
