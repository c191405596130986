using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>Columns asked of a view, as one flag a column of its schema.</summary>
internal static class ActiveColumns
{
    public static bool[] Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var active = new bool[schema.Count];
        foreach (var column in columnsNeeded)
        {
            if ((uint)column.Index >= (uint)active.Length || schema[column.Index].Name != column.Name)
                throw new ArgumentOutOfRangeException(nameof(columnsNeeded), $"Column '{column.Name}' is not of this view; its columns are {string.Join(", ", schema.Select(c => c.Name))}.");
            active[column.Index] = true;
        }
        return active;
    }
}
