using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view with the columns of a <see cref="RowMapper"/> added to those of another view.</summary>
internal sealed class RowMapperView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly RowToRowMapper _mapper;

    public RowMapperView(IHost host, IDataView source, RowMapper mapper)
    {
        _host = host;
        _source = source;
        _mapper = new RowToRowMapper(mapper);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _mapper.OutputSchema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Schema.ActiveColumns(columnsNeeded);
        rand = CanShuffle ? rand : null;
        if (!AddsAny(active))
            return Map(_source.GetRowCursor(_mapper.GetInputs(active), rand), active);
        // ML.NET computes added columns on worker threads, whose errors it wraps, once for all the views below.
        return new WorkerCursor(_host, OpenWhole(_mapper.GetInputs(active), rand, active));
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

    private Cursor OpenWhole(DataViewSchema.Column[] inputs, Random? rand, bool[] active)
    {
        var set = _source.GetRowCursorSet(inputs, 1, rand);
        if (set.Length == 1)
            return Map(set[0], active);
        // A source of its own that gives several whatever is asked for.
        foreach (var part in set)
            part.Dispose();
        return Map(_source.GetRowCursor(inputs, rand), active);
    }

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

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => columns.GetGetter<TValue>(column);

        protected override void DisposeOwn() => columns.Dispose();
    }
}
