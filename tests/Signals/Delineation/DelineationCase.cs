using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

/// <summary>A signal with R peaks: ECG, noise or both, with gaps; peaks where they belong, or anywhere.</summary>
internal sealed record DelineationCase(double Rate, double Seconds, int Chunk, int Kind, int Gaps, bool RandomPeaks, double Lateness, int Seed)
{
    public static Gen<DelineationCase> Cases { get; } =
        from rate in Gen.Elements(100.0, 137.3, 250, 360, 500, 1000)
        from seconds in Gen.Elements(0.4, 3, 12, 25)
        from chunk in Gen.Elements(1, 7, 100, 4096, 100_000)
        from kind in Gen.Choose(0, 2)
        from gaps in Gen.Elements(0, 0, 4)
        from randomPeaks in Gen.Elements(false, false, true)
        from lateness in Gen.Elements(0, 0.1, 1.5, 4)
        from seed in Gen.Choose(0, 100_000)
        select new DelineationCase(rate, seconds, chunk, kind, gaps, randomPeaks, lateness, seed);

    public (float[] Signal, long[] Peaks) Input()
    {
        var random = new Random(Seed);
        var record = SyntheticEcg.Generate(new SyntheticEcgOptions
        {
            Patient = Seed % 50, Seed = Seed, Seconds = Seconds, SamplingRate = Rate, VentricularPrematureShare = 0.2, AtrialPrematureShare = 0.1,
            Conduction = (Conduction)(Seed % 3),
        });
        var signal = record.Leads[0];
        for (var i = 0; i < signal.Length; i++) signal[i] = Kind == 0 ? random.NextSingle() : Kind == 1 ? signal[i] : signal[i] + 0.3f * random.NextSingle();
        for (var gap = 0; gap < Gaps; gap++)
        {
            var at = gap == 0 ? 0 : random.Next(signal.Length);
            signal.AsSpan(at, Math.Min(random.Next(1, (int)(3 * Rate)), signal.Length - at)).Fill(float.NaN);
        }
        var peaks = RandomPeaks
            ? Enumerable.Range(0, (int)(3 * Seconds)).Select(_ => random.NextInt64(signal.Length)).Append(0).Append(signal.Length - 1).Distinct().Order()
            : record.Beats.Select(b => (long)b.Sample).Where(s => s >= 0 && s < signal.Length);
        return (signal, [.. peaks]);
    }
}
