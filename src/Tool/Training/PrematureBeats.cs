using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>
/// Makes supraventricular ectopic beats of normal ones: a normal beat's samples and shape, with the RR intervals of some patient's ectopic beat. What
/// makes a beat S is that it comes early; few patients have such beats, but any patient's could.
/// </summary>
internal static class PrematureBeats
{
    // In atrial fibrillation an early beat is a normal one, and no ectopic beat is known for certain.
    private const float HighestIrregularity = 0.1f;

    /// <summary>Adds made beats to a set to train on.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="beats">Where its beats come from.</param>
    /// <param name="training">The rows that may be used.</param>
    /// <param name="mostPerRecord">How many normal beats of a record are used, at most.</param>
    /// <param name="seed">The seed of the choice.</param>
    public static BeatDataset Add(BeatDataset dataset, LabelledBeats beats, IReadOnlyList<int> training, int mostPerRecord, int seed)
    {
        var steady = training.Where(row => beats.Rr[row].Irregularity < HighestIrregularity).ToLookup(row => beats.Table.Labels[row]);
        int normal = LabelOf("N"), ectopic = LabelOf("S");
        int[] early = [.. steady[ectopic]];
        if (early.Length == 0) return dataset;

        var random = new Random(seed);
        var chosen = new List<int>();
        foreach (var record in steady[normal].GroupBy(row => beats.Records[row], StringComparer.Ordinal))
        {
            int[] taken = [.. record];
            random.Shuffle(taken);
            chosen.AddRange(taken.Take(mostPerRecord));
        }

        var made = beats.ToDataset(chosen);
        int[] rhythms = [.. chosen.Select(_ => early[random.Next(early.Length)])];
        float[] rr = beats.ContextOf(rhythms)!.Values;
        float[] context = made.Context!.Values;
        for (int i = 0; i < context.Length; i++)
        {
            if (ContextMeasures.RrAtrial.Contains(made.ContextNames[i % made.ContextNames.Count])) context[i] = rr[i];
        }

        return new BeatDataset(
            [.. dataset.Samples, .. made.Samples], [.. dataset.Labels, .. Enumerable.Repeat(ectopic, chosen.Count)], dataset.Classes,
            new BeatContext(made.ContextNames, [.. dataset.Context!.Values, .. context]));

        int LabelOf(string name) => dataset.Classes.ToList().IndexOf(name);
    }
}
