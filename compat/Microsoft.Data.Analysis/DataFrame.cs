namespace Microsoft.Data.Analysis;

/// <summary>A table in memory, column by column.</summary>
public class DataFrame
{
    public DataFrame(params DataFrameColumn[] columns)
        : this((IEnumerable<DataFrameColumn>)columns)
    {
    }

    public DataFrame(IEnumerable<DataFrameColumn> columns)
    {
        Columns = new DataFrameColumnCollection(columns);
        Rows = new DataFrameRowCollection(this);
    }

    public DataFrameColumnCollection Columns { get; }

    public DataFrameRowCollection Rows { get; }

    public DataFrameColumn this[string columnName] => Columns[columnName];

    public object? this[long rowIndex, int columnIndex] => Columns[columnIndex][rowIndex];
}
