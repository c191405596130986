namespace Microsoft.ML.Data;

/// <summary>
/// How added columns stand among those of the input: after the last column of the same name, which they
/// then hide, or at the end.
/// </summary>
internal sealed class ColumnBindings
{
    // Input columns by their index, added ones by the complement of theirs.
    private readonly int[] _map;

    public ColumnBindings(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        InputSchema = input;
        string NameOf(int i) => i >= 0 ? input[i].Name : added[~i].Name;

        var order = Enumerable.Range(0, input.Count).ToList();
        for (int i = 0; i < added.Count; i++)
        {
            int last = order.FindLastIndex(j => NameOf(j) == added[i].Name);
            order.Insert(last < 0 ? order.Count : last + 1, ~i);
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(order.Select(i => i >= 0 ? new DataViewSchema.DetachedColumn(input[i]) : added[~i]));
        Schema = builder.ToSchema();
        _map = order.ToArray();
        AddedColumnIndices = Enumerable.Range(0, added.Count).Select(i => Array.IndexOf(_map, ~i)).ToArray();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema Schema { get; }

    /// <summary>Where each added column stands in <see cref="Schema"/>.</summary>
    public int[] AddedColumnIndices { get; }

    /// <summary>Maps a column of <see cref="Schema"/> to a column of the input, or to the number of an added one.</summary>
    public int Map(int column, out bool isInput)
    {
        int index = _map[column];
        isInput = index >= 0;
        return isInput ? index : ~index;
    }
}
