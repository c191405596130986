using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>Finds a component's input columns, and says in ML.NET's own words when one is missing or of another type.</summary>
internal static class ColumnChecks
{
    /// <summary>Finds a column of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="role">What the column is to the component, such as <c>feature</c>.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name) ?? throw NotFound(role, name);

    /// <summary>Finds a column of a schema and checks its type.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="role">What the column is to the component, such as <c>feature</c>.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="expected">The type in words, for the message.</param>
    /// <param name="fits">Says whether a type will do.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string role, string name, string expected, Func<DataViewType, bool> fits)
    {
        var column = Find(schema, role, name);
        return fits(column.Type) ? column : throw Mismatch(role, name, expected, column.Type.ToString()!);
    }

    /// <summary>Finds a column of a schema shape and checks its type.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="role">What the column is to the component, such as <c>feature</c>.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="expected">The type in words, for the message.</param>
    /// <param name="fits">Says whether a column will do.</param>
    /// <param name="advice">What the message says about mending it, with a full stop and a blank before; or nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type.</exception>
    public static SchemaShape.Column Find(SchemaShape shape, string role, string name, string expected, Func<SchemaShape.Column, bool> fits, string advice = "")
    {
        foreach (var column in shape)
        {
            if (column.Name == name)
                return fits(column) ? column : throw Mismatch(role, name, expected, Describe(column) + advice);
        }
        throw NotFound(role, name);
    }

    /// <summary>The error for a column of another type than is needed.</summary>
    public static ArgumentOutOfRangeException Mismatch(string role, string name, string expected, string actual) =>
        new("inputSchema", $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}");

    /// <summary>Whether a type is a vector of <see cref="float"/> of the length given, or of any length if that is null.</summary>
    public static bool IsSingleVector(DataViewType type, int? length = null) =>
        type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Single && (length is null || vector.Size == length);

    /// <summary>Whether a shape's column is a vector of <see cref="float"/>, of known or unknown length.</summary>
    public static bool IsSingleVector(SchemaShape.Column column) =>
        column.Kind != SchemaShape.Column.VectorKind.Scalar && column.ItemType == NumberDataViewType.Single && !column.IsKey;

    private static ArgumentOutOfRangeException NotFound(string role, string name) =>
        new("inputSchema", $"{char.ToUpperInvariant(role[0])}{role[1..]} column '{name}' not found");

    private static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind == SchemaShape.Column.VectorKind.Scalar ? item : $"Vector<{item}>";
    }
}
