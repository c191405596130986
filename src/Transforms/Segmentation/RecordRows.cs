using System.Globalization;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Goes through a view of records and reads of each what its beats are made from: the annotations, or the signal that R peaks are detected in, at once; the signal that beats are cut from when asked.</summary>
internal sealed class RecordRows : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly BeatSegmentEstimator.Options _options;
    private readonly ValueGetter<float> _getRate;
    private readonly ValueGetter<VBuffer<long>>? _getSamples;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>>? _getSymbols;
    private readonly ValueGetter<long>? _getLength;
    private readonly RecordSignal? _signal;
    private readonly RecordSignal? _recorded;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _getName;
    private VBuffer<long> _samples;
    private VBuffer<ReadOnlyMemory<char>> _symbols;
    private float[] _resampled = [];
    private int _resampledLength;
    private float _rate;
    private long _length;
    private bool _hasSignal;
    private RecordScale? _scale;
    private readonly float[] _window = new float[BeatWindow.Default.Length];
    private BeatMeasures[] _measures = [];
    private bool _hasMeasures;

    public RecordRows(DataViewRowCursor cursor, BeatColumns columns, BeatSegmentEstimator.Options options)
    {
        _cursor = cursor;
        _options = options;
        Beats = new RecordBeats(options.Scheme, options.KeepOther);
        _getRate = cursor.GetGetter<float>(columns.SamplingRate);
        if (columns.AnnotationSamples is { } samples)
            _getSamples = cursor.GetGetter<VBuffer<long>>(samples);
        if (columns.AnnotationSymbols is { } symbols)
            _getSymbols = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(symbols);
        if (columns.SignalLength is { } length)
            _getLength = cursor.GetGetter<long>(length);
        if (columns.RecordedSignal is { } recorded)
            _recorded = new RecordSignal(cursor, recorded);
        if (columns.RecordedSignal?.Index == columns.Signal.Index)
            _signal = _recorded;
        else if (cursor.IsColumnActive(columns.Signal))
            _signal = new RecordSignal(cursor, columns.Signal);
        if (columns.Record is { } record)
            _getName = cursor.GetGetter<ReadOnlyMemory<char>>(record);
    }

    /// <summary>The beats of the record, and the counts so far.</summary>
    public RecordBeats Beats { get; }

    /// <summary>The record's samples a second.</summary>
    public float Rate => _rate;

    /// <summary>Goes to the next record.</summary>
    public bool MoveNext()
    {
        if (!_cursor.MoveNext())
            return false;
        _hasSignal = false;
        _scale = null;
        _hasMeasures = false;
        _signal?.Forget();
        _recorded?.Forget();
        _getRate(ref _rate);
        _getSamples?.Invoke(ref _samples);
        _getSymbols?.Invoke(ref _symbols);
        if (_getLength is null)
            _length = (_recorded ?? _signal!).Read().Length;
        else
            _getLength(ref _length);

        string where = Where();
        Beats.Begin(_rate, _length, where);
        Beats.Find(Dense(_samples), Dense(_symbols), DetectPeaks(), _length, where);
        return true;
    }

    /// <summary>The record's signal at the models' rate, read when first asked for.</summary>
    public ReadOnlySpan<float> Signal()
    {
        if (!_hasSignal)
            ReadSignal();
        return Beats.Resampler.IsIdentity ? _signal!.Read() : _resampled.AsSpan(0, _resampledLength);
    }

    /// <summary>The record's centre and scale, measured when first asked for.</summary>
    public RecordScale Scale()
    {
        try
        {
            return _scale ??= RecordScale.Measure(_options.RecordScaleMethod, Signal());
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{Where()}: no scale can be measured. {error.Message}", error);
        }
    }

    /// <summary>How one of the record's beats stands to those before it, measured for all when first asked for.</summary>
    public BeatMeasures Measures(int beat)
    {
        if (!_hasMeasures)
            MeasureBeats();
        return _measures[beat];
    }

    public void Dispose() => _cursor.Dispose();

    // Over every beat in order of time, before any is dropped; a beat whose window is not whole tells nothing.
    private void MeasureBeats()
    {
        var signal = Signal();
        var every = Beats.Every;
        if (_measures.Length < every.Count)
            _measures = new BeatMeasures[every.Count];
        var usual = new UsualBeat(_options.RecordScaleMethod);
        long last = -1;
        foreach (var beat in every)
        {
            _measures[beat.Index] = BeatWindow.Default.Cut(signal, beat.Peak, _window) == BeatWindowStatus.Complete
                ? usual.Push(_window, last >= 0 && beat.Peak - last <= UsualBeat.LongestInterval ? signal[(int)last..(int)beat.Peak] : [])
                : new BeatMeasures(float.NaN, 0, float.NaN, float.NaN, float.NaN, float.NaN, 1);
            last = beat.Peak;
        }
        _hasMeasures = true;
    }

    private long[]? DetectPeaks() => _recorded is null ? null : DetectedPeaks.Find(ReadWhole(_recorded), _rate, Beats.Resampler);

    private void ReadSignal()
    {
        var signal = ReadWhole(_signal!);
        if (!Beats.Resampler.IsIdentity)
        {
            _resampledLength = Beats.Resampler.OutputLength(signal.Length);
            if (_resampled.Length < _resampledLength)
                _resampled = new float[_resampledLength];
            Beats.Resampler.Resample(signal, _resampled.AsSpan(0, _resampledLength));
        }
        _hasSignal = true;
    }

    private ReadOnlySpan<float> ReadWhole(RecordSignal signal)
    {
        var samples = signal.Read();
        if (samples.Length == _length)
            return samples;
        string other = _getLength is null ? $"column '{_recorded!.Name}', in which R peaks are detected, has" : $"column '{_options.SignalLengthColumnName}' says";
        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
            $"{Where()}: column '{signal.Name}' has {samples.Length} samples, but {other} {_length}. A step that changes a signal's length must change, or drop, its stated length too."));
    }

    private string Where()
    {
        if (_getName is null)
            return string.Create(CultureInfo.InvariantCulture, $"The record in row {_cursor.Position}");
        ReadOnlyMemory<char> name = default;
        _getName(ref name);
        return $"Record '{name}'";
    }

    private static ReadOnlySpan<T> Dense<T>(in VBuffer<T> values) => values.IsDense ? values.GetValues() : values.DenseValues().ToArray();
}
