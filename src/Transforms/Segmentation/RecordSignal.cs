using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>A signal column of a view of records, read once a record.</summary>
internal sealed class RecordSignal(DataViewRow row, DataViewSchema.Column column)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
    private VBuffer<float> _signal;
    private VBuffer<float> _dense;
    private bool _isRead;

    /// <summary>The column's name.</summary>
    public string Name => column.Name;

    /// <summary>Says that the row is another.</summary>
    public void Forget() => _isRead = false;

    /// <summary>The samples of the record that the row is at.</summary>
    public ReadOnlySpan<float> Read()
    {
        if (!_isRead)
        {
            _getter(ref _signal);
            if (!_signal.IsDense)
                _signal.CopyToDense(ref _dense);
            _isRead = true;
        }
        return _signal.IsDense ? _signal.GetValues() : _dense.GetValues();
    }
}
