using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// The beat-by-beat comparison of ANSI/AAMI EC57:1998 (section 4.2; also EC38:1998, 5.2.14), matched as WFDB's <c>bxb</c>
/// matches: two streams of annotations, merged by time, one beat ahead, in constant memory.
/// </summary>
/// <remarks>
/// <para>A test beat and a reference beat match if they are no further apart than the match window and no neighbour fits
/// better. A reference beat without a match counts against O, or against X where the test annotator marks the signal as
/// unreadable. A test beat without a match counts against O or X likewise, and not at all within flutter or fibrillation that
/// the reference marks with <c>[</c> and <c>]</c>. Unreadable times are marked by <c>~</c> annotations with both of bits 4
/// and 5 of the subtype set, and end at one without; a mark that stands alone, as in the AHA database, covers the gap in
/// which it stands.</para>
/// <para>There are three differences from <c>bxb</c>, all where a file breaks off: flutter or shutdown that has no end lasts
/// to the end, whether or not there was some before; a final shutdown after the end of the comparison counts 0 seconds, not
/// a negative number; and annotations that are not in order of time are refused.</para>
/// </remarks>
public static class BeatComparison
{
    /// <summary>Compares two annotators of one record.</summary>
    /// <param name="reference">The reference annotations in order of time.</param>
    /// <param name="test">The annotations to judge, in order of time.</param>
    /// <param name="options">Sampling frequency, record length, and where the comparison departs from the standard.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">Annotations are not in order of time.</exception>
    public static BeatComparisonResult Compare(IEnumerable<Annotation> reference, IEnumerable<Annotation> test, ComparisonOptions options)
    {
        var (from, to, span) = Open(reference, test, options);
        var counts = new long[BeatMatrix.Size * BeatMatrix.Size];
        double squares = 0;
        long intervals = 0;
        foreach (var pair in Match(from, to, span))
        {
            // Two stand-ins make no pair: a flutter wave that stands alone has no label of its own.
            if (pair.Reference != BeatLabel.Excluded && pair.Test != BeatLabel.Excluded && (pair.Reference < BeatLabel.O || pair.Test < BeatLabel.O))
                counts[((int)pair.Reference * BeatMatrix.Size) + (int)pair.Test]++;
            if (pair.ReferenceInterval > 0 && pair.TestInterval > 0)
            {
                double error = pair.ReferenceInterval - pair.TestInterval;
                squares += error * error;
                intervals++;
            }
        }

        return new BeatComparisonResult(new BeatMatrix(counts), options.SamplingFrequency, squares, intervals, to.ShutdownLength);
    }

    /// <summary>
    /// The pairs of beats one by one, for listings of what was missed or mistaken. Pairs in flutter that the reference marks
    /// are among them, labelled <see cref="BeatLabel.Excluded"/>.
    /// </summary>
    /// <param name="reference">The reference annotations in order of time.</param>
    /// <param name="test">The annotations to judge, in order of time.</param>
    /// <param name="options">Sampling frequency, record length, and where the comparison departs from the standard.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">Annotations are not in order of time (thrown when the pairs are read).</exception>
    public static IEnumerable<BeatPair> Pairs(IEnumerable<Annotation> reference, IEnumerable<Annotation> test, ComparisonOptions options)
    {
        Check(reference, test, options);
        return Enumerate();

        IEnumerable<BeatPair> Enumerate()
        {
            var (from, to, span) = Open(reference, test, options);
            foreach (var pair in Match(from, to, span))
                yield return pair;
        }
    }

    private static ComparisonSpan Check(IEnumerable<Annotation> reference, IEnumerable<Annotation> test, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        return options.ToSamples();
    }

    private static (BeatCursor Reference, BeatCursor Test, ComparisonSpan Span) Open(
        IEnumerable<Annotation> reference, IEnumerable<Annotation> test, ComparisonOptions options)
    {
        var span = Check(reference, test, options);
        return (new BeatCursor(reference, "the reference annotations", span, options.EscapeBeatsAreNormal),
            new BeatCursor(test, "the test annotations", span, options.EscapeBeatsAreNormal), span);
    }

    private static IEnumerable<BeatPair> Match(BeatCursor reference, BeatCursor test, ComparisonSpan span)
    {
        using var first = reference;
        using var second = test;

        // The reference stands at its first beat of the test period, the test annotator at its last beat before it: that one
        // may still belong to the reference's first.
        do
            reference.Advance();
        while (reference.Sample < span.Start);
        do
            test.Advance();
        while (test.NextSample < span.Start);

        long lead = reference.Sample - test.Sample;
        if (lead <= span.Window && lead < Distance(reference.Sample, test.NextSample))
        {
            if (reference.Label != BeatLabel.Excluded || test.Label != BeatLabel.Excluded)
                yield return PairOf(reference, test);
            reference.Advance();
            test.Advance();
        }
        else
        {
            // The partner of a test beat just after the start may lie just before it; such a beat counts neither way.
            test.Advance();
            if (test.Sample - span.Start <= span.Window && Distance(reference.Sample, test.NextSample) < Distance(reference.Sample, test.Sample))
                test.Advance();
        }

        while (!IsOver(reference, test, span))
        {
            if (test.Sample < reference.Sample)
            {
                if (Belong(test, reference, span.Window))
                {
                    yield return PairOf(reference, test);
                    reference.Advance();
                    test.Advance();
                }
                else
                {
                    var missing = reference.IsFlutter(test.Sample) ? BeatLabel.Excluded : StandInOf(reference, test.Sample);
                    yield return new BeatPair(missing, test.Label, test.Sample, test.Sample, reference.Interval, test.Interval);
                    test.Advance();
                }
            }
            else if (Belong(reference, test, span.Window))
            {
                yield return PairOf(reference, test);
                reference.Advance();
                test.Advance();
            }
            else
            {
                var missing = StandInOf(test, reference.Sample);
                yield return new BeatPair(reference.Label, missing, reference.Sample, reference.Sample, reference.Interval, test.Interval);
                reference.Advance();
            }
        }
    }

    private static bool IsOver(BeatCursor reference, BeatCursor test, ComparisonSpan span) =>
        span.End is { } end ? reference.Sample > end && test.Sample > end
        : reference.Sample == BeatCursor.Ended || (span.EndsWithEither && test.Sample == BeatCursor.Ended);

    /// <summary>
    /// Whether the earlier beat's partner is the later one, and not the beat that follows the earlier; that one may lie
    /// nearer if it has a still nearer partner of its own.
    /// </summary>
    private static bool Belong(BeatCursor earlier, BeatCursor later, long window)
    {
        long apart = later.Sample - earlier.Sample;
        long toNext = Distance(later.Sample, earlier.NextSample);
        return apart <= window && (apart < toNext || Distance(later.NextSample, earlier.NextSample) < toNext);
    }

    private static BeatLabel StandInOf(BeatCursor annotator, long sample) => annotator.IsShutdown(sample) ? BeatLabel.X : BeatLabel.O;

    private static BeatPair PairOf(BeatCursor reference, BeatCursor test) =>
        new(reference.Label, test.Label, reference.Sample, test.Sample, reference.Interval, test.Interval);

    private static long Distance(long a, long b) => Math.Abs(a - b);
}
