namespace ArrhythmiaVision.Evaluation;

/// <summary>Cross-validation by patient, with folds that are alike in their classes.</summary>
public static class CrossValidation
{
    /// <summary>The protocol's name in every <see cref="BeatSplit"/>.</summary>
    public const string Name = "cross-validation";

    /// <summary>Divides patients into folds, each of which is the test set once.</summary>
    /// <remarks>
    /// Patients are dealt in the order of the largest share that they have of any class (equals in an order drawn by the seed), each to the
    /// fold that it leaves most alike: with the least sum, over classes, of the variance between folds of the class's share.
    /// Hashing patients to folds, as ML.NET does, leaves a rare class out of some.
    /// </remarks>
    /// <param name="beats">The beats, with their patients; those without a label are left out.</param>
    /// <param name="folds">How many folds, 2 or more.</param>
    /// <param name="seed">The seed of the order among equals.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2.</exception>
    /// <exception cref="ArgumentException">The patients are not known, or are fewer than the folds.</exception>
    public static IReadOnlyList<BeatSplit> ByPatient(BeatTable beats, int folds, int seed)
    {
        ArgumentNullException.ThrowIfNull(beats);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (beats.Patients is not { } patients)
            throw new ArgumentException("Folds by patient need the beats' patients, which are not known. Keep the Patient or the Record column.", nameof(beats));

        int[] rows = [.. Enumerable.Range(0, patients.Count).Where(row => beats.Labels[row] >= 0)];
        var totals = new double[beats.Classes.Count];
        foreach (int row in rows)
            totals[beats.Labels[row]]++;
        var shares = SharesOfPatients(beats, patients, rows, totals);
        if (shares.Count < folds)
            throw new ArgumentException($"There are {shares.Count} patients with labelled beats, which cannot fill {folds} folds. Ask for fewer folds, or add recordings.", nameof(folds));

        var foldOf = Deal(shares, folds, beats.Classes.Count, new Random(seed));
        return [.. Enumerable.Range(0, folds).Select(fold => new BeatSplit(Name, seed,
            [.. rows.Where(row => foldOf[patients[row]] != fold)],
            [.. rows.Where(row => foldOf[patients[row]] == fold)]))];
    }

    /// <summary>For each patient, which share of every class's beats is theirs.</summary>
    private static Dictionary<string, double[]> SharesOfPatients(BeatTable beats, IReadOnlyList<string> patients, int[] rows, double[] totals)
    {
        var shares = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (int row in rows)
        {
            if (!shares.TryGetValue(patients[row], out var share))
                shares.Add(patients[row], share = new double[totals.Length]);
            int label = beats.Labels[row];
            share[label] += 1 / totals[label];
        }
        return shares;
    }

    private static Dictionary<string, int> Deal(Dictionary<string, double[]> shares, int folds, int classes, Random random)
    {
        string[] order = [.. shares.Keys.Order(StringComparer.Ordinal)];
        random.Shuffle(order);
        var sums = new double[folds, classes];
        var patientsIn = new int[folds];
        var foldOf = new Dictionary<string, int>(StringComparer.Ordinal);
        int left = order.Length;
        foreach (string patient in order.OrderByDescending(p => shares[p].Max()))
        {
            // An empty fold must be filled while there are patients left for it.
            bool mustFillEmpty = left == patientsIn.Count(count => count == 0);
            var candidates = Enumerable.Range(0, folds).Where(fold => !mustFillEmpty || patientsIn[fold] == 0);
            int best = candidates.MinBy(fold => (Growth(sums, fold, shares[patient]), patientsIn[fold]));
            for (int c = 0; c < classes; c++)
                sums[best, c] += shares[patient][c];
            patientsIn[best]++;
            foldOf.Add(patient, best);
            left--;
        }
        return foldOf;
    }

    /// <summary>How much the squared shares of a fold grow: with the total fixed, the least growth gives the least variance between folds.</summary>
    private static double Growth(double[,] sums, int fold, double[] share)
    {
        double growth = 0;
        for (int c = 0; c < share.Length; c++)
            growth += share[c] * (2 * sums[fold, c] + share[c]);
        return growth;
    }
}
