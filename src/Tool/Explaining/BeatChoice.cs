using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>Which beats of a protocol are explained, and against what.</summary>
/// <param name="OfTraining">Whether they are of the training set, and not of the test set.</param>
/// <param name="PerClass">How many of each class; of one that has fewer, all.</param>
/// <param name="Classes">The classes to take beats of; null for all.</param>
/// <param name="Seed">Of the choice.</param>
/// <param name="Baseline">One of <see cref="ExplanationBaselines.Names"/>.</param>
internal sealed record BeatChoice(bool OfTraining, int PerClass, IReadOnlyList<string>? Classes, int Seed, string Baseline)
{
    /// <summary>The chosen rows, class by class, each once.</summary>
    public int[] Rows(BeatTable beats, BeatSplit split)
    {
        var chosen = new List<int>();
        var random = new Random(Seed);
        for (int c = 0; c < beats.Classes.Count; c++)
        {
            int[] rows = [.. (OfTraining ? split.Training : split.Test).Where(row => beats.Labels[row] == c).Distinct().Order()];
            random.Shuffle(rows);
            if (Classes is null || Classes.Contains(beats.Classes[c]))
                chosen.AddRange(rows.Take(PerClass));
        }

        return [.. chosen];
    }
}
