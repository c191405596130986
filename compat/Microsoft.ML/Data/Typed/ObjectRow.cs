namespace Microsoft.ML.Data;

/// <summary>An object as a row; another object may be put in its place, which moves the position on.</summary>
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly ObjectColumns<TRow> _columns;
    private TRow? _value;
    private long _position = -1;

    public ObjectRow(RowMembers members)
    {
        Schema = members.ToSchema();
        _columns = new ObjectColumns<TRow>(members, _ => true, () => _value ?? throw Contracts.Except(RootCursor.NoRow));
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public void Set(TRow value)
    {
        Contracts.CheckValue(value);
        _value = value;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);
}
