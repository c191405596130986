using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes one recording in another format.</summary>
internal sealed class RecordConversion
{
    private const int BlockSamples = 1 << 14;
    private static readonly string[] s_own = ["edf", "csv"];

    private readonly Recording _source;
    private readonly double? _rate;
    private readonly Session _session;
    private readonly int[] _signals;

    public RecordConversion(Recording source, IReadOnlyList<string> leads, double? rate, Session session)
    {
        (_source, _rate, _session) = (source, rate, session);
        _signals = [.. leads.Select((lead, i) => ReferenceEquals(leads, source.Leads) ? i : source.FindLead(lead))];
        if (_signals.Length == 0)
            throw new InvalidDataException($"Record {source.Name} has no signals, so there is nothing to convert.");
    }

    /// <summary>The annotator whose annotations are carried along; null where there are none.</summary>
    public string? ChooseAnnotator(string? wanted)
    {
        var all = _source.Annotators;
        if (wanted is not null)
        {
            return all.Contains(wanted) ? wanted
                : throw new ToolException(ExitCodes.Failure, $"Record {_source.Name} has no annotator '{wanted}'. {(all.Count == 0 ? "It has no annotations: leave --annotator away." : $"It has {string.Join(", ", all)}.")}");
        }

        return all.Contains(MitBihArrhythmiaDatabase.Annotator) ? MitBihArrhythmiaDatabase.Annotator : all.FirstOrDefault(s_own.Contains) ?? (all.Count == 1 ? all[0] : null);
    }

    /// <summary>The name that they have in what is written: one that is no format's.</summary>
    public string? OutputAnnotator(string? annotator) => annotator is null ? null : s_own.Contains(annotator) ? MitBihArrhythmiaDatabase.Annotator : annotator;

    /// <summary>Converts.</summary>
    public ConvertOutcome Run(ConvertTarget target, string? annotator)
    {
        using var display = _session.Begin("converting");
        IReadOnlyList<Annotation> annotations = annotator is null ? [] : _source.ReadAnnotations(annotator);

        // Formats of whole numbers must know the range before the first sample is written.
        var ranges = _signals.Select((signal, i) =>
        {
            display.Report(i / (2.0 * _signals.Length), $"range of {_source.Leads[signal]}");
            return Range(signal);
        }).ToArray();
        var signals = _signals.Select((signal, i) => Signal(signal, ranges[i], part => display.Report(0.5 + (part / 2), "writing"))).ToArray();
        RecordingWriter.Write(target.Path, target.Format, new RecordingContent
        {
            Signals = signals,
            Annotations = annotations,
            AnnotationRate = _source.SamplingFrequency,
            Annotator = OutputAnnotator(annotator) ?? MitBihArrhythmiaDatabase.Annotator,
            StartTime = _source.StartTime,
            Remarks = _source.Remarks,
        }, _session.Cancellation);
        return new ConvertOutcome(_source, target, signals, ranges.Sum(range => range.Missing), annotations.Count, target.Files(annotations.Count > 0 ? OutputAnnotator(annotator) : null));
    }

    private SampleRange Range(int signal)
    {
        var (read, _) = Reader(signal);
        var block = new float[BlockSamples];
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        long missing = 0, samples = 0;
        for (int count; (count = read(block)) > 0; samples += count)
        {
            _session.Cancellation.ThrowIfCancellationRequested();
            foreach (float value in block.AsSpan(0, count))
            {
                if (float.IsFinite(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
                else
                    missing++;
            }
        }

        return low <= high ? new SampleRange(low, high, missing, samples) : new SampleRange(0, 0, missing, samples);
    }

    private OutputSignal Signal(int signal, SampleRange range, Action<double> tell)
    {
        var (read, resampled) = Reader(signal);
        long done = 0;
        return new OutputSignal
        {
            Name = _source.Leads[signal],
            Units = _source.UnitsOf(signal),
            SamplingRate = resampled ? _rate!.Value : _source.SamplingFrequencyOf(signal),
            Length = range.Samples,
            Lowest = range.Low,
            Highest = range.High,
            Stored = !resampled && _source is WfdbRecord record ? record.Signals[signal] : null,
            Read = destination =>
            {
                int count = read(destination);
                done += count;
                tell(done / (double)Math.Max(1, range.Samples));
                return count;
            },
        };
    }

    private (SampleReading Read, bool Resampled) Reader(int signal)
    {
        long next = 0, length = _source.SampleCountOf(signal);
        SampleReading plain = destination =>
        {
            int count = (int)Math.Min(destination.Length, length - next);
            _source.ReadSamples(signal, next, destination[..count]);
            next += count;
            return count;
        };
        if (_rate is not { } rate || rate == _source.SamplingFrequencyOf(signal))
            return (plain, false);

        var resampler = new StreamingResampler(new Resampler(_source.SamplingFrequencyOf(signal), rate));
        var block = new float[BlockSamples];
        int from = 0, held = 0;
        bool ended = false, finished = false;
        return (destination =>
        {
            while (!finished)
            {
                if (from == held && !ended)
                {
                    (from, held) = (0, plain(block));
                    ended = held == 0;
                }

                resampler.Convert(block.AsSpan(from, held - from), destination, ended, out int consumed, out int written);
                from += consumed;
                finished = ended && written < destination.Length;
                if (written > 0)
                    return written;
            }

            return 0;
        }, true);
    }

    private readonly record struct SampleRange(float Low, float High, long Missing, long Samples);
}
