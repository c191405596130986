namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Chooses rows so that every class has the same number of them: the one engine behind every way to balance classes.
/// </summary>
/// <remarks>
/// A class with more rows than asked for gives a random part of them, none twice. A class with fewer gives each of
/// its rows equally often, and a random part of them once more, so that two rows' copies never differ by more than one.
/// </remarks>
public static class ClassBalancing
{
    /// <summary>Chooses <paramref name="rowsPerClass"/> rows of every class.</summary>
    /// <param name="labels">The class of each row, from 0; a negative label is missing, and the row is left out.</param>
    /// <param name="classes">The names of the classes, in the order of the labels.</param>
    /// <param name="rowsPerClass">How many rows of each class to choose, 1 or more; or null for as many as the largest class has.</param>
    /// <param name="seed">The seed of the choice and of the order.</param>
    /// <returns>Indices into <paramref name="labels"/>, shuffled; an index stands there as often as its row is to be used.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowsPerClass"/> is below 1, or a label is no class.</exception>
    /// <exception cref="ArgumentException">A class has no rows, or there are too many rows to index.</exception>
    public static int[] Choose(ReadOnlySpan<int> labels, IReadOnlyList<string> classes, int? rowsPerClass, int seed)
    {
        if (rowsPerClass is < 1)
            throw new ArgumentOutOfRangeException(nameof(rowsPerClass), rowsPerClass, "Each class needs at least one row.");

        var rows = RowsByClass.Of(labels, classes);
        return Choose(rows, classes, rowsPerClass, new Random(seed));
    }

    internal static int[] Choose(int[][] rowsByClass, IReadOnlyList<string> classes, int? rowsPerClass, Random random)
    {
        for (int c = 0; c < rowsByClass.Length; c++)
        {
            if (rowsByClass[c].Length == 0)
                throw new ArgumentException($"Class '{classes[c]}' has no rows, so the classes cannot be balanced. Leave the class out of the label scheme, or add recordings that have it.", nameof(classes));
        }

        int target = rowsPerClass ?? rowsByClass.Max(rows => rows.Length);
        if ((long)target * rowsByClass.Length > Array.MaxLength)
            throw new ArgumentException($"{rowsByClass.Length} classes of {target} rows are more than can be indexed; ask for fewer rows a class.", nameof(rowsPerClass));

        var chosen = new int[target * rowsByClass.Length];
        for (int c = 0; c < rowsByClass.Length; c++)
            Fill(chosen.AsSpan(c * target, target), rowsByClass[c], random);
        random.Shuffle(chosen);
        return chosen;
    }

    private static void Fill(Span<int> chosen, int[] rows, Random random)
    {
        while (chosen.Length >= rows.Length)
        {
            rows.CopyTo(chosen);
            chosen = chosen[rows.Length..];
        }

        if (chosen.IsEmpty)
            return;
        int[] order = [.. rows];
        random.Shuffle(order);
        order.AsSpan(0, chosen.Length).CopyTo(chosen);
    }
}
