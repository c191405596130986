using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of a view that pass a test of some of their columns.</summary>
internal abstract class FilterView : IComposedView
{
    private readonly IHost _host;
    private readonly int[] _testedColumns;

    protected FilterView(IHost host, IDataView source, params int[] testedColumns)
    {
        _host = host;
        Source = source;
        _testedColumns = testedColumns;
    }

    protected IDataView Source { get; }

    public bool CanShuffle => Source.CanShuffle;

    public DataViewSchema Schema => Source.Schema;

    // How many pass is known only by going through them.
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        return Filter(Source.OpenCursor(WithTested(active), CanShuffle ? rand : null), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        return Array.ConvertAll(Source.GetRowCursorSet(WithTested(active), n, rand), c => Filter(c, active));
    }

    /// <summary>Makes the test of the current row.</summary>
    protected abstract Func<bool> MakeTest(DataViewRow row);

    private IEnumerable<DataViewSchema.Column> WithTested(bool[] active)
        => Schema.Where(c => active[c.Index] || _testedColumns.Contains(c.Index)).ToArray();

    private Cursor Filter(DataViewRowCursor input, bool[] active)
    {
        try
        {
            return new Cursor(_host, input, active, MakeTest(input));
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] active, Func<bool> accepts)
        : PassThroughCursor(provider, input, active)
    {
        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (accepts())
                    return true;
            }
            return false;
        }
    }
}
