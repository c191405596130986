namespace Microsoft.ML.Transforms;

/// <summary>What the estimators do with shapes.</summary>
internal static class ShapeExtensions
{
    /// <summary>An input column, or the error for one that is not there.</summary>
    public static SchemaShape.Column GetInput(this SchemaShape inputSchema, string name)
        => inputSchema.TryFindColumn(name, out var column)
            ? column
            : throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    /// <summary>The shape with columns added; one of the same name is replaced where it stands.</summary>
    public static SchemaShape With(this SchemaShape inputSchema, IEnumerable<SchemaShape.Column> added)
    {
        var columns = inputSchema.ToList();
        foreach (var column in added)
        {
            int at = columns.FindIndex(c => c.Name == column.Name);
            if (at < 0)
                columns.Add(column);
            else
                columns[at] = column;
        }
        return new SchemaShape(columns);
    }
}
