namespace ArrhythmiaVision.Signals.Tests;

public class ContextMeasuresTests
{
    private static readonly BeatMeasures s_usual = new(1, 0, 1, 1, 1, 1, 1);

    [Fact]
    public void RatiosAreTakenToWhatIsUsualForTheBeat()
    {
        // Median 0.8 s, local mean 1.0 s, running mean 1.6 s; the beat comes after 0.4 s, the next after 1.2 s.
        var context = Write(new RrFeatures(0.4f, 1.2f, 0.4f / 0.8f, 0.4f / 1.0f, 0.4f / 1.6f, 0.03f), new BeatMeasures(7, 0.25f, 2, 1.5f, 0.75f, 0.6f, 1.5f));
        double[] ratios = [0.5, 0.4, 1.5, 1.2, 0.25, 0.75];
        for (var i = 0; i < ratios.Length; i++) Assert.Equal(3 * Math.Log(ratios[i]), context[i], 1e-5);
        Assert.Equal(0.3f, context[6], 1e-6f);
        Assert.Equal(0.75f, context[7], 1e-6f);
        Assert.Equal(2 * Math.Log(2), context[8], 1e-6);
        Assert.Equal(3 * Math.Log(1.5), context[9], 1e-6);
        Assert.Equal(3 * Math.Log(0.75), context[10], 1e-6);
        Assert.Equal(0.3f * 0.4f, context[11], 1e-6f);

        // Three atrial cycles to two RR intervals.
        Assert.Equal(3 * Math.Log(0.375), context[12], 1e-5);
        Assert.Equal(3 * Math.Log(1.125), context[13], 1e-5);
    }

    [Fact]
    public void WhatIsNotKnownIsZeroAndNothingIsTooLarge()
    {
        Assert.Equal(new float[14], Write(new RrFeatures(float.NaN, 0.8f, float.NaN, float.NaN, float.NaN, float.NaN), s_usual));
        Assert.Equal([0, 0], Write(new RrFeatures(0.8f, float.NaN, 1, 1, 1, 0), s_usual)[2..4]);
        Assert.Equal([-4.5f, -4.5f, 4.5f, 4.5f, -4.5f, 4.5f, 4.5f, 3, 3, -4.5f, 4.5f, 4.5f, -4.5f, 4.5f], Write(new RrFeatures(0.01f, 100, 0.01f, 0.01f, 0.01f, 7), new BeatMeasures(1, 2, 1e6f, 0, 1e6f, -1, 2)));

        // Two annotations on one sample, and a beat that is flat.
        Assert.All(Write(new RrFeatures(0, 0.8f, 0, 0, 0, float.NaN), new BeatMeasures(0, 1, 0, 0, float.NaN, float.NaN, 1)), value => Assert.True(float.IsFinite(value)));
        Assert.All(Write(new RrFeatures(0, 0, 1, 1, 1, 0), s_usual), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void MeasuresAreFoundByName()
    {
        Assert.Equal([0, 1, 2, 3], ContextMeasures.PlacesOf(ContextMeasures.Rr));
        Assert.Equal([8, 4], ContextMeasures.PlacesOf(["QRS size / usual", "previous RR / mean"]));
        Assert.Contains("QRS distance", Assert.Throws<ArgumentException>(() => ContextMeasures.PlacesOf(["moon"])).Message, StringComparison.Ordinal);
        Assert.Contains("14", Assert.Throws<ArgumentException>(() => ContextMeasures.Write(default, default, new float[4])).Message, StringComparison.Ordinal);
    }

    private static float[] Write(RrFeatures rr, BeatMeasures beat)
    {
        var context = new float[ContextMeasures.Names.Count];
        ContextMeasures.Write(rr, beat, context);
        return context;
    }
}
