using ArrhythmiaVision.Adapters;
using Microsoft.ML;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

/// <summary>Schemas and schema shapes as lines of text, to compare.</summary>
internal static class Shapes
{
    public static SchemaShape Of(DataViewSchema schema) => SchemaShapes.Of(schema);

    public static IEnumerable<string> Describe(SchemaShape shape) =>
        shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(a => $"{a.Name} {a.Kind} {a.ItemType}").Order())}]").ToList();

    public static IEnumerable<string> Describe(DataViewSchema schema) =>
        schema.Select(column => $"{column.Name} {column.Type} {column.IsHidden} [{string.Join(", ", column.Annotations.Schema.Select(a => $"{a.Name} {a.Type}").Order())}]").ToList();
}
