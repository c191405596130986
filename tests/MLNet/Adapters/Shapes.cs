using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

/// <summary>Schemas and schema shapes as lines of text, to compare.</summary>
internal static class Shapes
{
    public static SchemaShape Of(DataViewSchema schema) => SchemaShapes.Of(schema);

    public static IEnumerable<string> Describe(SchemaShape shape) =>
        shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(a => $"{a.Name} {a.Kind} {a.ItemType}").Order())}]").ToList();

    /// <summary>A schema with the values of its annotations.</summary>
    public static IEnumerable<string> Details(DataViewSchema schema) => schema.Select(Details).ToList();

    /// <summary>A column with the values of its annotations.</summary>
    public static string Details(DataViewSchema.Column column) =>
        $"{column.Name} {column.Type} {column.IsHidden} [{string.Join(", ", column.Annotations.Schema.Select(a => $"{a.Name} {a.Type} {Value(column.Annotations, a)}").Order(StringComparer.Ordinal))}]";

    private static string Value(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        if (annotation.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> values = default;
            annotations.GetValue(annotation.Name, ref values);
            return string.Join("|", values.DenseValues());
        }
        if (annotation.Type is not TextDataViewType)
            return "";
        ReadOnlyMemory<char> value = default;
        annotations.GetValue(annotation.Name, ref value);
        return value.ToString();
    }

    public static IEnumerable<string> Describe(DataViewSchema schema) =>
        schema.Select(column => $"{column.Name} {column.Type} {column.IsHidden} [{string.Join(", ", column.Annotations.Schema.Select(a => $"{a.Name} {a.Type}").Order())}]").ToList();
}
