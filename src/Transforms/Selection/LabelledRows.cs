using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>The labels of a view's rows, with their records and patients where the view has them, read in one pass that asks for no other column.</summary>
/// <param name="Beats">Each row's class, record and patient.</param>
/// <param name="Ids">Each row's id.</param>
internal sealed record LabelledRows(BeatTable Beats, DataViewRowId[] Ids)
{
    public static LabelledRows Read(IDataView view, string labelColumnName)
    {
        ArgumentNullException.ThrowIfNull(view);
        var column = LabelClasses.Find(view.Schema, labelColumnName);
        var record = TextColumn(view.Schema, "Record");
        var patient = TextColumn(view.Schema, "Patient");
        var labels = new List<int>();
        var ids = new List<DataViewRowId>();
        using var cursor = view.GetRowCursor([column, .. new[] { record, patient }.OfType<DataViewSchema.Column>()]);
        var label = LabelClasses.CreateReader(cursor, column);
        var records = NamesOf(cursor, record);
        var patients = NamesOf(cursor, patient);
        var idGetter = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            if (labels.Count == Array.MaxLength)
                throw new ArgumentException($"The view has more than {Array.MaxLength} rows, which are more than can be indexed.", nameof(view));
            DataViewRowId id = default;
            idGetter(ref id);
            labels.Add(label());
            ids.Add(id);
            records?.ReadNext();
            patients?.ReadNext();
        }
        return new LabelledRows(new BeatTable(LabelClasses.NamesOf(column), labels, records?.Names, patients?.Names), [.. ids]);
    }

    private static DataViewSchema.Column? TextColumn(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) is { Type: TextDataViewType } column ? column : null;

    private static NameReader? NamesOf(DataViewRow row, DataViewSchema.Column? column) =>
        column is { } c ? new NameReader(row.GetGetter<ReadOnlyMemory<char>>(c)) : null;

    /// <summary>Reads a column of few different names; each name is kept once.</summary>
    private sealed class NameReader(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];
        private ReadOnlyMemory<char> _value;

        public IReadOnlyList<string> Names => _names;

        public void ReadNext()
        {
            getter(ref _value);
            var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(_value.Span, out string? name))
                _known.Add(name = _value.ToString());
            _names.Add(name);
        }
    }
}
