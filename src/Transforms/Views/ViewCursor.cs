using ArrhythmiaVision.Adapters;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>
/// What every cursor of this library's own views shares: which columns are active, the getters (made once each),
/// the position, and the errors, which are ML.NET's.
/// </summary>
internal abstract class ViewCursor : DataViewRowCursor
{
    private readonly bool[] _active;
    private readonly Delegate?[] _getters;
    private long _position = -1;
    private bool _ended;

    protected ViewCursor(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        Schema = schema;
        _active = ActiveColumns.Of(schema, columnsNeeded);
        _getters = new Delegate?[schema.Count];
    }

    public sealed override DataViewSchema Schema { get; }

    public sealed override long Position => _position;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) =>
        (uint)column.Index < (uint)_active.Length && _active[column.Index];

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw Getters.NotActive(nameof(column));
        return Getters.Typed<TValue>(_getters[column.Index] ??= CreateGetter(column.Index), column);
    }

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;
        if (MoveToNextRow())
        {
            _position++;
            return true;
        }
        End();
        return false;
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    protected abstract bool MoveToNextRow();

    /// <summary>Makes the <see cref="ValueGetter{TValue}"/> of an active column; called once a column.</summary>
    protected abstract Delegate CreateGetter(int column);

    /// <summary>Called by every getter: a value can be asked for only on a row.</summary>
    protected void CheckOnRow()
    {
        if (_position < 0)
            throw new InvalidOperationException("Cannot get a value: the cursor has not been moved to its first row, or is past its last.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            End();
        base.Dispose(disposing);
    }

    private void End()
    {
        _ended = true;
        _position = -1;
    }
}
