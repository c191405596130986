using ArrhythmiaVision.Recordings;

namespace RPeakTable;

/// <summary>
/// Adds recorded noise to an ECG as the noise stress test database was made (G. B. Moody, W. K. Muldrow, R. G. Mark, Computers
/// in Cardiology 11:381–384, 1984; definitions of signal and noise power from the manual page of WFDB's <c>nst</c>): five minutes
/// clean, then two minutes with noise and two without in turn.
/// </summary>
public static class NoiseStress
{
    private const int Measurements = 300;

    /// <summary>The factor that brings noise to a signal-to-noise ratio.</summary>
    /// <param name="ecg">The clean ECG.</param>
    /// <param name="reference">Its reference annotations.</param>
    /// <param name="noise">The noise, of the same rate.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="decibels">The wanted ratio in dB.</param>
    public static double Gain(ReadOnlySpan<float> ecg, IEnumerable<Annotation> reference, ReadOnlySpan<float> noise, double rate, double decibels)
    {
        // QRS size: the range from 50 ms before to 50 ms after each of the first 300 beats that are not ventricular.
        var reach = (int)Math.Round(0.05 * rate);
        var sizes = new List<double>();
        foreach (var beat in reference)
        {
            if (sizes.Count == Measurements) break;
            if (beat.Code.Aami is not (AamiClass.N or AamiClass.S) || beat.Sample < reach || beat.Sample + reach > ecg.Length) continue;
            float low = float.MaxValue, high = float.MinValue;
            foreach (var value in ecg.Slice((int)beat.Sample - reach, 2 * reach)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            sizes.Add(high - low);
        }

        // Noise size: the standard deviation in each of the first 300 seconds.
        var second = (int)Math.Round(rate);
        var deviations = new List<double>();
        for (var start = 0; start + second <= noise.Length && deviations.Count < Measurements; start += second)
        {
            double sum = 0, squares = 0;
            foreach (var value in noise.Slice(start, second)) (sum, squares) = (sum + value, squares + (double)value * value);
            deviations.Add(Math.Sqrt(Math.Max(0, squares / second - sum / second * (sum / second))));
        }

        // The power of a sine of the QRS complexes' size.
        var signalPower = Math.Pow(TrimmedMean(sizes), 2) / 8;
        var noisePower = Math.Pow(TrimmedMean(deviations), 2);
        return Math.Sqrt(signalPower / (noisePower * Math.Pow(10, decibels / 10)));
    }

    /// <summary>Adds noise in every second two minutes from minute five on; the level stays where the noise begins.</summary>
    /// <param name="ecg">The clean ECG; receives the noise.</param>
    /// <param name="noise">The noise; starts over where it ends first.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="gain">What the noise is multiplied by.</param>
    public static void Add(Span<float> ecg, ReadOnlySpan<float> noise, double rate, double gain)
    {
        var (clean, burst) = ((int)(300 * rate), (int)(120 * rate));
        for (var start = clean; start < ecg.Length; start += 2 * burst)
        {
            var level = noise[start % noise.Length];
            for (var i = start; i < Math.Min(start + burst, ecg.Length); i++) ecg[i] += (float)(gain * (noise[i % noise.Length] - level));
        }
    }

    // Without the largest and the smallest twentieth.
    private static double TrimmedMean(List<double> values)
    {
        values.Sort();
        var cut = values.Count / 20;
        return values[cut..^cut].Average();
    }
}
