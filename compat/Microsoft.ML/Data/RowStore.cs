namespace Microsoft.ML.Data;

/// <summary>Holds copies of rows: some columns and the ids of the rows of a cursor.</summary>
internal sealed class RowStore
{
    private readonly Column?[] _columns;
    private readonly Column<DataViewRowId> _ids = new();

    public RowStore(DataViewSchema schema, bool[] active)
    {
        Schema = schema;
        _columns = schema.Select(c => active[c.Index] ? Column.Create(c.Type.RawType) : null).ToArray();
    }

    public DataViewSchema Schema { get; }

    public int Count { get; private set; }

    public bool Holds(int column) => _columns[column] != null;

    /// <summary>Makes an action that copies the current row of <paramref name="row"/> into a slot, at most one past the last.</summary>
    public Action<int> Bind(DataViewRow row)
    {
        Action<int> copy = _ids.Bind(row.GetIdGetter());
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] is { } column)
                copy += column.Bind(row, Schema[i]);
        }
        return slot =>
        {
            copy(slot);
            Count = Math.Max(Count, slot + 1);
        };
    }

    /// <summary>Forgets the rows but keeps their buffers for those to come.</summary>
    public void Clear() => Count = 0;

    public ValueGetter<T> GetGetter<T>(DataViewSchema.Column column, Func<int> slot)
        => _columns[column.Index] is Column<T> held
            ? held.GetGetter(slot)
            : throw Contracts.ExceptGetterType(typeof(T), column.Type.RawType);

    public ValueGetter<DataViewRowId> GetIdGetter(Func<int> slot) => _ids.GetGetter(slot);

    private abstract class Column
    {
        public static Column Create(Type rawType) => (Column)Activator.CreateInstance(typeof(Column<>).MakeGenericType(rawType))!;

        public abstract Action<int> Bind(DataViewRow row, DataViewSchema.Column column);
    }

    private sealed class Column<T> : Column
    {
        private T[] _values = [];

        public override Action<int> Bind(DataViewRow row, DataViewSchema.Column column) => Bind(row.GetGetter<T>(column));

        public Action<int> Bind(ValueGetter<T> getter)
            => slot =>
            {
                if (slot >= _values.Length)
                    Array.Resize(ref _values, Math.Max(16, 2 * slot));
                getter(ref _values[slot]);
            };

        public ValueGetter<T> GetGetter(Func<int> slot)
        {
            var copy = ValueCopiers.Get<T>();
            return (ref T destination) => copy(in _values[slot()], ref destination);
        }
    }
}
