using System.Globalization;
using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Reads a label column that is a key: the classes' names and each row's class.</summary>
internal static class LabelClasses
{
    // A key of more values than this is not a label but a key that lost its count.
    private const ulong MostClasses = 100_000;

    public static DataViewSchema.Column Find(DataViewSchema schema, string labelColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ColumnChecks.Find(schema, "label", labelColumnName, "Key", type => type is KeyDataViewType);
        return ColumnChecks.Find(schema, "label", labelColumnName, $"Key of at most {MostClasses} values", type => type is KeyDataViewType { Count: <= MostClasses });
    }

    /// <summary>The names of the classes: the key's values as text, or its numbers from 0 where it has none.</summary>
    public static IReadOnlyList<string> NamesOf(DataViewSchema.Column column)
    {
        int count = (int)((KeyDataViewType)column.Type).Count;
        return TextVectors.ReadKeyValues(column, out _)
            ?? [.. Enumerable.Range(0, count).Select(value => value.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>Makes a function that reads the row's class, from 0; -1 where the label is missing.</summary>
    public static Func<int> CreateReader(DataViewRow row, DataViewSchema.Column column)
    {
        // A key in a view counts from 1, and 0 is a missing value.
        var raw = column.Type.RawType;
        if (raw == typeof(uint))
            return Reader<uint>(row, column, value => (int)value - 1);
        if (raw == typeof(byte))
            return Reader<byte>(row, column, value => value - 1);
        if (raw == typeof(ushort))
            return Reader<ushort>(row, column, value => value - 1);
        return Reader<ulong>(row, column, value => (int)value - 1);
    }

    private static Func<int> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, int> toClass)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return toClass(value);
        };
    }
}
