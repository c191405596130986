using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a view in a random order: each next row is drawn from a pool, and the next row of the source takes its
/// place. A pool as large as the view shuffles it evenly; memory holds no more than the pool.
/// </summary>
internal sealed class ShuffleView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _seed;
    private readonly int _poolSize;
    private readonly bool _shuffleSource;

    public ShuffleView(IHostEnvironment env, IDataView source, int? seed, int poolSize, bool shuffleSource)
    {
        _host = env.Register("Shuffle");
        _source = source;
        _seed = seed ?? _host.Rand.Next();
        _poolSize = poolSize;
        _shuffleSource = shuffleSource;
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        // Without a generator from outside, every cursor gives the same order.
        var random = rand ?? new Random(_seed);
        var sourceRandom = _shuffleSource ? new Random(random.Next()) : null;
        var input = _source.GetRowCursor(Schema.Where(c => active[c.Index]), sourceRandom);
        return _poolSize == 1 ? input : new Cursor(_host, input, active, random, _poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly bool[] _active;
        private readonly Random _random;
        private readonly RowStore _pool;
        private readonly int _poolSize;
        private readonly List<int> _ready = [];
        private Action<int>? _fetch;
        private int _current = -1;
        private bool _ended;

        public Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] active, Random random, int poolSize)
            : base(provider)
        {
            _input = input;
            _active = active;
            _random = random;
            _poolSize = poolSize;
            _pool = new RowStore(input.Schema, active);
        }

        public override DataViewSchema Schema => _input.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return _pool.GetGetter<TValue>(column, Slot);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => _pool.GetIdGetter(Slot);

        protected override bool MoveNextCore()
        {
            _fetch ??= _pool.Bind(_input);
            // The row given last is done with, so its slot is free for the next of the source.
            if (_current >= 0)
                Fill(_current);
            while (_ready.Count < _poolSize && !_ended)
                Fill(_ready.Count);
            if (_ready.Count == 0)
                return false;
            int drawn = _random.Next(_ready.Count);
            _current = _ready[drawn];
            _ready[drawn] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            return true;
        }

        protected override void DisposeOwn() => _input.Dispose();

        private void Fill(int slot)
        {
            try
            {
                _ended = _ended || !_input.MoveNext();
                if (_ended)
                    return;
                _fetch!(slot);
            }
            catch (Exception e)
            {
                throw Contracts.Except("Shuffle input cursor reader failed with an exception", e);
            }
            _ready.Add(slot);
        }

        private int Slot()
        {
            Contracts.Check(HasRow, NoRow);
            return _current;
        }
    }
}
