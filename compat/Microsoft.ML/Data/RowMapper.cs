namespace Microsoft.ML.Data;

/// <summary>
/// What a row-to-row transformer does to one input schema: the columns it adds, what each needs of the input,
/// and how to get it. Getters run only for the columns asked for.
/// </summary>
internal abstract class RowMapper
{
    private DataViewSchema.DetachedColumn[]? _outputColumns;

    protected RowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        InputSchema = inputSchema;
    }

    public DataViewSchema InputSchema { get; }

    /// <summary>The added columns, made once.</summary>
    public IReadOnlyList<DataViewSchema.DetachedColumn> OutputColumns => _outputColumns ??= MakeOutputColumns();

    protected abstract DataViewSchema.DetachedColumn[] MakeOutputColumns();

    /// <summary>Marks in <paramref name="activeInput"/> the input columns that the active outputs need.</summary>
    public abstract void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput);

    /// <summary>
    /// The getters of the active outputs, null for the others; each is a <see cref="ValueGetter{TValue}"/> of its column's
    /// raw type. <paramref name="disposer"/> runs when the row is disposed of.
    /// </summary>
    public virtual Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> isOutputActive, out Action? disposer)
    {
        disposer = null;
        var getters = new Delegate?[OutputColumns.Count];
        for (int i = 0; i < getters.Length; i++)
        {
            if (!isOutputActive(i))
                continue;
            getters[i] = MakeGetter(input, i, out var own);
            disposer += own;
        }
        return getters;
    }

    protected abstract Delegate MakeGetter(DataViewRow input, int output, out Action? disposer);
}
