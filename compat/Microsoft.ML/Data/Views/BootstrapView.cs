using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A bootstrap sample of a view: each row as many times as a Poisson variable of mean 1 says; or the rows left out.</summary>
internal sealed class BootstrapView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _seed;
    private readonly bool _complement;

    public BootstrapView(IHostEnvironment env, IDataView source, int? seed, bool complement)
    {
        _host = env.Register("BootstrapSample");
        _source = source;
        _seed = seed ?? _host.Rand.Next();
        _complement = complement;
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        return new Cursor(_host, _source.GetRowCursor(Schema.Where(c => active[c.Index])), active, new Random(_seed), _complement);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] active, Random random, bool complement)
        : PassThroughCursor(provider, input, active)
    {
        private int _left;

        public override long Batch => 0;

        // A row that comes twice has two ids.
        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var get = Input.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                get(ref id);
                id = id.Combine(new DataViewRowId((ulong)_left, 0));
            };
        }

        protected override bool MoveNextCore()
        {
            while (_left == 0)
            {
                if (!Input.MoveNext())
                    return false;
                int count = SamplePoisson();
                _left = complement ? (count == 0 ? 1 : 0) : count;
            }
            _left--;
            return true;
        }

        // Knuth's method: how many uniform variables can be multiplied before the product falls below exp(-mean).
        private int SamplePoisson()
        {
            int count = 0;
            for (double product = random.NextDouble(); product > Math.Exp(-1); product *= random.NextDouble())
                count++;
            return count;
        }
    }
}
