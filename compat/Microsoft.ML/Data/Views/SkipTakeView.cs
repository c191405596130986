using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of a view after the first few, up to a number.</summary>
internal sealed class SkipTakeView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly long _skip;
    private readonly long _take;

    public SkipTakeView(IHostEnvironment env, IDataView source, long skip, long take)
    {
        _host = env.Register("SkipTakeFilter");
        _source = source;
        _skip = skip;
        _take = take;
    }

    // Which rows are first depends on the order.
    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount()
        => _take == 0 ? 0 : _source.GetRowCount() is long count ? Math.Min(Math.Max(0, count - _skip), _take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        return new Cursor(_host, _source.GetRowCursor(Schema.Where(c => active[c.Index])), active, _skip, _take);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] active, long skip, long take)
        : PassThroughCursor(provider, input, active)
    {
        private long _left = take;
        private bool _started;

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (_left <= 0)
                return false;
            _left--;
            if (!_started)
            {
                _started = true;
                for (long i = 0; i < skip; i++)
                {
                    if (!Input.MoveNext())
                        return false;
                }
            }
            return Input.MoveNext();
        }
    }
}
