using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Adds PredictedLabel and Score to each row: some hundred rows at once where a cursor can read ahead, else one by one.</summary>
internal sealed class ScoreMapping(DataViewSchema input, ArrhythmiNetTransformer transformer) : RowMapping(input, transformer.Columns)
{
    private readonly DataViewSchema.Column _features = ScoreColumns.FindFeatures(input, transformer.FeatureColumnName);

    private readonly ContextColumn? _context = ContextColumn.Find(input, transformer);

    public override int LookAhead => 256;

    public override IEnumerable<DataViewSchema.Column> InputsOf(int added) => _context is { } context ? [_features, context.Column] : [_features];

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        BeatScorer scorer = input is LookAheadCursor cursor
            ? new AheadScorer(cursor, _features, _context, transformer, LookAhead)
            : new RowScorer(input, _features, _context, transformer);
        ValueGetter<uint> predictedLabel = (ref uint value) => value = (uint)Beat.MostProbable(scorer.Probabilities()) + 1;
        ValueGetter<VBuffer<float>> score = (ref VBuffer<float> value) =>
        {
            var probabilities = scorer.Probabilities();
            var editor = VBufferEditor.Create(ref value, probabilities.Length);
            probabilities.CopyTo(editor.Values);
            value = editor.Commit();
        };
        return [active[0] ? predictedLabel : null, active[1] ? score : null];
    }
}
