namespace ArrhythmiaVision.Signals.Tests;

/// <summary>One number for a row of numbers: their product with cos 1, cos 2, …, so that no error of one hides another's.</summary>
internal static class Fingerprint
{
    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (var i = 0; i < values.Length; i++) sum += values[i] * Math.Cos(i + 1);
        return sum;
    }
}
