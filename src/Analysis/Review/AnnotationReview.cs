using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>Tells the labels that a person gave from those that this library wrote: its annotation files say of every beat what it was written as.</summary>
/// <remarks>
/// <para>A classified beat says so by its <see cref="ModelLabel"/>, one that was found and not classified by the text <c>found</c>. Programs that change a
/// label leave that text or take it away, and a beat that a person adds has none; each shows that the label is theirs. A beat that could not be
/// judged is written as Q without a text.</para>
/// <para>A file in which no beat has such a text comes from elsewhere: then nothing is known of its labels' origin.</para>
/// </remarks>
public sealed class AnnotationReview
{
    private const string FoundText = "found";
    private static readonly ReadOnlyMemory<byte> s_found = Annotation.AuxFrom(FoundText);

    private readonly Annotation[] _beats;

    /// <summary>Takes the beats of an annotation file.</summary>
    /// <param name="annotations">Its annotations in order of time; those that mark no beat are passed over.</param>
    public AnnotationReview(IReadOnlyList<Annotation> annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        _beats = [.. annotations.Where(annotation => annotation.Code.IsBeat)];
        IsOwn = _beats.Any(beat => IsFound(beat) || ModelLabel.TryRead(beat, out _));
        Reviewed = Enumerable.Range(0, _beats.Length).Count(IsReviewed);
    }

    /// <summary>The beats, in order of time.</summary>
    public IReadOnlyList<Annotation> Beats => _beats;

    /// <summary>Whether this library wrote the file, so that what a person changed can be told.</summary>
    public bool IsOwn { get; }

    /// <summary>How many beats a person labelled or added; 0 where that cannot be told.</summary>
    public int Reviewed { get; }

    /// <summary>Whether a person labelled or added the beat; false where that cannot be told.</summary>
    /// <param name="beat">The beat's number, from 0.</param>
    public bool IsReviewed(int beat)
    {
        if (!IsOwn) return false;
        var annotation = _beats[beat];
        return IsFound(annotation) ? annotation.Code != AnnotationCode.Normal
            : ModelLabel.TryRead(annotation, out _) ? ModelLabel.IsRelabelled(annotation)
            : annotation.Code != AnnotationCode.Unclassifiable;
    }

    /// <summary>The symbol that the beat was written with; null where the annotation does not say: the text is gone, or a person added the beat.</summary>
    /// <param name="beat">The beat's number, from 0.</param>
    public string? WrittenAs(int beat) =>
        IsFound(_beats[beat]) ? AnnotationCode.Normal.Symbol : ModelLabel.TryRead(_beats[beat], out var label) ? label.WrittenSymbol : null;

    /// <summary>Whether the beat's label says no more than that there is a beat: it was found and never classified, and nobody labelled it.</summary>
    /// <param name="beat">The beat's number, from 0.</param>
    public bool IsOnlyFound(int beat) => IsFound(_beats[beat]) && !IsReviewed(beat);

    /// <summary>The annotation of a beat that was found but not classified: labelled N, as every program reads it, and told from a beat judged as N.</summary>
    /// <param name="sample">The R peak's sample.</param>
    public static Annotation Found(long sample) => new(sample, AnnotationCode.Normal) { Aux = s_found };

    private static bool IsFound(in Annotation annotation) => annotation.AuxText == FoundText;
}
