using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// The run-by-run comparison of ANSI/AAMI EC57:1998 (section 4.2; also EC38:1998, 5.2.14), as WFDB's <c>rxr</c> makes it:
/// are couplets, short and long runs of ectopic beats found where they are, and only there?
/// </summary>
/// <remarks>
/// <para>Runs of ventricular beats take in fusions; ventricular flutter or fibrillation, marked by <c>[ ]</c> or a rhythm
/// <c>(VF…</c>, counts as a long run. Between a rhythm <c>(AF…</c> and the next rhythm, conducted beats count as
/// supraventricular ectopic beats, and the whole as a long run of them. A run that the end of the comparison cuts is not
/// counted. As in <c>rxr</c>, fibrillation that a beat of another kind breaks off before it has a beat of its own is a long
/// run that no other matches, even that of the same annotations: MIT-BIH's own agree with themselves in 541 of 543.</para>
/// <para>Where this differs from <c>rxr</c>: a file with no annotation in the time compared gives runs of length 0, where
/// <c>rxr</c> stops without a word; and no pass takes over the last annotation of the pass before, nor is a run in the first
/// 150 ms of a record (with no learning period) taken for a long one.</para>
/// </remarks>
public static class RunComparison
{
    /// <summary>Compares two annotators of one record.</summary>
    /// <param name="reference">The reference annotations in order of time; gone through four times, in constant memory.</param>
    /// <param name="test">The annotations to judge, in order of time; gone through four times, in constant memory.</param>
    /// <param name="options">Sampling frequency, record length, and where the comparison departs from the standard.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">Annotations are not in order of time.</exception>
    public static RunComparisonResult Compare(IEnumerable<Annotation> reference, IEnumerable<Annotation> test, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        var span = options.ToSamples();
        return new RunComparisonResult(CompareKind(RunKind.Ventricular), CompareKind(RunKind.Supraventricular));

        RunStatistics CompareKind(RunKind kind)
        {
            using var sensitivity = new RunPass(OpenReference(), OpenTest(), span, kind);
            using var predictivity = new RunPass(OpenTest(), OpenReference(), span, kind);
            return new RunStatistics(new RunMatrix(sensitivity.Count()), new RunMatrix(Transpose(predictivity.Count())));
        }

        RunEventReader OpenReference() => new(reference, "the reference annotations", options.EscapeBeatsAreNormal);
        RunEventReader OpenTest() => new(test, "the test annotations", options.EscapeBeatsAreNormal);
    }

    private static long[,] Transpose(long[,] counts)
    {
        var transposed = new long[counts.GetLength(1), counts.GetLength(0)];
        for (int r = 0; r < counts.GetLength(0); r++)
        {
            for (int c = 0; c < counts.GetLength(1); c++)
                transposed[c, r] = counts[r, c];
        }

        return transposed;
    }
}
