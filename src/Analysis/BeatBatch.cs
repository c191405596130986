using System.Runtime.ExceptionServices;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Beats that go from one stage to the next together.</summary>
internal sealed class BeatBatch(int capacity, int windowLength, int classes)
{
    /// <summary>As many beats as keep their samples, 80,640 bytes, out of the large object heap.</summary>
    public const int UsualCapacity = 56;

    private readonly RPeak[] _peaks = new RPeak[capacity];
    private readonly BeatWindowStatus[] _statuses = new BeatWindowStatus[capacity];
    private readonly RrFeatures[] _rr = new RrFeatures[capacity];

    // Which row of probabilities is a beat's; only complete windows have one.
    private readonly int[] _rows = new int[capacity];
    private readonly float[] _windows = new float[capacity * windowLength];
    private readonly float[] _normalized = new float[capacity * windowLength];
    private readonly BeatMeasures[] _measures = new BeatMeasures[capacity];
    private readonly float[] _context = new float[capacity * ContextMeasures.Names.Count];
    private readonly float[] _probabilities = new float[capacity * classes];
    private int _rowCount;

    public int Count { get; private set; }

    /// <summary>How many of the beats, from the first on, have their RR features.</summary>
    public int RrCount { get; private set; }

    public bool IsFull => Count == capacity;

    public bool IsWhole => RrCount == Count;

    /// <summary>Samples of the lead that were read when the batch was closed.</summary>
    public long SamplesRead { get; set; }

    /// <summary>Whether the network has scored the batch.</summary>
    public bool IsScored { get; private set; }

    /// <summary>Why the network could not score the batch; null where it could, or has not tried.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    public RPeak Peak(int beat) => _peaks[beat];

    public BeatWindowStatus Status(int beat) => _statuses[beat];

    public RrFeatures Rr(int beat) => _rr[beat];

    public ReadOnlyMemory<float> Window(int beat) => _statuses[beat] is BeatWindowStatus.Complete or BeatWindowStatus.MissingSamples
        ? _windows.AsMemory(beat * windowLength, windowLength) : default;

    public ReadOnlyMemory<float> Probabilities(int beat) =>
        _statuses[beat] == BeatWindowStatus.Complete ? _probabilities.AsMemory(_rows[beat] * classes, classes) : default;

    /// <summary>What the network was given of a scored beat.</summary>
    public ReadOnlyMemory<float> Normalized(int beat) =>
        _statuses[beat] == BeatWindowStatus.Complete ? _normalized.AsMemory(_rows[beat] * windowLength, windowLength) : default;

    /// <summary>What the network was given of a scored beat beside its samples.</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="length">How many values the network takes.</param>
    public ReadOnlyMemory<float> Context(int beat, int length) =>
        _statuses[beat] == BeatWindowStatus.Complete ? _context.AsMemory(_rows[beat] * length, length) : default;

    /// <summary>Where the next beat's samples go.</summary>
    public Span<float> NextWindow => _windows.AsSpan(Count * windowLength, windowLength);

    public void Add(RPeak peak, BeatWindowStatus status, in BeatMeasures measures)
    {
        _peaks[Count] = peak;
        _statuses[Count] = status;
        _measures[Count] = measures;
        _rows[Count] = status == BeatWindowStatus.Complete ? _rowCount++ : -1;
        Count++;
    }

    public void AddRr(RrFeatures rr) => _rr[RrCount++] = rr;

    /// <summary>Brings a beat whose window is whole to its scale.</summary>
    public void Normalize(int beat, NormalizationMethod method, NormalizationScope scope, Span<float> normalized)
    {
        var window = _windows.AsSpan(beat * windowLength, windowLength);
        if (scope == NormalizationScope.Beat) BeatNormalization.Apply(method, window, normalized);
        else BeatNormalization.Apply(method, _measures[beat].Scale, window, normalized);
    }

    /// <summary>Writes all that is measured of a beat's context.</summary>
    public void WriteContext(int beat, Span<float> context) => ContextMeasures.Write(_rr[beat], _measures[beat], context);

    /// <summary>Scores the beats whose windows are whole.</summary>
    /// <param name="model">The network.</param>
    /// <param name="places">Which of <see cref="ContextMeasures.Names"/> it takes.</param>
    /// <param name="options">How beats are normalised.</param>
    public void Score(ArrhythmiNetModel model, IReadOnlyList<int> places, AnalysisOptions options)
    {
        Span<float> measures = stackalloc float[ContextMeasures.Names.Count];
        for (var beat = 0; beat < Count; beat++)
        {
            var row = _rows[beat];
            if (row < 0) continue;
            Normalize(beat, options.Method, options.Scope, _normalized.AsSpan(row * windowLength, windowLength));
            WriteContext(beat, measures);
            for (var i = 0; i < places.Count; i++) _context[(row * places.Count) + i] = measures[places[i]];
        }
        model.Score(_normalized.AsSpan(0, _rowCount * windowLength), _context.AsSpan(0, _rowCount * places.Count), _probabilities.AsSpan(0, _rowCount * classes));
        IsScored = true;
    }

    public void Clear()
    {
        Count = RrCount = _rowCount = 0;
        IsScored = false;
    }
}
