namespace Microsoft.Data.Analysis;

/// <summary>A column of <see cref="long"/>.</summary>
public class Int64DataFrameColumn : PrimitiveDataFrameColumn<long>
{
    public Int64DataFrameColumn(string name, IEnumerable<long?> values)
        : base(name, values)
    {
    }

    public Int64DataFrameColumn(string name, IEnumerable<long> values)
        : base(name, values)
    {
    }
}
