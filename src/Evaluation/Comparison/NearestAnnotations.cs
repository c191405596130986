using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Says which annotation each of a recording's detected R peaks is labelled by.</summary>
/// <remarks>
/// <para>A peak's annotation is the one nearest to it, no further away than the window. Where that is the nearest of several
/// peaks, the nearest of these has it and the others have none: a peak is never given the second best, which marks another beat.
/// Of two annotations equally near a peak the earlier is meant, and of two peaks equally near an annotation the earlier has
/// it. So no annotation is used twice, the order of time is kept, and what is decided at one place does not depend on what lies
/// farther off.</para>
/// <para>This labels beats; how good a detector is, <see cref="BeatComparison"/> says, whose rules are the standard's.</para>
/// </remarks>
public static class NearestAnnotations
{
    /// <summary>How far a peak may lie from its annotation: the 150 ms by which EC57 matches beats.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(150);

    /// <summary>The <see cref="Window"/> in samples, a half rounded up as in the WFDB library.</summary>
    /// <param name="samplingRate">Samples a second.</param>
    public static long WindowAt(double samplingRate) => (long)Math.Floor((Window.TotalSeconds * samplingRate) + 0.5);

    /// <summary>Finds each peak's annotation.</summary>
    /// <param name="peaks">The peaks' sample numbers, ascending.</param>
    /// <param name="annotations">The sample numbers of the annotations of beats, ascending.</param>
    /// <param name="window">How many samples a peak may lie from its annotation, 0 or more.</param>
    /// <param name="matches">Receives, for each peak, the index of its annotation; -1 for none.</param>
    /// <exception cref="ArgumentException">Peaks or annotations are not ascending, or there are not as many places as peaks.</exception>
    public static void Match(ReadOnlySpan<long> peaks, ReadOnlySpan<long> annotations, long window, Span<int> matches)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        if (matches.Length != peaks.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {peaks.Length} peaks but {matches.Length} places for their annotations."), nameof(matches));
        CheckAscending(peaks, nameof(peaks));
        CheckAscending(annotations, nameof(annotations));

        // Peaks that mean the same annotation follow one another, so only the last that has one can be beaten.
        int before = -1, after = 0, holder = -1;
        for (int i = 0; i < peaks.Length; i++)
        {
            for (; after < annotations.Length && annotations[after] < peaks[i]; after++)
            {
                if (before < 0 || annotations[before] < annotations[after])
                    before = after;
            }
            int nearest = before >= 0 && (after == annotations.Length || peaks[i] - annotations[before] <= annotations[after] - peaks[i]) ? before : after;
            matches[i] = -1;
            if (nearest == annotations.Length || Distance(peaks[i], annotations[nearest]) > window)
                continue;
            if (holder >= 0 && matches[holder] == nearest)
            {
                if (Distance(peaks[holder], annotations[nearest]) <= Distance(peaks[i], annotations[nearest]))
                    continue;
                matches[holder] = -1;
            }
            matches[i] = nearest;
            holder = i;
        }
    }

    private static long Distance(long a, long b) => Math.Abs(a - b);

    private static void CheckAscending(ReadOnlySpan<long> samples, string name)
    {
        for (int i = 1; i < samples.Length; i++)
        {
            if (samples[i] < samples[i - 1])
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"They are not in order of time: sample {samples[i]} comes after sample {samples[i - 1]}. Sort them first."), name);
        }
    }
}
