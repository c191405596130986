using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>One column's values of chosen rows, held in memory, one place a row.</summary>
internal abstract class StoredColumn
{
    public static StoredColumn Create(DataViewType type, int places)
    {
        var store = type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Scalars<>).MakeGenericType(type.RawType);
        return (StoredColumn)Activator.CreateInstance(store, places)!;
    }

    /// <summary>Takes the getter of <paramref name="column"/> from the row that <see cref="Read"/> is to read.</summary>
    public abstract void Bind(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Keeps the row's value.</summary>
    public abstract void Read(int place);

    /// <summary>Lets go of the row.</summary>
    public abstract void Unbind();

    /// <summary>Makes a getter of the value at the place that <paramref name="place"/> gives.</summary>
    public abstract Delegate CreateGetter(Func<int> place);

    private sealed class Scalars<T>(int places) : StoredColumn
    {
        private readonly T[] _values = new T[places];
        private ValueGetter<T>? _getter;

        public override void Bind(DataViewRow row, DataViewSchema.Column column) => _getter = row.GetGetter<T>(column);

        public override void Read(int place) => _getter!(ref _values[place]);

        public override void Unbind() => _getter = null;

        public override Delegate CreateGetter(Func<int> place) => (ValueGetter<T>)((ref T value) => value = _values[place()]);
    }

    private sealed class Vectors<T>(int places) : StoredColumn
    {
        private readonly VBuffer<T>[] _values = new VBuffer<T>[places];
        private ValueGetter<VBuffer<T>>? _getter;

        public override void Bind(DataViewRow row, DataViewSchema.Column column) => _getter = row.GetGetter<VBuffer<T>>(column);

        public override void Read(int place) => _getter!(ref _values[place]);

        public override void Unbind() => _getter = null;

        public override Delegate CreateGetter(Func<int> place) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[place()].CopyTo(ref value));
    }
}
