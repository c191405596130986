namespace Microsoft.ML.Data;

/// <summary>Holds copies of rows: some columns and the ids of the rows of a cursor.</summary>
internal sealed class RowStore
{
    private readonly Column?[] _columns;
    private readonly Column<DataViewRowId> _ids = new();

    /// <param name="schema">The schema of the rows.</param>
    /// <param name="active">Which columns are held.</param>
    /// <param name="checksSizes">Whether a vector of another length than its column's type says is an error.</param>
    public RowStore(DataViewSchema schema, bool[] active, bool checksSizes = false)
    {
        Schema = schema;
        _columns = schema.Select(c => active[c.Index] ? Column.Create(c.Type, checksSizes) : null).ToArray();
    }

    public DataViewSchema Schema { get; }

    public int Count { get; private set; }

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
        protected int ExpectedLength { get; private init; }

        public static Column Create(DataViewType type, bool checksSize)
            => DataViewUtils.Invoke<int, Column>(Make<int>, type.RawType, checksSize && type is VectorDataViewType vector ? vector.Size : 0);

        private static Column Make<T>(int expectedLength) => new Column<T> { ExpectedLength = expectedLength };

        public abstract Action<int> Bind(DataViewRow row, DataViewSchema.Column column);
    }

    private sealed class Column<T> : Column
    {
        private static readonly ValueLength<T>? s_lengthOf = ValueCopiers.GetLength<T>();

        private T[] _values = [];

        public override Action<int> Bind(DataViewRow row, DataViewSchema.Column column) => Bind(row.GetGetter<T>(column));

        public Action<int> Bind(ValueGetter<T> getter)
            => slot =>
            {
                if (slot >= _values.Length)
                    Array.Resize(ref _values, Math.Max(16, 2 * slot));
                getter(ref _values[slot]);
                if (ExpectedLength > 0 && s_lengthOf!(in _values[slot]) is var length && length != ExpectedLength)
                    throw Contracts.Except($"Caching expected vector of size {ExpectedLength}, but {length} encountered.");
            };

        public ValueGetter<T> GetGetter(Func<int> slot)
        {
            var copy = ValueCopiers.Get<T>();
            return (ref T destination) => copy(in _values[slot()], ref destination);
        }
    }
}
