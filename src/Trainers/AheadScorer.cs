using ArrhythmiaVision.Adapters;
using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores all the rows that a cursor holds at once, when the first of their scores is asked for.</summary>
internal sealed class AheadScorer(LookAheadCursor cursor, DataViewSchema.Column features, ContextColumn? context, ArrhythmiNetTransformer transformer, int most) : BeatScorer
{
    private readonly BeatsAhead _beats = new(cursor, features, context, transformer.Model.ContextNames.Count, most);
    private readonly int _classes = transformer.Model.Classes.Count;
    private readonly int _threads = cursor.IsOnlyCursor ? transformer.Threads : 1;
    private readonly float[] _probabilities = new float[most * transformer.Model.Classes.Count];

    public override ReadOnlySpan<float> Probabilities()
    {
        if (_beats.Read())
            transformer.Model.Score(_beats.Samples, _beats.Context, _probabilities.AsSpan(0, _beats.Count * _classes), _threads);
        return _probabilities.AsSpan(_beats.CheckedSlot() * _classes, _classes);
    }
}
