namespace ArrhythmiaVision.Signals.Tests;

public class RrContextTests
{
    [Fact]
    public void RatiosAreTakenToTheMedianAndTheLocalMeanOfTheBeat()
    {
        // Median 0.8 s, local mean 1.0 s; the beat comes after 0.4 s, the next after 1.2 s.
        var context = Write(new RrFeatures(0.4f, 1.2f, 0.4f / 0.8f, 0.4f / 1.0f));
        double[] ratios = [0.5, 0.4, 1.5, 1.2];
        for (var i = 0; i < 4; i++) Assert.Equal(3 * Math.Log(ratios[i]), context[i], 1e-5);
    }

    [Fact]
    public void WhatIsNotKnownIsZeroAndNothingIsTooLarge()
    {
        Assert.Equal([0, 0, 0, 0], Write(new RrFeatures(float.NaN, 0.8f, float.NaN, float.NaN)));
        Assert.Equal([0, 0], Write(new RrFeatures(0.8f, float.NaN, 1, 1))[2..]);
        Assert.Equal([-4.5f, -4.5f, 4.5f, 4.5f], Write(new RrFeatures(0.01f, 100, 0.01f, 0.01f)));

        // Two annotations on one sample.
        Assert.All(Write(new RrFeatures(0, 0.8f, 0, 0)), value => Assert.True(float.IsFinite(value)));
        Assert.All(Write(new RrFeatures(0, 0, 1, 1)), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void HalfAndDoubleWeighTheSame()
    {
        var half = Write(new RrFeatures(0.5f, 2, 0.5f, 0.5f));
        Assert.Equal(-half[0], half[2], 1e-6f);
        Assert.Equal(RrContext.Names.Count, half.Length);
        Assert.Contains("4", Assert.Throws<ArgumentException>(() => RrContext.Write(default, new float[3])).Message, StringComparison.Ordinal);
    }

    private static float[] Write(RrFeatures rr)
    {
        var context = new float[4];
        RrContext.Write(rr, context);
        return context;
    }
}
