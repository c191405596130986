using Microsoft.ML;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// Where the columns that a component adds stand among those of its input: at the end, or, where the input already
/// has a column of the name, right after it and hiding it. It is the order that ML.NET's own components keep.
/// </summary>
internal sealed class AddedColumns
{
    // For each output column: an input column's index, or the complement of an added column's.
    private readonly int[] _origin;

    public AddedColumns(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        Input = input;
        var order = new List<(string Name, int Origin)>(input.Count + added.Count);
        foreach (var column in input)
            order.Add((column.Name, column.Index));
        for (int i = 0; i < added.Count; i++)
        {
            string name = added[i].Name;
            int hidden = order.FindLastIndex(column => column.Name == name);
            order.Insert(hidden < 0 ? order.Count : hidden + 1, (name, ~i));
        }

        var builder = new DataViewSchema.Builder();
        foreach (var (_, origin) in order)
        {
            var column = origin >= 0 ? new DataViewSchema.DetachedColumn(input[origin]) : added[~origin];
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }
        Output = builder.ToSchema();
        _origin = [.. order.Select(column => column.Origin)];
    }

    /// <summary>The schema that goes in.</summary>
    public DataViewSchema Input { get; }

    /// <summary>The schema that comes out.</summary>
    public DataViewSchema Output { get; }

    /// <summary>Says whether an output column is passed on from the input, and which it is there, or else which added one it is.</summary>
    public bool IsPassedOn(int outputIndex, out int index)
    {
        int origin = _origin[outputIndex];
        index = origin >= 0 ? origin : ~origin;
        return origin >= 0;
    }
}
