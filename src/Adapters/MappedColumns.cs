using Microsoft.ML;

namespace ArrhythmiaVision.Adapters;

/// <summary>The columns of a row or cursor to which a <see cref="RowMapping"/> adds.</summary>
internal sealed class MappedColumns
{
    private readonly DataViewRow _input;
    private readonly AddedColumns _columns;
    private readonly bool[] _active;
    private readonly Delegate?[]? _added;

    public MappedColumns(DataViewRow input, RowMapping mapping, IEnumerable<DataViewSchema.Column> active)
    {
        _input = input;
        _columns = mapping.Columns;
        _active = new bool[_columns.Output.Count];
        foreach (var column in active)
            _active[column.Index] = true;
        _added = mapping.CreateGetters(input, _columns.Output.Where(column => _active[column.Index]));
    }

    public DataViewSchema Schema => _columns.Output;

    public bool IsActive(DataViewSchema.Column column) => (uint)column.Index < (uint)_active.Length && _active[column.Index];

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
            throw Getters.NotActive(nameof(column));
        if (_columns.IsPassedOn(column.Index, out int index))
            return _input.GetGetter<TValue>(_columns.Input[index]);
        return Getters.Typed<TValue>(_added![index]!, column);
    }
}
