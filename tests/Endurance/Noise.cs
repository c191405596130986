using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Beats of noise: nobody asks here what a network learns of them.</summary>
internal static class Noise
{
    public static BeatDataset Beats(int count, string[] classes, int seed)
    {
        var random = new Random(seed);
        return new BeatDataset([.. Enumerable.Range(0, count * BeatDataset.BeatLength).Select(_ => (float)((2 * random.NextDouble()) - 1))], [.. Enumerable.Range(0, count).Select(i => i % classes.Length)], classes);
    }
}
