using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view with a schema and no rows.</summary>
internal sealed class EmptyDataView(IChannelProvider provider, DataViewSchema schema) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema { get; } = schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(provider, Schema, Schema.ActiveColumns(columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewSchema schema, bool[] active) : RootCursor(provider)
    {
        public override DataViewSchema Schema => schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), "Can't get getter for inactive column");
            return (ref TValue _) => throw Contracts.Except(NoRow);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId _) => throw Contracts.Except(NoRow);

        protected override bool MoveNextCore() => false;
    }
}
