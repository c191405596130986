using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Attribution;

/// <summary>Cuts a beat into its clinical segments.</summary>
public static class ClinicalSegments
{
    /// <summary>What is before the P wave, or before the QRS complex where there is none.</summary>
    public const string Before = "before";

    /// <summary>The P wave.</summary>
    public const string P = "P";

    /// <summary>From the P wave's end to the QRS complex.</summary>
    public const string PR = "PR";

    /// <summary>The Q wave, up to halfway between its peak and the R peak.</summary>
    public const string Q = "Q";

    /// <summary>The R wave: the whole QRS complex where it has neither Q nor S wave.</summary>
    public const string R = "R";

    /// <summary>The S wave, from halfway between the R peak and its own.</summary>
    public const string S = "S";

    /// <summary>From the QRS complex's end to the T wave.</summary>
    public const string ST = "ST";

    /// <summary>The T wave.</summary>
    public const string T = "T";

    /// <summary>What is after the T wave, or after the QRS complex where there is none.</summary>
    public const string After = "after";

    /// <summary>All names, in the order of time.</summary>
    public static IReadOnlyList<string> Names { get; } = [Before, P, PR, Q, R, S, ST, T, After];

    /// <summary>The segments that make up the QRS complex.</summary>
    public static IReadOnlyList<string> QrsComplex { get; } = [Q, R, S];

    /// <summary>Cuts a beat's window at the ends of its waves.</summary>
    /// <param name="waves">The beat's waves.</param>
    /// <param name="firstSample">The sample number, as the waves count, of the window's first sample.</param>
    /// <param name="length">Samples of the window.</param>
    /// <returns>Segments that follow one another and cover the window; those of waves that were not found, or lie outside, are left out.
    /// Without a QRS complex there are two, parted at the R peak.</returns>
    /// <exception cref="ArgumentException">The R peak lies outside the window.</exception>
    public static ClinicalSegment[] From(in BeatDelineation waves, long firstSample = 0, int length = BeatDataset.BeatLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        if (waves.RPeak < firstSample || waves.RPeak >= firstSample + length)
            throw new ArgumentException(Invariant($"The R peak, sample {waves.RPeak}, lies outside the window, samples {firstSample} to {firstSample + length - 1}."), nameof(waves));

        var starts = new List<(string Name, long Start)> { (Before, firstSample) };
        if (waves.Qrs is { } qrs)
        {
            if (waves.P is { } p) starts.AddRange([(P, p.Onset), (PR, p.Offset + 1)]);
            if (qrs.Q is { } q) starts.AddRange([(Q, qrs.Onset), (R, ((q + waves.RPeak) / 2) + 1)]);
            else starts.Add((R, qrs.Onset));
            if (qrs.S is { } s) starts.Add((S, ((s + waves.RPeak) / 2) + 1));
            if (waves.T is { } t) starts.AddRange([(ST, qrs.Offset + 1), (T, t.Onset), (After, t.Offset + 1)]);
            else starts.Add((After, qrs.Offset + 1));
        }
        else
        {
            starts.Add((After, waves.RPeak));
        }

        return Cut(starts, firstSample, length);
    }

    /// <summary>Cuts a beat into pieces of the same length, named by their place.</summary>
    /// <param name="count">Number of pieces, 1 or more.</param>
    /// <param name="length">Samples of the beat.</param>
    public static ClinicalSegment[] Equal(int count, int length = BeatDataset.BeatLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, count);
        return [.. Enumerable.Range(0, count).Select(i => new ClinicalSegment(Invariant($"{i + 1} of {count}"), i * length / count, (i + 1) * length / count))];
    }

    private static ClinicalSegment[] Cut(List<(string Name, long Start)> starts, long firstSample, int length)
    {
        var segments = new List<ClinicalSegment>();
        var end = length;
        for (var i = starts.Count - 1; i >= 0; i--)
        {
            // From the end: a wave that begins before another's beginning is cut off there, never the later one.
            var start = (int)Math.Clamp(starts[i].Start - firstSample, 0, end);
            if (i == 0) start = 0;
            if (start < end) segments.Add(new ClinicalSegment(starts[i].Name, start, end));
            end = start;
        }

        segments.Reverse();
        return [.. segments];
    }
}
