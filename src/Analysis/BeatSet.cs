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
