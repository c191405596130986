using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>One annotation of a recording: what was seen (<see cref="Code"/>) and where (<see cref="Sample"/>).</summary>
/// <param name="Sample">The position in samples from the start of the record (ticks, where the file states a time resolution of its own).</param>
/// <param name="Code">What is annotated.</param>
public readonly record struct Annotation(long Sample, AnnotationCode Code)
{
    /// <summary>The subtype, -512 to 511; 0 where none is given.</summary>
    public short Subtype { get; init; }

    /// <summary>The signal the annotation is about, 0 to 1023; 0 where it is about the whole record.</summary>
    public short Channel { get; init; }

    /// <summary>The annotator's number, -512 to 511; 0 where none is given.</summary>
    public short Num { get; init; }

    /// <summary>The auxiliary bytes (at most 255) just as they are in the file; texts in MIT-BIH end in a NUL that counts, others do not.</summary>
    public ReadOnlyMemory<byte> Aux { get; init; }

    /// <summary>The auxiliary bytes as text up to the first NUL: a rhythm such as <c>(AFIB</c>, a comment.</summary>
    public string AuxText
    {
        get
        {
            ReadOnlySpan<byte> bytes = Aux.Span;
            int end = bytes.IndexOf((byte)0);
            return HeaderText.Decode(end < 0 ? bytes : bytes[..end]);
        }
    }

    /// <summary>The symbol of the code.</summary>
    public string Symbol => Code.Symbol;

    /// <summary>Makes an annotation's auxiliary bytes from text.</summary>
    /// <param name="text">At most 255 bytes of UTF-8.</param>
    public static ReadOnlyMemory<byte> AuxFrom(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Whether every field and every auxiliary byte is the same.</summary>
    /// <param name="other">The other annotation.</param>
    public bool Equals(Annotation other) =>
        Sample == other.Sample && Code == other.Code && Subtype == other.Subtype && Channel == other.Channel
        && Num == other.Num && Aux.Span.SequenceEqual(other.Aux.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sample, Code, Subtype, Channel, Num, Aux.Length);
}
