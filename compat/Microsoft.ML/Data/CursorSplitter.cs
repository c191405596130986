using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Shares the rows of one cursor among several, that may be read on several threads: each takes the next few rows
/// when it has read those it had. Every row comes to exactly one of them, and those of one batch together.
/// </summary>
internal sealed class CursorSplitter
{
    private const int RowsPerBatch = 64;

    private readonly Lock _lock = new();
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private long _nextBatch;
    private int _open;
    private bool _ended;

    private CursorSplitter(DataViewRowCursor input, int count)
    {
        _input = input;
        _active = input.Schema.Select(input.IsColumnActive).ToArray();
        _open = count;
    }

    public static DataViewRowCursor[] Split(IChannelProvider provider, DataViewRowCursor input, int count)
    {
        var splitter = new CursorSplitter(input, count);
        return Enumerable.Range(0, count).Select(_ => (DataViewRowCursor)new Part(provider, splitter)).ToArray();
    }

    // Fills the store with the next rows; false at the end. An error of the input reaches the part that met it, and ends the others.
    private bool TryTake(RowStore store, ref Action<int>? copy, out long batch)
    {
        store.Clear();
        lock (_lock)
        {
            batch = _nextBatch;
            if (_ended)
                return false;
            try
            {
                copy ??= store.Bind(_input);
                while (store.Count < RowsPerBatch)
                {
                    if (!_input.MoveNext())
                    {
                        _ended = true;
                        break;
                    }
                    copy(store.Count);
                }
            }
            catch
            {
                _ended = true;
                throw;
            }
            _nextBatch++;
            return store.Count > 0;
        }
    }

    private void Close()
    {
        lock (_lock)
        {
            if (--_open > 0)
                return;
            _ended = true;
            _input.Dispose();
        }
    }

    private sealed class Part(IChannelProvider provider, CursorSplitter splitter) : RootCursor(provider)
    {
        private readonly RowStore _rows = new(splitter._input.Schema, splitter._active);
        private Action<int>? _copy;
        private int _slot = -1;
        private long _batch;

        public override DataViewSchema Schema => splitter._input.Schema;

        public override long Batch => _batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => splitter._active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return _rows.GetGetter<TValue>(column, Slot);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetIdGetter(Slot);

        protected override bool MoveNextCore()
        {
            if (++_slot < _rows.Count)
                return true;
            _slot = 0;
            return splitter.TryTake(_rows, ref _copy, out _batch);
        }

        protected override void DisposeOwn() => splitter.Close();

        private int Slot()
        {
            Contracts.Check(HasRow, NoRow);
            return _slot;
        }
    }
}
