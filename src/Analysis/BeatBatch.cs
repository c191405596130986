using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Beats that go from one stage to the next together.</summary>
internal sealed class BeatBatch(int windowLength, int classes)
{
    /// <summary>As many beats as keep their samples, 80,640 bytes, out of the large object heap.</summary>
    public const int Capacity = 56;

    private readonly RPeak[] _peaks = new RPeak[Capacity];
    private readonly BeatWindowStatus[] _statuses = new BeatWindowStatus[Capacity];
    private readonly RrFeatures[] _rr = new RrFeatures[Capacity];

    // Which row of probabilities is a beat's; only complete windows have one.
    private readonly int[] _rows = new int[Capacity];
    private readonly float[] _windows = new float[Capacity * windowLength];
    private readonly float[] _normalized = new float[Capacity * windowLength];
    private readonly float[] _context = new float[Capacity * RrContext.Names.Count];
    private readonly float[] _probabilities = new float[Capacity * classes];
    private int _rowCount;

    public int Count { get; private set; }

    /// <summary>How many of the beats, from the first on, have their RR features.</summary>
    public int RrCount { get; private set; }

    public bool IsFull => Count == Capacity;

    public bool IsWhole => RrCount == Count;

    /// <summary>Samples of the lead that were read when the batch was closed.</summary>
    public long SamplesRead { get; set; }

    /// <summary>Whether the network has scored the batch.</summary>
    public bool IsScored { get; private set; }

    public RPeak Peak(int beat) => _peaks[beat];

    public BeatWindowStatus Status(int beat) => _statuses[beat];

    public RrFeatures Rr(int beat) => _rr[beat];

    public ReadOnlyMemory<float> Window(int beat) => _statuses[beat] is BeatWindowStatus.Complete or BeatWindowStatus.MissingSamples
        ? _windows.AsMemory(beat * windowLength, windowLength) : default;

    public ReadOnlyMemory<float> Probabilities(int beat) =>
        _statuses[beat] == BeatWindowStatus.Complete ? _probabilities.AsMemory(_rows[beat] * classes, classes) : default;

    /// <summary>Where the next beat's samples go.</summary>
    public Span<float> NextWindow => _windows.AsSpan(Count * windowLength, windowLength);

    public void Add(RPeak peak, BeatWindowStatus status)
    {
        _peaks[Count] = peak;
        _statuses[Count] = status;
        _rows[Count] = status == BeatWindowStatus.Complete ? _rowCount++ : -1;
        Count++;
    }

    public void AddRr(RrFeatures rr) => _rr[RrCount++] = rr;

    public void Score(ArrhythmiNetModel model, NormalizationMethod normalization)
    {
        for (var beat = 0; beat < Count; beat++)
        {
            if (_rows[beat] < 0) continue;
            BeatNormalization.Apply(normalization, _windows.AsSpan(beat * windowLength, windowLength), _normalized.AsSpan(_rows[beat] * windowLength, windowLength));
            RrContext.Write(_rr[beat], _context.AsSpan(_rows[beat] * RrContext.Names.Count, RrContext.Names.Count));
        }
        model.Score(_normalized.AsSpan(0, _rowCount * windowLength), _context.AsSpan(0, _rowCount * model.ContextNames.Count), _probabilities.AsSpan(0, _rowCount * classes));
        IsScored = true;
    }

    public void Clear()
    {
        Count = RrCount = _rowCount = 0;
        IsScored = false;
    }
}
