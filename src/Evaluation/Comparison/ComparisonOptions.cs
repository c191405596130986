using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// What a comparison of two annotators of one record takes into account. The defaults are those of ANSI/AAMI EC57; WFDB's
/// <c>bxb</c> and <c>rxr</c> call any other start, end or match window a nonstandard comparison.
/// </summary>
public sealed record ComparisonOptions
{
    /// <summary>Samples a second that the annotations count, in Hz.</summary>
    public required double SamplingFrequency { get; init; }

    /// <summary>The record's length in samples; null where it is not known, and the comparison then goes to the last reference beat.</summary>
    public long? RecordLength { get; init; }

    /// <summary>Where the comparison begins: after the learning period of five minutes (option <c>-f</c> of the tools).</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where the comparison ends (option <c>-t</c>); null for the end of the record.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Whether to stop where the first of the two annotators does (option <c>-t 0</c>), whatever <see cref="End"/> and <see cref="RecordLength"/> say.</summary>
    public bool EndsWithEitherAnnotator { get; init; }

    /// <summary>The largest difference between the times of two matching beats: 150 ms (option <c>-w</c>).</summary>
    public TimeSpan MatchWindow { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Whether atrial, nodal and supraventricular escape beats (<c>e j n</c>) count as N, as in de Chazal et al. (IEEE Trans
    /// Biomed Eng 51(7):1196-1206, 2004, table I) and in <see cref="AnnotationCode.Aami"/>, and not as S, as in EC57.
    /// </summary>
    public bool EscapeBeatsAreNormal { get; init; }

    /// <summary>The standard comparison for a record.</summary>
    /// <param name="header">The record's header, which gives sampling frequency and length.</param>
    public static ComparisonOptions For(WfdbHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new ComparisonOptions
        {
            SamplingFrequency = header.SamplingFrequency,
            RecordLength = header.StatedLength is > 0 ? header.StatedLength : null,
        };
    }

    /// <summary>Checks the options and gives them in samples.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ComparisonSpan ToSamples()
    {
        if (!(SamplingFrequency > 0) || double.IsInfinity(SamplingFrequency))
            throw Bad($"The sampling frequency is {SamplingFrequency} Hz; it must be a positive number.");
        if (RecordLength is <= 0)
            throw Bad($"The record's length is {RecordLength} samples; it must be positive, or null where it is not known.");
        if (Start < TimeSpan.Zero)
            throw Bad($"The comparison would start at {Start}; it must start at 0 or later.");
        if (MatchWindow < TimeSpan.Zero)
            throw Bad($"The match window is {MatchWindow}; it must be 0 or more.");
        if (End is { } chosen && chosen <= TimeSpan.Zero)
            throw Bad($"The comparison would end at {chosen}; its end must be after 0.");

        long start = SampleAt(Start);
        long? end = EndsWithEitherAnnotator ? null : End is { } time ? SampleAt(time) : RecordLength;
        if (end < start)
            throw Bad($"The comparison would start at sample {start} and end before it, at {end}. Give an earlier start: the learning period of a short record must be shorter than the record.");
        return new ComparisonSpan(start, end, SampleAt(MatchWindow), EndsWithEitherAnnotator);
    }

    // As the WFDB library turns times into samples: halves go up.
    private long SampleAt(TimeSpan time) => (long)Math.Floor((time.TotalSeconds * SamplingFrequency) + 0.5);

    private static ArgumentException Bad(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), "options");
}
