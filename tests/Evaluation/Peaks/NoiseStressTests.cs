using ArrhythmiaVision.Recordings;
using RPeakTable;

namespace ArrhythmiaVision.Evaluation.Tests;

public class NoiseStressTests
{
    private const double Rate = 100;

    [Fact]
    public void TheGainFollowsFromQrsSizeAndNoiseDeviation()
    {
        // Complexes of 2 mV from top to bottom: power 2² / 8 = 0.5 mV². Noise of ±0.1 mV in turn: power 0.01 mV².
        var ecg = new float[100_000];
        var reference = new List<Annotation>();
        for (var i = 100; i < ecg.Length; i += 100)
        {
            (ecg[i], ecg[i + 2]) = (1.5f, -0.5f);
            reference.Add(new Annotation(i, AnnotationCode.Normal));
        }
        var noise = Enumerable.Range(0, 40_000).Select(i => i % 2 == 0 ? 0.1f : -0.1f).ToArray();
        foreach (var decibels in (double[])[-6, 0, 24])
        {
            var gain = NoiseStress.Gain(ecg, reference, noise, Rate, decibels);
            Assert.Equal(decibels, 10 * Math.Log10(0.5 / (0.01 * gain * gain)), 1e-4);
        }
    }

    [Fact]
    public void TheTwentiethsAtBothEndsAndVentricularBeatsDoNotCount()
    {
        var ecg = new float[100_000];
        var reference = new List<Annotation>();
        for (var (i, n) = (100, 0); i < ecg.Length; i += 100, n++)
        {
            ecg[i] = n % 30 == 0 ? 900 : n % 30 == 1 ? 0 : n % 3 == 2 ? 77 : 2;
            reference.Add(new Annotation(i, n % 3 == 2 && n % 30 > 1 ? AnnotationCode.FromSymbol("V") : AnnotationCode.Normal));
        }
        var noise = Enumerable.Range(0, 30_000).Select(i => (i / 100 % 25 == 0 ? 50f : 0.1f) * (i % 2 == 0 ? 1 : -1)).ToArray();
        Assert.Equal(0, 10 * Math.Log10(0.5 / (0.01 * Math.Pow(NoiseStress.Gain(ecg, reference, noise, Rate, 0), 2))), 1e-4);
    }

    [Fact]
    public void NoiseComesInEverySecondTwoMinutesFromMinuteFiveOn()
    {
        var ecg = new float[(int)(12.5 * 60 * Rate)];
        var noise = Enumerable.Range(0, 7000).Select(i => (float)(i % 7 + 1)).ToArray();
        NoiseStress.Add(ecg, noise, Rate, 2);
        for (var minute = 0; minute < 12; minute++)
        {
            var changed = ecg.AsSpan((int)(minute * 60 * Rate), (int)(60 * Rate)).ContainsAnyExcept(0f);
            Assert.Equal(minute is 5 or 6 or 9 or 10, changed);
        }

        // It starts without a step, and goes on in step with the clock where the noise's record starts over.
        Assert.Equal(0, ecg[30_000]);
        Assert.Equal(2 * (noise[36_000 % 7000] - noise[30_000 % 7000]), ecg[36_000]);
    }
}
