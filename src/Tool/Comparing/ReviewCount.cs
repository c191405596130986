using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What a person changed in the beats of an annotation file that this program wrote.</summary>
/// <param name="Annotator">The annotator.</param>
/// <param name="Beats">The file's beats.</param>
/// <param name="Reviewed">How many of them a person labelled or added.</param>
/// <param name="Changes">Which labels became which, with how many beats: <c>N to V</c>; where the file does not say what a beat was, <c>labelled or added V</c>.</param>
internal sealed record ReviewCount(string Annotator, int Beats, int Reviewed, IReadOnlyDictionary<string, int> Changes)
{
    /// <summary>Counts.</summary>
    /// <param name="annotator">The annotator.</param>
    /// <param name="annotations">The annotations, in order of time.</param>
    /// <returns>Null where another program wrote the file, so that nothing is known of its labels' origin.</returns>
    public static ReviewCount? Of(string annotator, IReadOnlyList<Annotation> annotations)
    {
        var review = new AnnotationReview(annotations);
        if (!review.IsOwn)
            return null;
        var changes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < review.Beats.Count; i++)
        {
            if (!review.IsReviewed(i))
                continue;
            string now = review.Beats[i].Symbol, change = review.WrittenAs(i) is { } before ? $"{before} to {now}" : $"labelled or added {now}";
            changes[change] = changes.GetValueOrDefault(change) + 1;
        }

        return new ReviewCount(annotator, review.Beats.Count, review.Reviewed, changes);
    }

    /// <summary>The counts of several records in one; null where there are none.</summary>
    public static ReviewCount? Sum(IReadOnlyList<ReviewCount> counts) => counts.Count == 0 ? null : new ReviewCount(
        counts[0].Annotator, counts.Sum(count => count.Beats), counts.Sum(count => count.Reviewed),
        new SortedDictionary<string, int>(counts.SelectMany(count => count.Changes).GroupBy(change => change.Key).ToDictionary(group => group.Key, group => group.Sum(change => change.Value)), StringComparer.Ordinal));

    /// <summary>The counts as a line.</summary>
    public override string ToString() => Reviewed == 0
        ? Invariant($"Reviewed beats of {Annotator}: none of {Beats}")
        : Invariant($"Reviewed beats of {Annotator}: {Reviewed} of {Beats} ({string.Join(", ", Changes.Select(change => Invariant($"{change.Value} {change.Key}")))})");
}
