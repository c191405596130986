using System.Globalization;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Goes through a view of records and reads of each what its beats are made from: the annotations at once, the signal when asked.</summary>
internal sealed class RecordRows : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly BeatSegmentEstimator.Options _options;
    private readonly ValueGetter<float> _getRate;
    private readonly ValueGetter<VBuffer<long>> _getSamples;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>> _getSymbols;
    private readonly ValueGetter<long>? _getLength;
    private readonly ValueGetter<VBuffer<float>>? _getSignal;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _getName;
    private VBuffer<long> _samples;
    private VBuffer<ReadOnlyMemory<char>> _symbols;
    private VBuffer<float> _signal;
    private VBuffer<float> _dense;
    private float[] _resampled = [];
    private int _resampledLength;
    private float _rate;
    private long _length;
    private bool _hasSignal;
    private RecordScale? _scale;

    public RecordRows(DataViewRowCursor cursor, BeatColumns columns, BeatSegmentEstimator.Options options)
    {
        _cursor = cursor;
        _options = options;
        Beats = new RecordBeats(options.Scheme, options.KeepOther);
        _getRate = cursor.GetGetter<float>(columns.SamplingRate);
        _getSamples = cursor.GetGetter<VBuffer<long>>(columns.AnnotationSamples);
        _getSymbols = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(columns.AnnotationSymbols);
        if (columns.SignalLength is { } length)
            _getLength = cursor.GetGetter<long>(length);
        if (cursor.IsColumnActive(columns.Signal))
            _getSignal = cursor.GetGetter<VBuffer<float>>(columns.Signal);
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
        _getRate(ref _rate);
        _getSamples(ref _samples);
        _getSymbols(ref _symbols);
        if (_getLength is null)
        {
            _getSignal!(ref _signal);
            _length = _signal.Length;
        }
        else
        {
            _getLength(ref _length);
        }
        Beats.Read(Dense(_samples), Dense(_symbols), _rate, _length, Where());
        return true;
    }

    /// <summary>The record's signal at the models' rate, read when first asked for.</summary>
    public ReadOnlySpan<float> Signal()
    {
        if (!_hasSignal)
            ReadSignal();
        return Beats.Resampler.IsIdentity ? Values : _resampled.AsSpan(0, _resampledLength);
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

    public void Dispose() => _cursor.Dispose();

    private ReadOnlySpan<float> Values => _signal.IsDense ? _signal.GetValues() : _dense.GetValues();

    private void ReadSignal()
    {
        if (_getLength is not null)
            _getSignal!(ref _signal);
        if (_signal.Length != _length)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{Where()}: column '{_options.SignalColumnName}' has {_signal.Length} samples, but column '{_options.SignalLengthColumnName}' says {_length}. A step that changes a signal's length must change, or drop, its stated length too."));
        if (!_signal.IsDense)
            _signal.CopyToDense(ref _dense);
        if (!Beats.Resampler.IsIdentity)
        {
            _resampledLength = Beats.Resampler.OutputLength(_signal.Length);
            if (_resampled.Length < _resampledLength)
                _resampled = new float[_resampledLength];
            Beats.Resampler.Resample(Values, _resampled.AsSpan(0, _resampledLength));
        }
        _hasSignal = true;
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
