using System.Globalization;
using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>The classes that a label column names: its key values, in order.</summary>
internal static class LabelClasses
{
    private const string Expected = "Key<UInt32>";
    private const string Advice = ". BeatSegment gives such a label; so does MapValueToKey, whose keyData fixes the order of the classes.";

    /// <summary>The names of a label's classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no key, or its key values are not text.</exception>
    public static IReadOnlyList<string> Of(DataViewSchema schema, string name)
    {
        var column = ColumnChecks.Find(schema, "label", name);
        if (column.Type is not KeyDataViewType key || key.RawType != typeof(uint))
            throw ColumnChecks.Mismatch("label", name, Expected, $"{column.Type}{Advice}");

        string[]? values = TextVectors.ReadKeyValues(column, out var type);
        if (values is not null)
            return values;
        if (type is not null)
            throw ColumnChecks.Mismatch("label", name, "a key with key values of text", $"key values of type {type}. Convert the column to text (ConvertType) before MapValueToKey.");
        if (key.Count > 1000)
            throw ColumnChecks.Mismatch("label", name, "a key of at most 1000 classes", column.Type.ToString()!);
        return [.. Enumerable.Range(0, (int)key.Count).Select(c => c.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>Checks that a shape has a label column that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no key.</exception>
    public static void Check(SchemaShape shape, string name) =>
        ColumnChecks.Find(shape, "label", name, Expected, Fits, Advice);

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

    private static bool Fits(SchemaShape.Column column) =>
        column.IsKey && column.Kind == SchemaShape.Column.VectorKind.Scalar && column.ItemType == NumberDataViewType.UInt32;
}
