using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that gives some of the rows of another, in its own count, with the other's columns and ids.</summary>
internal abstract class PassThroughCursor(IChannelProvider provider, DataViewRowCursor input, bool[] active) : RootCursor(provider)
{
    protected DataViewRowCursor Input => input;

    public sealed override DataViewSchema Schema => input.Schema;

    public override long Batch => input.Batch;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.Check(IsColumnActive(column));
        return input.GetGetter<TValue>(column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void DisposeOwn() => input.Dispose();
}
