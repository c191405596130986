using System.Globalization;
using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Numbers the values of a group column, such as Patient, in the order they first occur.</summary>
internal abstract class GroupValues(string name)
{
    /// <summary>How many values were met.</summary>
    public abstract int Count { get; }

    /// <summary>Finds a group column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or is a vector.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        ColumnChecks.Find(schema, "group", name, "a single value", type => type is PrimitiveDataViewType);

    /// <summary>Makes the reader of a cursor's group column.</summary>
    public static GroupValues Create(DataViewRow cursor, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
            return new Texts(cursor, column);
        return (GroupValues)Activator.CreateInstance(typeof(Values<>).MakeGenericType(column.Type.RawType), cursor, column)!;
    }

    /// <summary>The number of the current row's group.</summary>
    public abstract int Read(long row);

    private InvalidDataException Missing(long row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the training view: group column '{name}' is missing its value, so the row belongs to no group."));

    private sealed class Texts(DataViewRow cursor, DataViewSchema.Column column) : GroupValues(column.Name)
    {
        private readonly ValueGetter<ReadOnlyMemory<char>> _getter = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private ReadOnlyMemory<char> _text;

        public override int Count => _numbers.Count;

        public override int Read(long row)
        {
            _getter(ref _text);
            if (_text.IsEmpty)
                throw Missing(row);
            var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(_text.Span, out int number))
                lookup[_text.Span] = number = _numbers.Count;
            return number;
        }
    }

    private sealed class Values<T>(DataViewRow cursor, DataViewSchema.Column column) : GroupValues(column.Name)
        where T : struct
    {
        private readonly ValueGetter<T> _getter = cursor.GetGetter<T>(column);
        private readonly bool _isKey = column.Type is KeyDataViewType;
        private readonly Dictionary<T, int> _numbers = [];
        private T _value;

        public override int Count => _numbers.Count;

        public override int Read(long row)
        {
            _getter(ref _value);
            // A key's 0 is a missing value, and so is a NaN, which equals no other value.
            if (_isKey ? EqualityComparer<T>.Default.Equals(_value, default) : _value is float.NaN or double.NaN)
                throw Missing(row);
            if (!_numbers.TryGetValue(_value, out int number))
                _numbers[_value] = number = _numbers.Count;
            return number;
        }
    }
}
