namespace ArrhythmiaVision.Evaluation;

/// <summary>How many of a class's beats a record may give to training, and how often each is used.</summary>
/// <param name="MostPerRecord">Of a record that has more, so many are drawn; null takes all.</param>
/// <param name="Copies">How often each beat is used, 1 or more.</param>
public readonly record struct ClassQuota(int? MostPerRecord = null, int Copies = 1);

/// <summary>Chooses training beats record by record, so that no patient's many normal beats outweigh the others'.</summary>
public static class RecordQuotas
{
    /// <summary>Chooses beats.</summary>
    /// <param name="beats">The beats, with their records.</param>
    /// <param name="rows">The rows to choose from; those without a label are left out.</param>
    /// <param name="quotas">A quota for each class.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <returns>Rows of the table, in their order; a row stands there as often as it is to be used.</returns>
    /// <exception cref="ArgumentException">The records are not known, or there is not a quota for each class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A quota is below 1.</exception>
    public static int[] Choose(BeatTable beats, IReadOnlyList<int> rows, IReadOnlyList<ClassQuota> quotas, int seed)
    {
        ArgumentNullException.ThrowIfNull(beats);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(quotas);
        if (beats.Records is not { } records)
            throw new ArgumentException("Quotas for records need the beats' records, which are not known.", nameof(beats));
        if (quotas.Count != beats.Classes.Count)
            throw new ArgumentException($"There are {beats.Classes.Count} classes but {quotas.Count} quotas.", nameof(quotas));
        foreach (var quota in quotas)
        {
            if (quota.MostPerRecord < 1 || quota.Copies < 1)
                throw new ArgumentOutOfRangeException(nameof(quotas), quota, "A quota takes 1 beat a record or more, and each once or more.");
        }

        var random = new Random(seed);
        var chosen = new List<int>();
        var groups = rows.Where(row => beats.Labels[row] >= 0).GroupBy(row => (records[row], beats.Labels[row]));
        foreach (var group in groups.OrderBy(group => group.Key.Item1, StringComparer.Ordinal).ThenBy(group => group.Key.Item2))
        {
            var quota = quotas[group.Key.Item2];
            int[] taken = [.. group];
            if (quota.MostPerRecord < taken.Length)
            {
                random.Shuffle(taken);
                taken = taken[..quota.MostPerRecord.Value];
            }
            for (int copy = 0; copy < quota.Copies; copy++)
                chosen.AddRange(taken);
        }
        chosen.Sort();
        return [.. chosen];
    }
}
