using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>A cursor over rows with columns added; owns the cursor it is made from.</summary>
internal sealed class MappedCursor(DataViewRowCursor input, RowMapping mapping, IEnumerable<DataViewSchema.Column> active) : DataViewRowCursor
{
    private readonly MappedColumns _columns = new(input, mapping, active);

    public override DataViewSchema Schema => _columns.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext() => input.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }
}
