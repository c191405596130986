using System.Globalization;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>The beat of a row, with what the network takes beside it; read once, however often it is asked for.</summary>
internal sealed class RowBeat(DataViewRow row, DataViewSchema.Column features, ContextColumn? context, int contextLength)
{
    private readonly ValueGetter<VBuffer<float>> _getFeatures = row.GetGetter<VBuffer<float>>(features);
    private readonly ValueGetter<VBuffer<float>>? _getContext = context is null ? null : row.GetGetter<VBuffer<float>>(context.Column);
    private readonly float[] _samples = new float[BeatDataset.BeatLength];
    private readonly float[] _context = new float[contextLength];
    private VBuffer<float> _beat;
    private VBuffer<float> _values;
    private long _read = -1;

    /// <summary>The samples of the beat read last, <c>[360]</c>.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Its context, in the network's order.</summary>
    public ReadOnlySpan<float> Context => _context;

    /// <summary>Reads the current row; false where it was read already.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or it or its context is not finite.</exception>
    public bool Read()
    {
        if (_read == row.Position && _read >= 0)
            return false;
        _read = -1;
        _getFeatures(ref _beat);
        if (Beat.Fault(_beat) is { } fault)
            throw Beat.Broken(string.Create(CultureInfo.InvariantCulture, $"Row {row.Position}"), features.Name, fault);
        _beat.CopyTo(_samples);
        if (context is not null)
        {
            _getContext!(ref _values);
            if (context.Source.Fault(_values) is { } wrong)
                throw context.Source.Broken(string.Create(CultureInfo.InvariantCulture, $"Row {row.Position}"), wrong);
            context.Source.CopyTo(_values, _context);
        }
        _read = row.Position;
        return true;
    }
}
