using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>The beats of records, cut and normalised as <see cref="RecordAnalyzer"/> does it, to train networks on and to judge them by.</summary>
/// <remarks>Only beats whose window is whole are in it; the others are counted. A beat takes 1.5 KB.</remarks>
public sealed class BeatSet
{
    private readonly float[] _context;

    private BeatSet(string[] records, long[] sampleNumbers, AnnotationCode[] codes, RrFeatures[] rr, float[] samples, float[] context, int leftOut)
    {
        Records = records;
        SampleNumbers = sampleNumbers;
        Codes = codes;
        Rr = rr;
        Samples = samples;
        _context = context;
        LeftOut = leftOut;
    }

    /// <summary>The number of beats.</summary>
    public int Count => Codes.Count;

    /// <summary>Beats that are not in the set: their window leaves the record or holds missing samples.</summary>
    public int LeftOut { get; }

    /// <summary>Each beat's record, by name.</summary>
    public IReadOnlyList<string> Records { get; }

    /// <summary>Each beat's R peak, a sample number of its lead.</summary>
    public IReadOnlyList<long> SampleNumbers { get; }

    /// <summary>What the annotator says of each beat; <see cref="AnnotationCode.None"/> where R peaks were found and nobody said anything.</summary>
    public IReadOnlyList<AnnotationCode> Codes { get; }

    /// <summary>Each beat's RR intervals, measured over every beat of its record.</summary>
    public IReadOnlyList<RrFeatures> Rr { get; }

