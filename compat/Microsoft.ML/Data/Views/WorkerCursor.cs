using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that reports what goes wrong below it as ML.NET does where worker threads consume the source.</summary>
internal sealed class WorkerCursor(IChannelProvider provider, DataViewRowCursor input) : RootCursor(provider)
{
    public override DataViewSchema Schema => input.Schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => Guard(input.GetIdGetter());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active.");
        if (typeof(TValue) != column.Type.RawType)
            throw Contracts.Except($"Invalid TValue: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
        return Guard(input.GetGetter<TValue>(column));
    }

    protected override bool MoveNextCore()
    {
        try
        {
            return input.MoveNext();
        }
        catch (Exception e)
        {
            throw Wrap(e);
        }
    }

    protected override void DisposeOwn() => input.Dispose();

    private ValueGetter<T> Guard<T>(ValueGetter<T> getter)
        => (ref T value) =>
        {
            Contracts.Check(HasRow, "Cannot get value as the cursor is not in a good state");
            try
            {
                getter(ref value);
            }
            catch (Exception e)
            {
                throw Wrap(e);
            }
        };

    private static InvalidOperationException Wrap(Exception e)
        => Contracts.Except("Splitter/consolidator worker encountered exception while consuming source data", e);
}
