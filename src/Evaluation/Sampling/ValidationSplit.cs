using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Sets rows of a training set aside for validation.</summary>
public static class ValidationSplit
{
    /// <summary>Sets the same share of each class's rows aside, rounded, so that rare classes are judged too.</summary>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="fraction">The share to set aside, from 0 up to 1.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <returns>The rows to train on and those to validate on, each ascending.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative, or the share is out of its range.</exception>
    public static (int[] Training, int[] Validation) ByClass(ReadOnlySpan<int> labels, double fraction, int seed)
    {
        CheckFraction(fraction);
        int[] size = CountEach(labels, nameof(labels));
        int[] left = Array.ConvertAll(size, count => (int)Math.Round(count * fraction, MidpointRounding.AwayFromZero));
        var aside = new bool[labels.Length];
        foreach (int row in Shuffled(labels.Length, new Random(seed)))
            aside[row] = left[labels[row]]-- > 0;
        return Divide(labels.Length, row => aside[row]);
    }

    /// <summary>Sets whole groups of rows aside, such as patients, until their rows come as near to the share as the groups allow: at least one group, and not all.</summary>
    /// <param name="groups">The group of each row, numbered from 0.</param>
    /// <param name="fraction">The share of the rows to set aside, from 0 up to 1.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <returns>The rows to train on and those to validate on, each ascending.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A group is negative or has no rows, or the share is out of its range.</exception>
    public static (int[] Training, int[] Validation) ByGroup(ReadOnlySpan<int> groups, double fraction, int seed)
    {
        CheckFraction(fraction);
        int[] size = CountEach(groups, nameof(groups));
        if (Array.IndexOf(size, 0) is >= 0 and var empty)
            throw new ArgumentOutOfRangeException(nameof(groups), empty, "Groups are numbered from 0 without gaps, but there are no rows of this one.");
        if (size.Length < 2)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {size.Length} groups; at least 2 are needed to set whole groups aside for validation."), nameof(groups));

        double wanted = groups.Length * fraction;
        var chosen = new bool[size.Length];
        int taken = 0, count = 0;
        foreach (int group in Shuffled(size.Length, new Random(seed)))
        {
            // A group that would bring the rows further from the share than they are is passed over.
            bool nearer = Math.Abs(taken + size[group] - wanted) < Math.Abs(taken - wanted);
            if (!nearer || count == size.Length - 1) continue;
            chosen[group] = true;
            taken += size[group];
            count++;
        }

        if (count == 0)
            chosen[Array.IndexOf(size, size.Min())] = true;
        int[] ofRow = groups.ToArray();
        return Divide(ofRow.Length, row => chosen[ofRow[row]]);
    }

    private static (int[] Training, int[] Validation) Divide(int count, Func<int, bool> isAside)
    {
        var training = new List<int>(count);
        var validation = new List<int>();
        for (int row = 0; row < count; row++)
            (isAside(row) ? validation : training).Add(row);
        return ([.. training], [.. validation]);
    }

    private static int[] CountEach(ReadOnlySpan<int> numbers, string name)
    {
        int largest = -1;
        foreach (int number in numbers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, name);
            largest = Math.Max(largest, number);
        }
        var counts = new int[largest + 1];
        foreach (int number in numbers)
            counts[number]++;
        return counts;
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    private static void CheckFraction(double fraction)
    {
        if (!(fraction is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share set aside must be from 0 up to, but not including, 1.");
    }
}
