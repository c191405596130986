using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>Adds an explainer's columns to each row: as many rows at once as there are threads where a cursor can read ahead, else one by one.</summary>
internal sealed class ExplanationMapping(DataViewSchema input, ExplainerSettings settings, IReadOnlyList<ExplainedColumn> columns)
    : RowMapping(input, [.. columns.Select(column => column.Column)])
{
    private readonly DataViewSchema.Column _features = ScoreColumns.FindFeatures(input, settings.Network.FeatureColumnName);
    private readonly ContextColumn? _context = ContextColumn.Find(input, settings.Network);

    public override int LookAhead => settings.Threads;

    public override IEnumerable<DataViewSchema.Column> InputsOf(int added) => _context is { } context ? [_features, context.Column] : [_features];

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        RowExplanations rows = input is LookAheadCursor cursor
            ? new Ahead(cursor, _features, _context, settings, LookAhead, Wanted(active, judged: false), Wanted(active, judged: true))
            : new OneByOne(input, _features, _context, settings);
        return [.. columns.Select((column, i) => active[i] ? CreateGetter(rows, column.Kind, column.Slot) : null)];
    }

    private bool[] Wanted(bool[] active, bool judged)
    {
        var wanted = new bool[settings.Slots];
        for (int i = 0; i < columns.Count; i++)
            wanted[columns[i].Slot] |= active[i] && judged == (columns[i].Kind is ExplainedKind.Reliable or ExplainedKind.Scores or ExplainedKind.Reasons);
        return wanted;
    }

    private static Delegate CreateGetter(RowExplanations rows, ExplainedKind kind, int slot) => kind switch
    {
        ExplainedKind.Values => Vector(() => rows.Explained(slot).Values),
        ExplainedKind.Context => Vector(() => rows.Explained(slot).Context),
        ExplainedKind.Segments => Vector(() => rows.Explained(slot).Segments),
        ExplainedKind.Output => Vector(() => rows.Explained(slot).Output),
        ExplainedKind.SegmentStarts => Vector(() => rows.Explained(slot).SegmentStarts),
        ExplainedKind.SegmentEnds => Vector(() => rows.Explained(slot).SegmentEnds),
        ExplainedKind.Scores => Vector(() => rows.Judged(slot).Scores),
        ExplainedKind.Reliable => (ValueGetter<bool>)((ref bool value) => value = rows.Judged(slot).IsReliable),
        ExplainedKind.Reasons => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = rows.Judged(slot).Reasons.AsMemory()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static ValueGetter<VBuffer<T>> Vector<T>(Func<T[]> current) => (ref VBuffer<T> value) =>
    {
        var values = current();
        VBuffer<T>.Copy(values, 0, ref value, values.Length);
    };
}
