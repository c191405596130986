namespace ArrhythmiaVision.Signals;

/// <summary>How long a QRS complex lasts, and how much lies under it.</summary>
internal static class QrsExtent
{
    /// <summary>The sample of a beat's window that the complex is looked for from: 100 ms before the R peak, at 360 samples a second.</summary>
    public const int Start = 144;

    /// <summary>Samples that it is looked for in: up to 150 ms after the R peak.</summary>
    public const int Length = 90;

    /// <summary>
    /// Steps from one sample to the next from the one at which the sum of all squared steps so far reaches a twentieth of the whole to the one at which it
    /// reaches nineteen: the waves before and after are flat beside a QRS complex. 0 for a flat stretch.
    /// </summary>
    public static int Width(ReadOnlySpan<float> complex)
    {
        double energy = 0;
        for (var i = 1; i < complex.Length; i++) energy += Square(complex[i] - (double)complex[i - 1]);
        if (energy == 0) return 0;

        double sum = 0;
        var width = 0;
        for (var i = 1; i < complex.Length; i++)
        {
            var before = sum;
            sum += Square(complex[i] - (double)complex[i - 1]);
            if (before < 0.95 * energy && sum >= 0.05 * energy) width++;
        }
        return width;
    }

    /// <summary>The sum of the distances of all samples from their median, which leaves <paramref name="scratch"/> in another order.</summary>
    public static float Area(ReadOnlySpan<float> complex, Span<float> scratch)
    {
        complex.CopyTo(scratch);
        var median = Selection.Median(scratch);
        double area = 0;
        foreach (var sample in complex) area += Math.Abs(sample - (double)median);
        return (float)Math.Min(area, float.MaxValue);
    }

    private static double Square(double step) => step * step;
}
