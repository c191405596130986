namespace Microsoft.Data.Analysis;

/// <summary>A column of <see cref="int"/>.</summary>
public class Int32DataFrameColumn : PrimitiveDataFrameColumn<int>
{
    public Int32DataFrameColumn(string name, IEnumerable<int?> values)
        : base(name, values)
    {
    }

    public Int32DataFrameColumn(string name, IEnumerable<int> values)
        : base(name, values)
    {
    }
}
