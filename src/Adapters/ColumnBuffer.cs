using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>The values of one column in the rows that a <see cref="LookAheadCursor"/> holds.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Makes the buffer for a column of a cursor.</summary>
    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column, int rows)
    {
        var type = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(type, input, column, rows)!;
    }

    /// <summary>Reads the current row's value and gives the number of values in it.</summary>
    public abstract int Read(int slot);

    /// <summary>Makes a getter that gives the value of the row the cursor stands at.</summary>
    public abstract Delegate CreateGetter(LookAheadCursor cursor);
}

/// <summary>The buffer of a column of single values.</summary>
internal sealed class ScalarBuffer<T>(DataViewRow input, DataViewSchema.Column column, int rows) : ColumnBuffer
{
    private readonly ValueGetter<T> _getter = input.GetGetter<T>(column);
    private readonly T[] _values = new T[rows];

    public override int Read(int slot)
    {
        _getter(ref _values[slot]);
        return 1;
    }

    public override Delegate CreateGetter(LookAheadCursor cursor) =>
        (ValueGetter<T>)((ref T value) => value = _values[cursor.CurrentSlot]);
}

/// <summary>The buffer of a column of vectors.</summary>
internal sealed class VectorBuffer<T>(DataViewRow input, DataViewSchema.Column column, int rows) : ColumnBuffer
{
    private readonly ValueGetter<VBuffer<T>> _getter = input.GetGetter<VBuffer<T>>(column);
    private readonly VBuffer<T>[] _values = new VBuffer<T>[rows];

    /// <summary>The value in a slot.</summary>
    public ref readonly VBuffer<T> this[int slot] => ref _values[slot];

    public override int Read(int slot)
    {
        _getter(ref _values[slot]);
        return _values[slot].GetValues().Length;
    }

    public override Delegate CreateGetter(LookAheadCursor cursor) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[cursor.CurrentSlot].CopyTo(ref value));
}
