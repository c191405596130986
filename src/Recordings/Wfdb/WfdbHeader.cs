using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// The header of a WFDB record (header(5)): immutable, read from a <c>.hea</c> file or made. A header that is not changed
/// is written back exactly as it was read; of a changed one the content is kept and the spacing made regular.
/// </summary>
public sealed record WfdbHeader
{
    /// <summary>Frames a second where the header states none.</summary>
    public const double DefaultSamplingFrequency = 250;

    private const long MaxFileSize = 16L << 20;

    /// <summary>The record's name.</summary>
    public required string RecordName { get; init; }

    /// <summary>Frames a second as the header states them.</summary>
    public double? StatedSamplingFrequency { get; init; }

    /// <summary>Counter ticks a second as the header states them.</summary>
    public double? StatedCounterFrequency { get; init; }

    /// <summary>The counter's value at frame 0 as the header states it.</summary>
    public double? StatedBaseCounter { get; init; }

    /// <summary>The number of frames as the header states it; 0 or null where it is unspecified.</summary>
    public long? StatedLength { get; init; }

    /// <summary>The time of day of frame 0 as the header states it.</summary>
    public TimeSpan? BaseTime { get; init; }

    /// <summary>The date of frame 0; null where it was not recorded (<c>0/0/0</c> included).</summary>
    public DateOnly? BaseDate { get; init; }

    /// <summary>The signals of a single-segment record; empty in the header of a multi-segment record.</summary>
    public IReadOnlyList<WfdbSignal> Signals { get; init; } = [];

    /// <summary>The segments of a multi-segment record; empty in a single-segment record.</summary>
    public IReadOnlyList<WfdbSegment> Segments { get; init; } = [];

    /// <summary>The number of signals; of a multi-segment record, as its record line states it.</summary>
    public int SignalCount
    {
        get => IsMultiSegment ? field : Signals.Count;
        init;
    }

    /// <summary>Comment lines before the last signal or segment line, each without its <c>#</c>.</summary>
    public IReadOnlyList<string> LeadingComments { get; init; } = [];

    /// <summary>Comment lines after the last signal or segment line (info strings), each without its <c>#</c>.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>What ends each line: LF, or CR and LF.</summary>
    public string NewLine { get; init; } = "\n";

    /// <summary>Frames a second: 250 where the header states none.</summary>
    public double SamplingFrequency => StatedSamplingFrequency ?? DefaultSamplingFrequency;

    /// <summary>Counter ticks a second: the sampling frequency where the header states none, or none above 0.</summary>
    public double CounterFrequency => StatedCounterFrequency is double frequency && frequency > 0 ? frequency : SamplingFrequency;

    /// <summary>The counter's value at frame 0: 0 where the header states none.</summary>
    public double BaseCounter => StatedBaseCounter ?? 0;

    /// <summary>Whether the record is made of segments.</summary>
    public bool IsMultiSegment => Segments.Count > 0;

    /// <summary>Whether the record is made of segments whose signals may differ: the first has length 0 and is the layout.</summary>
    public bool IsVariableLayout => IsMultiSegment && Segments[0].Length == 0 && !Segments[0].IsGap;

    /// <summary>The text and the encoding as read, so that what is not changed is written back as it was.</summary>
    internal string? Source { get; init; }

    internal Encoding? SourceEncoding { get; init; }

    /// <summary>Reads a header file.</summary>
    /// <param name="path">The file, such as <c>100.hea</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no header, or holds numbers that cannot be.</exception>
    public static WfdbHeader Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException(
                $"There is no header file '{path}'. Give a record's path without extension or with '.hea', and check its folder.", path);
        }

        if (file.Length > MaxFileSize)
        {
            throw new InvalidDataException($"{path} has {file.Length} bytes, which is no header. Check that the file is a WFDB header.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        Encoding encoding = HeaderText.EncodingOf(bytes);
        return HeaderParser.Parse(encoding.GetString(bytes), path) with { SourceEncoding = encoding };
    }

    /// <summary>Reads a header from its text.</summary>
    /// <param name="text">The header's lines.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The text is no header, or holds numbers that cannot be.</exception>
    public static WfdbHeader Parse(string text, string name = "header")
    {
        ArgumentNullException.ThrowIfNull(text);
        return HeaderParser.Parse(text, name);
    }

    /// <summary>Writes the header file; it appears under its name only when it is whole.</summary>
    /// <param name="path">The file to write.</param>
    /// <exception cref="ArgumentException">A field cannot stand in a header: a name with a space, a text with a line break.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ToBytes();
        using var file = new PendingFile(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>The header as text.</summary>
    /// <exception cref="ArgumentException">A field cannot stand in a header.</exception>
    public string ToText()
    {
        string regular = HeaderFormatter.Format(this);
        return Source is not null && regular == HeaderFormatter.Format(HeaderParser.Parse(Source, "header")) ? Source : regular;
    }

    /// <summary>Whether the other header says the same.</summary>
    /// <param name="other">The other header.</param>
    public bool Equals(WfdbHeader? other) => other is not null && HeaderFormatter.Format(this) == HeaderFormatter.Format(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HeaderFormatter.Format(this).GetHashCode(StringComparison.Ordinal);

    /// <summary>The record line's name.</summary>
    public override string ToString() => RecordName;

    internal byte[] ToBytes()
    {
        string text = ToText();
        bool asRead = ReferenceEquals(text, Source) && SourceEncoding is not null;
        return (asRead ? SourceEncoding! : HeaderText.Utf8).GetBytes(text);
    }
}
