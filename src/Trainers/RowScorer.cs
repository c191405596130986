using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores one row at a time, once, however many of its columns are asked for.</summary>
internal sealed class RowScorer(DataViewRow row, DataViewSchema.Column features, ContextColumn? context, ArrhythmiNetTransformer transformer) : BeatScorer
{
    private readonly RowBeat _beat = new(row, features, context, transformer.Model.ContextNames.Count);
    private readonly float[] _probabilities = new float[transformer.Model.Classes.Count];

    public override ReadOnlySpan<float> Probabilities()
    {
        if (_beat.Read())
            transformer.Model.Score(_beat.Samples, _beat.Context, _probabilities);
        return _probabilities;
    }
}
