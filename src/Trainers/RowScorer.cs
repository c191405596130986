using System.Globalization;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores one row at a time, once, however many of its columns are asked for.</summary>
internal sealed class RowScorer(DataViewRow row, DataViewSchema.Column features, ContextColumn? context, ArrhythmiNetTransformer transformer) : BeatScorer
{
    private readonly ValueGetter<VBuffer<float>> _getFeatures = row.GetGetter<VBuffer<float>>(features);
    private readonly float[] _samples = new float[BeatDataset.BeatLength];
    private readonly float[] _probabilities = new float[transformer.Model.Classes.Count];
    private readonly ValueGetter<VBuffer<float>>? _getContext = context is null ? null : row.GetGetter<VBuffer<float>>(context.Column);
    private readonly float[] _context = new float[transformer.Model.ContextNames.Count];
    private VBuffer<float> _beat;
    private VBuffer<float> _values;
    private long _scored = -1;

    public override ReadOnlySpan<float> Probabilities()
    {
        if (_scored == row.Position && _scored >= 0)
            return _probabilities;
        _scored = -1;
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
        transformer.Model.Score(_samples, _context, _probabilities);
        _scored = row.Position;
        return _probabilities;
    }
}
