namespace Microsoft.ML.Data;

/// <summary>A <see cref="RowMapper"/> with its place in the schema: which columns a request activates, and rows of them.</summary>
internal sealed class RowToRowMapper : IRowToRowMapper
{
    private readonly RowMapper _mapper;

    public RowToRowMapper(RowMapper mapper)
    {
        _mapper = mapper;
        Bindings = new ColumnBindings(mapper.InputSchema, mapper.OutputColumns);
    }

    public ColumnBindings Bindings { get; }

    public DataViewSchema InputSchema => Bindings.InputSchema;

    public DataViewSchema OutputSchema => Bindings.Schema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => GetInputs(OutputSchema.ActiveColumns(dependingColumns));

    /// <summary>The input columns that the active columns of the output need.</summary>
    public DataViewSchema.Column[] GetInputs(bool[] active)
    {
        var inputs = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            int source = Bindings.Map(i, out bool isInput);
            if (isInput && active[i])
                inputs[source] = true;
        }
        _mapper.AddDependencies(i => active[Bindings.AddedColumnIndices[i]], inputs);
        return InputSchema.Where(c => inputs[c.Index]).ToArray();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input);
        Contracts.CheckValue(activeColumns);
        Contracts.Check(ReferenceEquals(input.Schema, InputSchema), "Schema of input row must be the same as the schema the mapper is bound to");
        return new MappedRow(input, CreateColumns(input, OutputSchema.ActiveColumns(activeColumns)));
    }

    public MappedColumns CreateColumns(DataViewRow input, bool[] active)
    {
        var getters = _mapper.CreateGetters(input, i => active[Bindings.AddedColumnIndices[i]], out var disposer);
        return new MappedColumns(input, Bindings, active, getters, disposer);
    }
}

/// <summary>The columns of an input row together with added ones, for a row or a cursor.</summary>
internal sealed class MappedColumns(DataViewRow input, ColumnBindings bindings, bool[] active, Delegate?[] getters, Action? disposer)
{
    public DataViewSchema Schema => bindings.Schema;

    public bool IsActive(DataViewSchema.Column column)
    {
        Contracts.CheckParam(column.Index < active.Length, nameof(column));
        return active[column.Index];
    }

    /// <summary>Whether a column was asked for, or is there anyway because the input row has it.</summary>
    public bool IsAtHand(DataViewSchema.Column column)
    {
        int index = bindings.Map(column.Index, out bool isInput);
        return isInput ? input.IsColumnActive(input.Schema[index]) : getters[index] != null;
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        int index = bindings.Map(column.Index, out bool isInput);
        if (isInput)
            return input.GetGetter<TValue>(input.Schema[index]);
        var getter = getters[index];
        Contracts.Check(getter != null);
        return getter as ValueGetter<TValue>
            ?? throw Contracts.ExceptGetterType(typeof(TValue), getter.GetType().GetGenericArguments()[0]);
    }

    public void Dispose() => disposer?.Invoke();
}

/// <summary>A row with columns added to it.</summary>
internal sealed class MappedRow(DataViewRow input, MappedColumns columns) : DataViewRow
{
    private bool _disposed;

    public override DataViewSchema Schema => columns.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => columns.GetGetter<TValue>(column);

    public override bool IsColumnActive(DataViewSchema.Column column) => columns.IsAtHand(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            columns.Dispose();
            input.Dispose();
        }
    }
}
