namespace Microsoft.Data.Analysis;

/// <summary>A column of <see cref="float"/>.</summary>
public class SingleDataFrameColumn : PrimitiveDataFrameColumn<float>
{
    public SingleDataFrameColumn(string name, IEnumerable<float?> values)
        : base(name, values)
    {
    }

    public SingleDataFrameColumn(string name, IEnumerable<float> values)
        : base(name, values)
    {
    }
}
