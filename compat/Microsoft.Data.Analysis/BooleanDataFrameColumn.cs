namespace Microsoft.Data.Analysis;

/// <summary>A column of <see cref="bool"/>.</summary>
public class BooleanDataFrameColumn : PrimitiveDataFrameColumn<bool>
{
    public BooleanDataFrameColumn(string name, IEnumerable<bool?> values)
        : base(name, values)
    {
    }

    public BooleanDataFrameColumn(string name, IEnumerable<bool> values)
        : base(name, values)
    {
    }
}
