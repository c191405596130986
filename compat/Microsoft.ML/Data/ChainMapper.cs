namespace Microsoft.ML.Data;

/// <summary>Row-to-row mappers one after the other.</summary>
internal sealed class ChainMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Length == 0 ? inputSchema : mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => mappers.Reverse().Aggregate(dependingColumns, (needed, mapper) => mapper.GetDependencies(needed));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input);
        Contracts.CheckValue(activeColumns);
        Contracts.CheckParam(ReferenceEquals(input.Schema, inputSchema), nameof(input), "Schema did not match original schema");
        var active = activeColumns.ToArray();
        if (mappers.Length == 0)
        {
            foreach (var column in active)
                Contracts.CheckParam(input.IsColumnActive(column), nameof(input), $"Mapper required column '{column.Name}' active but it was not.");
            return input;
        }

        // What each mapper has to give is what those after it need.
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        needed[^1] = active;
        for (int i = mappers.Length - 1; i > 0; i--)
            needed[i - 1] = mappers[i].GetDependencies(needed[i]).ToArray();
        var row = input;
        for (int i = 0; i < mappers.Length; i++)
            row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
