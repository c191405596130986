using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>Vectors of text in annotations: key values and slot names.</summary>
internal static class TextVectors
{
    /// <summary>The annotation that holds a key's values.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>The annotation that holds the names of a vector's slots.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>Adds an annotation of text values.</summary>
    public static void AddText(this DataViewSchema.Annotations.Builder annotations, string kind, IReadOnlyList<string> values)
    {
        ReadOnlyMemory<char>[] texts = [.. values.Select(value => value.AsMemory())];
        annotations.Add(kind, new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => VBuffer<ReadOnlyMemory<char>>.Copy(texts, 0, ref value, texts.Length));
    }

    /// <summary>The key values of a column as text, or null if it has none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type of the values it has; null if it has none.</param>
    /// <returns>The values; null if there are none or they are not text.</returns>
    public static string[]? ReadKeyValues(DataViewSchema.Column column, out DataViewType? type)
    {
        type = column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type;
        if (type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(KeyValues, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }
}
