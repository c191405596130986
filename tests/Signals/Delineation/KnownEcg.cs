namespace ArrhythmiaVision.Signals.Tests;

/// <summary>An ECG of Gaussian waves with known times, and whether each beat has a P wave.</summary>
internal sealed record KnownEcg(float[] Signal, long[] RPeaks, bool[] HasP)
{
    /// <summary>When the waves come, in seconds from the R peak, and their widths (standard deviations).</summary>
    public const double PTime = -0.16, PWidth = 0.02, TTime = 0.28, TWidth = 0.045, QTime = -0.03, STime = 0.03, QrsWidth = 0.009;

    public static KnownEcg Make(double rate, double seconds = 30, int seed = 1, double noise = 0.005, double pShare = 1, double tHeight = 0.3, double pHeight = 0.15, double irregularity = 0.03)
    {
        var random = new Random(seed);
        var signal = new float[(int)(seconds * rate)];
        var peaks = new List<long>();
        var hasP = new List<bool>();
        for (var time = 0.6; time < seconds - 0.5; time += 0.8 * (1 + irregularity * (2 * random.NextDouble() - 1)))
        {
            // The R peak lies on a sample, so that what is known is exact.
            var r = Math.Round(time * rate) / rate;
            peaks.Add((long)Math.Round(r * rate));
            hasP.Add(random.NextDouble() < pShare);
            Add(r, 1, QrsWidth);
            Add(r + QTime, -0.12, 0.008);
            Add(r + STime, -0.25, QrsWidth);
            Add(r + TTime, tHeight, TWidth);
            if (hasP[^1]) Add(r + PTime, pHeight, PWidth);
        }
        for (var i = 0; i < signal.Length; i++)
            signal[i] += (float)(0.1 * Math.Sin(2 * Math.PI * 0.2 * i / rate) + noise * Math.Sqrt(rate / 360) * Math.Sqrt(12) * (random.NextDouble() - 0.5));
        return new KnownEcg(signal, [.. peaks], [.. hasP]);

        void Add(double center, double height, double width)
        {
            for (var i = (int)Math.Max(0, (center - 6 * width) * rate); i < Math.Min(signal.Length, (center + 6 * width) * rate); i++)
                signal[i] += (float)(height * Math.Exp(-0.5 * Math.Pow((i / rate - center) / width, 2)));
        }
    }
}
