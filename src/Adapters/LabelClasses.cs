using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>A label column: a key, whose key values name the classes in order.</summary>
internal static class LabelClasses
{
    // A key of more values than this, none of them named, is not a label but a key that lost its count.
    private const ulong MostUnnamed = 1000;
    private const string Expected = "Key";
    private const string Advice = ". BeatSegment gives such a label; so does MapValueToKey, whose keyData fixes the order of the classes.";

    /// <summary>Finds a label column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no key.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var column = ColumnChecks.Find(schema, "label", name);
        if (column.Type is not KeyDataViewType key)
            throw ColumnChecks.Mismatch("label", name, Expected, $"{column.Type}{Advice}");
        if (key.Count > MostUnnamed && column.Annotations.Schema.GetColumnOrNull(TextVectors.KeyValues) is null)
            throw ColumnChecks.Mismatch("label", name, $"a key of at most {MostUnnamed} classes", $"{column.Type}{Advice}");
        return column;
    }

    /// <summary>Checks that a shape has a label column that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no key.</exception>
    public static void Check(SchemaShape shape, string name) =>
        ColumnChecks.Find(shape, "label", name, Expected, column => column.IsKey && column.Kind == SchemaShape.Column.VectorKind.Scalar, Advice);

    /// <summary>The names of a label's classes: the key's values as text, or its numbers from 0 where it has none that are text.</summary>
    public static IReadOnlyList<string> NamesOf(DataViewSchema.Column column) => TextVectors.ReadKeyValues(column, out _)
        ?? [.. Enumerable.Range(0, (int)((KeyDataViewType)column.Type).Count).Select(value => value.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The names of the classes of a label that a model is trained on, which its predictions bear after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no key, or its key values are not text.</exception>
    public static IReadOnlyList<string> OfTraining(DataViewSchema schema, string name)
    {
        var column = Find(schema, name);
        if (TextVectors.ReadKeyValues(column, out var type) is null && type is not null)
            throw ColumnChecks.Mismatch("label", name, "a key with key values of text", $"key values of type {type}. Convert the column to text (ConvertType) before MapValueToKey.");
        return NamesOf(column);
    }

    /// <summary>Makes a function that reads the row's class, from 0; -1 where the label is missing.</summary>
    public static Func<int> CreateReader(DataViewRow row, DataViewSchema.Column column)
    {
        // A key in a view counts from 1, and 0 is a missing value.
        var raw = column.Type.RawType;
        if (raw == typeof(uint))
            return Reader<uint>(row, column, value => (int)Math.Min(value, int.MaxValue) - 1);
        if (raw == typeof(byte))
            return Reader<byte>(row, column, value => value - 1);
        if (raw == typeof(ushort))
            return Reader<ushort>(row, column, value => value - 1);
        return Reader<ulong>(row, column, value => (int)Math.Min(value, int.MaxValue) - 1);
    }

    /// <summary>Checks that a label's classes are those of a model or of another view, in the same order.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void CheckSame(IReadOnlyList<string> classes, string name, IReadOnlyList<string> others, string whose)
    {
        if (classes.SequenceEqual(others, StringComparer.Ordinal)) return;
        throw new ArgumentException(
            $"Label column '{name}' has the classes {string.Join(", ", classes)}, but those of {whose} are {string.Join(", ", others)}, in this order. "
            + "Labels and predictions are compared by number, so both need the same classes in the same order: use MapValueToKey with keyData, such as mlContext.Data.ClassesOf(model), or drop the column where it is not needed.");
    }

    /// <summary>
    /// Checks that the label of a view to be scored, if it has one, has a network's classes in the same order: Evaluate
    /// would compare other numbers without a word.
    /// </summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void CheckBeforeScoring(DataViewSchema schema, string name, IReadOnlyList<string> classes)
    {
        if (schema.GetColumnOrNull(name) is not { Type: KeyDataViewType key } column) return;
        if (TextVectors.ReadKeyValues(column, out var type) is { } values)
            CheckSame(values, name, classes, "the network");
        else if (type is null && key.Count != (ulong)classes.Count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Label column '{name}' has {key.Count} classes, but the network has {classes.Count} ({string.Join(", ", classes)}). Map the label with MapValueToKey and mlContext.Data.ClassesOf(model) as keyData, or drop the column."));
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
