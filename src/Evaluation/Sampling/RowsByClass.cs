namespace ArrhythmiaVision.Evaluation;

/// <summary>Sorts row indices by their class.</summary>
internal static class RowsByClass
{
    /// <summary>The indices of each class's rows, ascending; rows without a label are left out.</summary>
    public static int[][] Of(ReadOnlySpan<int> labels, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var counts = new int[classes.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            int label = labels[i];
            if (label >= classes.Count)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"Row {i} has label {label}, but there are {classes.Count} classes ({string.Join(", ", classes)}), numbered from 0.");
            if (label >= 0)
                counts[label]++;
        }

        var rows = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
                rows[labels[i]][counts[labels[i]]++] = i;
        }
        return rows;
    }
}
