using System.Numerics.Tensors;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Reads beats off batches, and counts them.</summary>
internal sealed class BeatReader
{
    private readonly ArrhythmiNetModel _model;
    private readonly double _samplingRate;
    private readonly double[] _rejectBelow;
    private readonly long[] _perClass;
    private readonly long[] _perStatus = new long[Enum.GetValues<BeatWindowStatus>().Length];
    private long _rejected;

    public BeatReader(ArrhythmiNetModel model, double samplingRate, AnalysisOptions options)
    {
        _model = model;
        _samplingRate = samplingRate;
        _rejectBelow = [.. model.Classes.Select((_, c) => options.RejectBelow is { } limits ? RejectLimits.Of(limits, c) : 0)];
        _perClass = new long[model.Classes.Count];
    }


    /// <summary>Beats read.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the next beat.</summary>
    /// <param name="batch">The batch it is in.</param>
    /// <param name="beat">Its number there.</param>
    /// <param name="copies">Whether it is to have memory of its own, and not the batch's.</param>
    public AnalyzedBeat Read(BeatBatch batch, int beat, bool copies)
    {
        var probabilities = Memory(batch.Probabilities(beat));
        var peak = batch.Peak(beat);
        var status = batch.Status(beat);
        var classIndex = status == BeatWindowStatus.Complete ? TensorPrimitives.IndexOfMax(probabilities.Span) : -1;
        var rejected = classIndex >= 0 && probabilities.Span[classIndex] < _rejectBelow[classIndex];
        if (rejected)
        {
            classIndex = -1;
            _rejected++;
        }
        _perStatus[(int)status]++;
        if (classIndex >= 0) _perClass[classIndex]++;
        return new AnalyzedBeat
        {
            Index = Count++,
            Sample = peak.Sample,
            Time = peak.Sample / _samplingRate,
            GivenCode = peak.Code,
            Status = status,
            IsRejected = rejected,
            ClassIndex = classIndex,
            Class = classIndex < 0 ? null : _model.Classes[classIndex],
            Probabilities = probabilities,
            Normalized = Memory(batch.Normalized(beat)),
            Context = Memory(batch.Context(beat, _model.ContextNames.Count)),
            Rr = batch.Rr(beat),
            Samples = Memory(batch.Window(beat)),
        };

        ReadOnlyMemory<float> Memory(ReadOnlyMemory<float> values) => copies ? values.ToArray() : values;
    }

    /// <summary>The counts.</summary>
    public AnalysisSummary Summary(long samples, long missing) => new()
    {
        Samples = samples,
        MissingSamples = missing,
        SamplingRate = _samplingRate,
        Beats = Count,
        Classes = _model.Classes,
        BeatsPerClass = Array.AsReadOnly(_perClass),
        Rejected = _rejected,
        TooNearStart = _perStatus[(int)BeatWindowStatus.TooNearStart],
        TooNearEnd = _perStatus[(int)BeatWindowStatus.TooNearEnd],
        WithMissingSamples = _perStatus[(int)BeatWindowStatus.MissingSamples],
    };
}
