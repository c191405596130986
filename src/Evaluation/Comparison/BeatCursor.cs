using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Walks through one annotator's beats: the current one and the next, the RR interval between the last and the current,
/// and the two latest times of flutter and of shutdown up to the next beat.
/// </summary>
internal sealed class BeatCursor(IEnumerable<Annotation> annotations, string name, ComparisonSpan span, bool escapeBeatsAreNormal) : IDisposable
{
    /// <summary>The time of the current or next beat when there is none any more.</summary>
    public const long Ended = long.MaxValue;

    private static readonly Period s_never = new(-1, -1);

    private readonly AnnotationReader _reader = new(annotations, name);
    private Period _flutter = s_never;
    private Period _earlierFlutter = s_never;
    private Period _shutdown = s_never;
    private Period _earlierShutdown = s_never;

    /// <summary>The current beat's sample; 0 before the first.</summary>
    public long Sample { get; private set; }

    /// <summary>The current beat's label; not to be counted before the first.</summary>
    public BeatLabel Label { get; private set; } = BeatLabel.Excluded;

    /// <summary>The next beat's sample; 0 before anything is read.</summary>
    public long NextSample { get; private set; }

    /// <summary>The RR interval in samples that ends at the current beat; 0 where flutter, shutdown or an end lies between.</summary>
    public long Interval { get; private set; }

    /// <summary>The samples from every start of shutdown to its end, so far.</summary>
    public long ShutdownLength { get; private set; }

    private BeatLabel NextLabel { get; set; } = BeatLabel.Excluded;

    /// <summary>Makes the next beat the current one and reads up to the one after.</summary>
    public void Advance()
    {
        long last = Sample;
        (Sample, Label) = (NextSample, NextLabel);
        bool whole = last != 0 && Sample != Ended
            && !_flutter.StartsWithin(last, Sample) && !_shutdown.StartsWithin(last, Sample)
            && !_earlierFlutter.StartsWithin(last, Sample) && !_earlierShutdown.StartsWithin(last, Sample);
        Interval = whole ? Sample - last : 0;
        ReadNext();
    }

    /// <summary>Whether the sample lies in a time of flutter or fibrillation.</summary>
    public bool IsFlutter(long sample) => _flutter.Contains(sample) || _earlierFlutter.Contains(sample);

    /// <summary>Whether the sample lies in a time of shutdown.</summary>
    public bool IsShutdown(long sample) => _shutdown.Contains(sample) || _earlierShutdown.Contains(sample);

    public void Dispose() => _reader.Dispose();

    private void ReadNext()
    {
        bool more = _reader.Read();
        while (more)
        {
            var annotation = _reader.Current;
            if (BeatLabels.IsMatched(annotation.Code))
            {
                NextSample = annotation.Sample;
                NextLabel = BeatLabels.Of(annotation.Code, escapeBeatsAreNormal);
                return;
            }

            if (annotation.Code == AnnotationCode.FlutterStart)
            {
                (_earlierFlutter, _flutter) = (_flutter, new Period(annotation.Sample, SkipFlutter()));
                if (_flutter.End == Ended)
                    break;
            }
            else if (BeatLabels.StartsShutdown(annotation))
            {
                more = ReadShutdown(annotation.Sample);
                continue;
            }

            more = _reader.Read();
        }

        (NextSample, NextLabel) = (Ended, BeatLabel.Excluded);
    }

    /// <summary>Passes over everything to the end of flutter.</summary>
    private long SkipFlutter()
    {
        while (_reader.Read())
        {
            if (_reader.Current.Code == AnnotationCode.FlutterEnd)
                return _reader.Current.Sample;
        }

        return Ended;
    }

    /// <summary>Reads what follows a start of shutdown.</summary>
    /// <returns>Whether the reader stands at an annotation that is still to be looked at.</returns>
    private bool ReadShutdown(long start)
    {
        _earlierShutdown = _shutdown;
        if (!_reader.Read())
        {
            _shutdown = new Period(start, Ended);
            if (span.End is { } end)
                ShutdownLength += Math.Max(0, end - start);
            return false;
        }

        var following = _reader.Current;
        if (BeatLabels.EndsShutdown(following))
        {
            _shutdown = new Period(start, following.Sample);
            ShutdownLength += following.Sample - start;
            return _reader.Read();
        }

        // One mark alone, as in the AHA database, lies amid its shutdown, which then reaches from a match window after the
        // last beat or flutter to a match window before the next annotation.
        long until = following.Sample - span.Window;
        long from = Math.Min(until, Math.Max(Sample, _flutter.End) + span.Window);
        _shutdown = new Period(from, until);
        ShutdownLength += until - from;
        return true;
    }

    private readonly record struct Period(long Start, long End)
    {
        public bool Contains(long sample) => Start != -1 && Start <= sample && sample <= End;

        public bool StartsWithin(long from, long to) => from <= Start && Start < to;
    }
}
