using System.Globalization;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores one row at a time, once, however many of its columns are asked for.</summary>
internal sealed class RowScorer(DataViewRow row, DataViewSchema.Column features, ArrhythmiNetTransformer transformer) : BeatScorer
{
    private readonly ValueGetter<VBuffer<float>> _getFeatures = row.GetGetter<VBuffer<float>>(features);
    private readonly float[] _samples = new float[BeatDataset.BeatLength];
    private readonly float[] _probabilities = new float[transformer.Model.Classes.Count];
    private VBuffer<float> _beat;
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
        transformer.Model.Score(_samples, _probabilities);
        _scored = row.Position;
        return _probabilities;
    }
}
