using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>A view of one row: a key, and a vector whose slots are named. As a lookup it carries the names into a saved model.</summary>
internal sealed class VectorLookup : IDataView
{
    public const string Key = "Key";
    public const string Value = "Value";

    private readonly ReadOnlyMemory<char> _key;
    private readonly float[] _values;

    public VectorLookup(string key, IReadOnlyList<float> values, IReadOnlyList<string> slotNames)
    {
        _key = key.AsMemory();
        _values = [.. values];
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddText(TextVectors.SlotNames, slotNames);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(Key, TextDataViewType.Instance);
        builder.AddColumn(Value, new VectorDataViewType(NumberDataViewType.Single, _values.Length), annotations.ToAnnotations());
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => 1;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(VectorLookup view, IEnumerable<DataViewSchema.Column> active) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. active.Select(column => column.Index)];
        private int _row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _row == 0 ? 0 : -1;

        public override long Batch => 0;

        public override bool MoveNext() => _row < 1 && ++_row == 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw Getters.NotActive(nameof(column));
            Delegate getter = column.Index == 0
                ? (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = view._key)
                : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => VBuffer<float>.Copy(view._values, 0, ref value, view._values.Length));
            return Getters.Typed<TValue>(getter, column);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId(0, 0);
    }
}