    /// <summary>The normalised beats one after the other, <c>[beats x 360]</c>.</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Reads the beats of records, one record after the other.</summary>
    /// <param name="recordPaths">The records' paths, without extension.</param>
    /// <param name="options">Which beats, and how prepared; null for the defaults.</param>
    /// <param name="progress">Told of each record that was read, by how many were; or null.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="FileNotFoundException">A record, or its annotation file, is not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BeatSet Read(IReadOnlyList<string> recordPaths, BeatSetOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordPaths);
        var builder = new Builder(options ?? new BeatSetOptions());
        for (var i = 0; i < recordPaths.Count; i++)
        {
            using var record = WfdbRecord.Open(recordPaths[i]);
            builder.Add(record, cancellationToken);
            progress?.Report(i + 1);
        }
        return builder.Finish();
    }

    /// <summary>
    /// The ectopic beats with the beat before and the beat after each, their rhythm measured anew as in a recording that consists of them alone: so a
    /// network can be trained and judged on rhythms in which ectopic beats are as many as the others, though few patients have one.
    /// </summary>
    /// <param name="isEctopic">Whether a beat of this set is ectopic, by its number.</param>
    /// <param name="fewest">Records with fewer ectopic beats give none.</param>
    /// <remarks>
    /// A record's excerpts are joined end to end, each beat at its own interval from the one before, and the whole is repeated until what is usual
    /// in it is known. Samples, and measures of shape, are as they were.
    /// </remarks>
    public BeatSet EctopicExcerpts(Func<int, bool> isEctopic, int fewest = 10)
    {
        ArgumentNullException.ThrowIfNull(isEctopic);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fewest);
        var chosen = new List<int>();
        var rhythm = new List<RrFeatures>();
        foreach (var record in Enumerable.Range(0, Count).GroupBy(beat => Records[beat], StringComparer.Ordinal))
        {
            int[] beats = [.. record];
            if (beats.Count(isEctopic) < fewest) continue;
            int[] kept = [.. Enumerable.Range(0, beats.Length)
                .Where(i => isEctopic(beats[i]) || (i > 0 && isEctopic(beats[i - 1])) || (i + 1 < beats.Length && isEctopic(beats[i + 1])))
                .Select(i => beats[i]).Where(beat => Rr[beat].Previous > 0)];
            if (kept.Length == 0) continue;
            chosen.AddRange(kept);
            rhythm.AddRange(RhythmOf(kept));
        }

        var names = ContextMeasures.Names.Count;
        var context = new float[chosen.Count * names];
        for (var i = 0; i < chosen.Count; i++)
        {
            var measures = context.AsSpan(i * names, names);
            _context.AsSpan(chosen[i] * names, names).CopyTo(measures);
            ContextMeasures.WriteRr(rhythm[i], measures);
        }
        return new BeatSet(
            [.. chosen.Select(beat => Records[beat])], [.. chosen.Select(beat => SampleNumbers[beat])], [.. chosen.Select(beat => Codes[beat])],
            [.. rhythm], SamplesOf(chosen), context, leftOut: 0);
    }

    /// <summary>Some beats' context; null where none is asked for.</summary>
    /// <param name="beats">The beats' numbers, in any order, any of them several times.</param>
    /// <param name="names">Which of <see cref="ContextMeasures.Names"/>, in the order that they are wanted.</param>
    /// <exception cref="ArgumentException">There is no such measure.</exception>
    public BeatContext? ContextOf(IReadOnlyList<int> beats, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(beats);
        var places = ContextMeasures.PlacesOf(names);
        if (places.Count == 0) return null;
        var values = new float[beats.Count * places.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _context[(beats[i / places.Count] * ContextMeasures.Names.Count) + places[i % places.Count]];
        return new BeatContext(names, values);
    }

    /// <summary>Some beats' samples, one beat after the other, <c>[beats x 360]</c>.</summary>
    /// <param name="beats">The beats' numbers, in any order, any of them several times.</param>
    public float[] SamplesOf(IReadOnlyList<int> beats)
    {
        ArgumentNullException.ThrowIfNull(beats);
        var length = BeatWindow.Default.Length;
        var samples = new float[beats.Count * length];
        for (var i = 0; i < beats.Count; i++)
            Samples.Span.Slice(beats[i] * length, length).CopyTo(samples.AsSpan(i * length, length));
        return samples;
    }

    // The last but one round, whose beats all have one after them.
    private ReadOnlySpan<RrFeatures> RhythmOf(int[] beats)
    {
        const double milliseconds = 1000;
        var intervals = new RrIntervals(milliseconds);
        var rounds = ((intervals.MedianBeats + beats.Length - 1) / beats.Length) + 2;
        var times = new long[rounds * beats.Length];
        var time = 0.0;
        for (var i = 0; i < times.Length; i++)
        {
            time += Rr[beats[i % beats.Length]].Previous;
            times[i] = (long)Math.Round(time * milliseconds);
        }
        var rhythm = new RrFeatures[times.Length];
        intervals.Measure<long>(times, rhythm);
        return rhythm.AsSpan((rounds - 2) * beats.Length, beats.Length);
    }

    private sealed class Builder(BeatSetOptions options)
    {
        private readonly BeatBatch _batch = new(BeatBatch.UsualCapacity, BeatWindow.Default.Length, classes: 1);
        private readonly List<string> _records = [];
        private readonly List<long> _sampleNumbers = [];
        private readonly List<AnnotationCode> _codes = [];
        private readonly List<RrFeatures> _rr = [];
        private readonly List<float[]> _beats = [];
        private readonly List<float> _context = [];
        private readonly float[] _measures = new float[ContextMeasures.Names.Count];
        private int _leftOut;

        public void Add(WfdbRecord record, CancellationToken cancellationToken)
        {
            var lead = new RecordLead(record, options.Lead);
            IRPeakSource peaks = options.Annotator is { } annotator ? AnnotatedRPeaks.Read(lead, annotator) : new DetectedRPeaks(lead.SamplingRate);
            var cutter = new RecordCutter(lead, peaks, BeatWindow.Default, new AnalysisOptions { Denoising = options.Denoising, Normalization = options.Normalization });
            while (cutter.Fill(_batch, cancellationToken))
            {
                for (var i = 0; i < _batch.Count; i++) Add(record.Name, i);
                _batch.Clear();
            }
        }

        public BeatSet Finish()
        {
            var length = BeatWindow.Default.Length;
            var samples = new float[(long)_beats.Count * length];
            for (var i = 0; i < _beats.Count; i++) _beats[i].CopyTo(samples.AsSpan(i * length, length));
            return new BeatSet([.. _records], [.. _sampleNumbers], [.. _codes], [.. _rr], samples, [.. _context], _leftOut);
        }

        private void Add(string record, int beat)
        {
            if (_batch.Status(beat) != BeatWindowStatus.Complete)
            {
                _leftOut++;
                return;
            }
            var normalized = new float[BeatWindow.Default.Length];
            _batch.Normalize(beat, options.Normalization, options.NormalizationScope, normalized);
            _batch.WriteContext(beat, _measures);
            _beats.Add(normalized);
            _context.AddRange(_measures);
            _records.Add(record);
            _sampleNumbers.Add(_batch.Peak(beat).Sample);
            _codes.Add(_batch.Peak(beat).Code);
            _rr.Add(_batch.Rr(beat));
        }
    }
}
