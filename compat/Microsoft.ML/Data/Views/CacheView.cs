using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Keeps the columns of a view in memory: each is read from the source once, when a cursor first needs it.</summary>
internal sealed class CacheView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly Lock _lock = new();
    private readonly Lazy<RowStore>?[] _stores;
    private long _rowCount;

    public CacheView(IHostEnvironment env, IDataView source, int[] prefetch)
    {
        _host = env.Register("Cache");
        _source = source;
        _stores = new Lazy<RowStore>?[source.Schema.Count];
        _rowCount = source.GetRowCount() ?? -1;
        if (prefetch.Length > 0)
        {
            foreach (var store in Load(source.Schema.Where(c => prefetch.Contains(c.Index)).ToArray()))
                _ = store.Value;
        }
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => Interlocked.Read(ref _rowCount) is >= 0 and var count ? count : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var (active, stores) = Prepare(columnsNeeded);
        return new Cursor(this, active, stores, new Blocks(stores, rand, 1));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var (active, stores) = Prepare(columnsNeeded);
        int count = n > 0 ? Math.Min(n, 2 * Environment.ProcessorCount) : Math.Max(2, Environment.ProcessorCount - 1);
        var blocks = new Blocks(stores, rand, count);
        return Enumerable.Range(0, count).Select(_ => (DataViewRowCursor)new Cursor(this, active, stores, blocks)).ToArray();
    }

    private (bool[] Active, Lazy<RowStore>[] Stores) Prepare(IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        return (active, Load(Schema.Where(c => active[c.Index]).ToArray()));
    }

    // The stores of the given columns, made but not yet filled: the source is not read before the first row is asked for.
    private Lazy<RowStore>[] Load(DataViewSchema.Column[] columns)
    {
        lock (_lock)
        {
            var missing = Array.FindAll(columns, c => _stores[c.Index] == null);
            if (missing.Length > 0 || columns.Length == 0)
            {
                var store = new Lazy<RowStore>(() => Fill(missing));
                foreach (var column in missing)
                    _stores[column.Index] = store;
                // With no column asked for there are still rows to count.
                if (columns.Length == 0)
                    return [store];
            }
            return columns.Select(c => _stores[c.Index]!).Distinct().ToArray();
        }
    }

    private RowStore Fill(DataViewSchema.Column[] columns)
    {
        using var channel = _host.Start("Cache Filler");
        channel.Trace(MessageSensitivity.None, "Begin cache of {0} columns", columns.Length);
        var store = new RowStore(Schema, Schema.ActiveColumns(columns), checksSizes: true);
        try
        {
            using var cursor = _source.GetRowCursor(columns);
            var fetch = store.Bind(cursor);
            while (cursor.MoveNext())
                fetch(store.Count);
        }
        catch (Exception e)
        {
            throw Contracts.Except("Event we were waiting on was subject to an exception", e);
        }
        channel.Trace(MessageSensitivity.None, "Number of rows determined as {0}", store.Count);
        if (Interlocked.Exchange(ref _rowCount, store.Count) is >= 0 and var before && before != store.Count)
            throw Contracts.Except("Inconsistent number of rows from input data view detected. This indicates a bug within the implementation of the input data view.");
        return store;
    }

    /// <summary>Deals out the rows, a block of them at a time, to the cursors of a set.</summary>
    private sealed class Blocks(Lazy<RowStore>[] stores, Random? random, int cursors)
    {
        private readonly Lazy<int[]?> _order = new(() => random == null ? null : Permutation(stores[0].Value.Count, random));
        private long _next = -1;

        public int Size { get; } = cursors == 1 ? int.MaxValue : 64;

        public int Take(out long block)
        {
            block = Interlocked.Increment(ref _next);
            return block * Size > int.MaxValue ? int.MaxValue : (int)(block * Size);
        }

        public int RowAt(int index) => _order.Value is { } order ? order[index] : index;

        private static int[] Permutation(int count, Random random)
        {
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            return order;
        }
    }

    private sealed class Cursor(CacheView view, bool[] active, Lazy<RowStore>[] stores, Blocks blocks) : RootCursor(view._host)
    {
        private int _index = -1;
        private int _end;
        private int _row = -1;
        private long _batch;

        public override DataViewSchema Schema => view.Schema;

        public override long Batch => _batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            if (typeof(TValue) != column.Type.RawType)
                throw Contracts.ExceptGetterType(typeof(TValue), column.Type.RawType);
            var store = view._stores[column.Index]!;
            ValueGetter<TValue>? getter = null;
            return (ref TValue value) => (getter ??= store.Value.GetGetter<TValue>(column, Row))(ref value);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0);

        protected override bool MoveNextCore()
        {
            int count = stores[0].Value.Count;
            if (++_index >= _end)
            {
                _index = blocks.Take(out _batch);
                _end = blocks.Size > count - _index ? count : _index + blocks.Size;
                if (_index >= count)
                    return false;
            }
            _row = blocks.RowAt(_index);
            return true;
        }

        private int Row()
        {
            Contracts.Check(HasRow, NoRow);
            return _row;
        }
    }
}
