using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class ResamplerTests
{
    // i = np.arange(300); x = np.exp(-((i - 150) / 4)**2) + 0.2 * np.sin(0.2 * i) + 0.5
    private static float[] Input() =>
        [.. Enumerable.Range(0, 300).Select(i => (float)(Math.Exp(-Math.Pow((i - 150) / 4.0, 2)) + 0.2 * Math.Sin(0.2 * i) + 0.5))];

    // cut = 0.92 * min(1, fout / fin); reach = 32 / cut; for output j: t = j * fin / fout; k = whole numbers about t; u = k - t
    // w = np.sinc(cut * u) * np.where(abs(u) < reach, np.i0(7.857 * np.sqrt(np.maximum(0, 1 - (u / reach)**2))), 0)
    // y[j] = np.dot(w, x[np.clip(k, 0, n - 1)]) / w.sum(); len(y), f(y)
    [Theory]
    [InlineData(250, 360, 432, -0.6856722816244406)]
    [InlineData(1000, 360, 109, -0.05069601479309291)]
    [InlineData(128, 360, 842, -0.005681464699271943)]
    [InlineData(360, 250, 209, 0.057677228041996806)]
    [InlineData(257, 360, 420, -0.5103185941477844)]
    public void OutputIsTheWindowedSincSum(double from, double to, int length, double expected)
    {
        var y = new Resampler(from, to).Resample(Input());
        Assert.Equal(length, y.Length);
        Assert.Equal(expected, Fingerprint.Of(Array.ConvertAll(y, v => (double)v)), 2e-5);
    }

    // As above with fewer zero crossings: reach = int(0.075 * 0.92 * min(fin, 360)) / cut
    [Theory]
    [InlineData(250, 432, -0.6856562675372909, 19)]
    [InlineData(1000, 109, -0.0506983863321879, 73)]
    [InlineData(128, 842, -0.004472666663871916, 9)]
    public void ForBeatsTheFilterIsShort(double from, int length, double expected, int lookAhead)
    {
        var resampler = Resampler.ForBeats(from);
        Assert.Equal(lookAhead, resampler.LookAhead);
        var y = resampler.Resample(Input());
        Assert.Equal(length, y.Length);
        Assert.Equal(expected, Fingerprint.Of(Array.ConvertAll(y, v => (double)v)), 2e-5);

        // What comes later than it looks ahead is nothing to a sample.
        var x = Input();
        x.AsSpan(100 + lookAhead + 1).Fill(99);
        Assert.Equal(y[(int)resampler.MapSample(100) - 1], resampler.Resample(x)[(int)resampler.MapSample(100) - 1]);
    }

    [Theory]
    [InlineData(250, 360)]
    [InlineData(1000, 360)]
    [InlineData(128, 360)]
    [InlineData(359.97, 360)]
    [InlineData(360, 100)]
    public void ABandLimitedSignalKeepsItsTimes(double from, double to)
    {
        var x = Enumerable.Range(0, 4000).Select(i => (float)Wave(i / from)).ToArray();
        var resampler = new Resampler(from, to);
        var y = resampler.Resample(x);
        for (var m = 300; m < y.Length - 300; m++) Assert.Equal(Wave(m / to), y[m], 2e-4);

        static double Wave(double t) => Math.Sin(2 * Math.PI * 5 * t) + 0.5 * Math.Cos(2 * Math.PI * 31 * t);
    }

    [Fact]
    public void WhatTheLowerRateCannotHoldIsRemoved()
    {
        // 300 Hz is above half of 360 samples a second.
        var x = Enumerable.Range(0, 4000).Select(i => (float)Math.Sin(2 * Math.PI * 300 * i / 1000)).ToArray();
        Assert.All(new Resampler(1000).Resample(x)[50..^50], v => Assert.Equal(0, v, 5e-4f));
    }

    [Fact]
    public void AConstantStaysConstantUpToTheEnds() =>
        Assert.All(new Resampler(257).Resample(Enumerable.Repeat(1.25f, 500).ToArray()), v => Assert.Equal(1.25f, v, 1e-6f));

    [Fact]
    public void EqualRatesCopyTheSamples()
    {
        var resampler = new Resampler(360);
        Assert.True(resampler.IsIdentity);
        float[] x = [1, float.NaN, 3];
        Assert.Equal(x, resampler.Resample(x));
        Assert.Equal(17, resampler.MapSample(17));
    }

    [Fact]
    public void EveryInputSampleMapsToTheNearestOutputSample()
    {
        var cases =
            from resampler in Gen.Elements(new[] { 100, 125, 128, 250, 257, 300, 500, 512, 1000, 359.97, 360 }.Select(rate => new Resampler(rate)).ToArray())
            from length in Gen.Choose(1, 5000)
            select (resampler, length);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var last = c.resampler.MapSample(c.length - 1);
            return c.resampler.OutputLength(c.length) == last + 1
                && Math.Abs(last / 360.0 - (c.length - 1) / c.resampler.InputRate) <= 0.5 / 360 + 1e-6;
        }).Holds();

        var mapped = new long[4];
        new Resampler(250).MapSamples([0, 1, 25, -25], mapped);
        Assert.Equal([0, 1, 36, -36], mapped);
        // 625 samples at 1000 a second are exactly 225 at 360; 12.5 is as near to 12 as to 13.
        Assert.Equal(225, new Resampler(1000).MapSample(625));
        Assert.Equal(13, new Resampler(720, 360).MapSample(25));
        Assert.Equal(-12, new Resampler(720, 360).MapSample(-25));
    }

    [Fact]
    public void MissingSamplesStayMissingAndHurtNothingElse()
    {
        var x = Input();
        var y = new Resampler(250).Resample(x);
        x.AsSpan(100, 10).Fill(float.NaN);
        var holed = new Resampler(250).Resample(x);
        for (var m = 0; m < y.Length; m++)
        {
            var at = m * 250 / 360.0;
            if (at is > 99.5 and < 109.4) Assert.True(float.IsNaN(holed[m]));
            else if (at is < 99.4 or > 109.6) Assert.Equal(y[m], holed[m], 0.12f);
            if (at is < 60 or > 150) Assert.Equal(y[m], holed[m], 2e-3f);
        }
        Assert.All(new Resampler(250).Resample([float.NaN, float.NaN]), v => Assert.True(float.IsNaN(v)));
        Assert.Empty(new Resampler(250).Resample([]));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(250, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(250, zeroCrossings: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.ForBeats(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0.1));
        Assert.Throws<ArgumentException>(() => new Resampler(250).Resample(new float[25], new float[35]));
        var x = new float[100];
        Assert.Throws<ArgumentException>(() => new Resampler(720, 360).Resample(x, x.AsSpan(0, 51)));
        Assert.Throws<ArgumentException>(() => new Resampler(250).MapSamples([1], new long[2]));
    }
}
