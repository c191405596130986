using System.Globalization;

namespace ArrhythmiaVision.Trainers;

/// <summary>Sets rows aside for validation.</summary>
internal static class ValidationSplit
{
    /// <summary>Divides rows into those to train on and those to validate on, each in the order of the view.</summary>
    /// <remarks>
    /// Without groups, each class gives the same share of its rows, rounded, so that rare classes are judged too. With
    /// groups, groups are drawn until their rows come as near to the share as the groups allow, at least one and not all.
    /// </remarks>
    public static (int[] Training, int[] Validation) Choose(BeatRows rows, double fraction, string? groupName, int seed)
    {
        var random = new Random(seed);
        var aside = groupName is null ? ByClass(rows, fraction, random) : ByGroup(rows, fraction, groupName, random);
        var training = new List<int>(rows.Count);
        var validation = new List<int>();
        for (int row = 0; row < rows.Count; row++)
            (aside[row] ? validation : training).Add(row);
        return ([.. training], [.. validation]);
    }

    private static bool[] ByClass(BeatRows rows, double fraction, Random random)
    {
        int[] order = Shuffled(rows.Count, random);
        int[] left = Array.ConvertAll(rows.CountPerClass(order), count => (int)Math.Round(count * fraction, MidpointRounding.AwayFromZero));
        var aside = new bool[rows.Count];
        foreach (int row in order)
            aside[row] = left[rows.Labels[row]]-- > 0;
        return aside;
    }

    private static bool[] ByGroup(BeatRows rows, double fraction, string groupName, Random random)
    {
        if (rows.GroupCount < 2)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Group column '{groupName}' has {rows.GroupCount} different values in the labelled rows; at least 2 are needed to set whole groups aside for validation."));

        var size = new int[rows.GroupCount];
        foreach (int group in rows.Groups)
            size[group]++;
        double wanted = rows.Count * fraction;
        var chosen = new bool[size.Length];
        int taken = 0, groups = 0;
        foreach (int group in Shuffled(size.Length, random))
        {
            // A group that would bring the rows further from the share than they are is passed over.
            bool nearer = Math.Abs(taken + size[group] - wanted) < Math.Abs(taken - wanted);
            if (!nearer || groups == size.Length - 1) continue;
            chosen[group] = true;
            taken += size[group];
            groups++;
        }

        if (groups == 0)
            chosen[Array.IndexOf(size, size.Min())] = true;
        var aside = new bool[rows.Count];
        for (int row = 0; row < aside.Length; row++)
            aside[row] = chosen[rows.Groups[row]];
        return aside;
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }
}
