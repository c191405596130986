namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Beats of as many shapes as there are classes, with noise: easy to tell apart, quick to make.</summary>
internal static class SyntheticBeats
{
    public static readonly string[] Names = ["N", "L", "R", "A", "V"];

    public static BeatDataset Make(int count, int seed, string[]? names = null)
    {
        names ??= Names;
        var random = new Random(seed);
        var samples = new float[count * 360];
        var labels = new int[count];
        for (var b = 0; b < count; b++)
        {
            labels[b] = b % names.Length;
            var width = 6.0 + (5 * labels[b]);
            var second = 240 + (20 * labels[b]);
            for (var t = 0; t < 360; t++)
            {
                var value = (3 * Math.Exp(-Math.Pow((t - 180) / width, 2))) - Math.Exp(-Math.Pow((t - second) / 20.0, 2));
                samples[(b * 360) + t] = (float)(value + (0.3 * ((random.NextDouble() * 2) - 1)));
            }
        }

        return new BeatDataset(samples, labels, names);
    }

    public static double Accuracy(ArrhythmiNetModel model, BeatDataset data)
    {
        var classes = data.Classes.Count;
        var probabilities = new float[data.Count * classes];
        model.Score(data.Samples, probabilities);
        var correct = 0;
        for (var i = 0; i < data.Count; i++)
        {
            if (Classifier.ArgMax(probabilities.AsSpan(i * classes, classes)) == data.Labels[i]) correct++;
        }

        return (double)correct / data.Count;
    }
}
