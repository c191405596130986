using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view with the columns of a <see cref="RowMapper"/> added to those of another view.</summary>
internal sealed class RowMapperView : IComposedView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly RowToRowMapper _mapper;
    private readonly bool _inOrder;

    /// <summary>A view that must see the rows in the order of the source, one after the other, says <paramref name="inOrder"/>.</summary>
    public RowMapperView(IHost host, IDataView source, RowMapper mapper, bool inOrder = false)
    {
        _host = host;
        _source = source;
        _mapper = new RowToRowMapper(mapper);
        _inOrder = inOrder;
    }

    public bool CanShuffle => !_inOrder && _source.CanShuffle;

    public DataViewSchema Schema => _mapper.OutputSchema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        var inputs = _mapper.GetInputs(active);
        rand = CanShuffle ? rand : null;
        if (_inOrder)
            return Map(_source.GetRowCursor(inputs, rand), active);
        // ML.NET computes added columns on worker threads, whose errors it wraps, once for all the views below.
        return AddsAny(active)
            ? new WorkerCursor(_host, Map(_source.OpenWhole(inputs, rand), active))
            : Map(_source.OpenCursor(inputs, rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        var inputs = _source.GetRowCursorSet(_mapper.GetInputs(active), n, rand);
        // Worth sharing out only where there is something of one's own to compute.
        if (inputs.Length == 1 && n > 1 && AddsAny(active))
            inputs = CursorSplitter.Split(_host, inputs[0], n);
        return Array.ConvertAll(inputs, c => Map(c, active));
    }

    private bool AddsAny(bool[] active) => Array.Exists(_mapper.Bindings.AddedColumnIndices, i => active[i]);

    private Cursor Map(DataViewRowCursor input, bool[] active)
    {
        try
        {
            return new Cursor(_host, input, _mapper.CreateColumns(input, active));
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, MappedColumns columns)
        : LinkedCursor(provider, input)
    {
        public override DataViewSchema Schema => columns.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => columns.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column));
            return columns.GetGetter<TValue>(column);
        }

        protected override void DisposeOwn() => columns.Dispose();
    }
}
