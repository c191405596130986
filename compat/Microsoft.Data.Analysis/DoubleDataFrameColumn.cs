namespace Microsoft.Data.Analysis;

/// <summary>A column of <see cref="double"/>.</summary>
public class DoubleDataFrameColumn : PrimitiveDataFrameColumn<double>
{
    public DoubleDataFrameColumn(string name, IEnumerable<double?> values)
        : base(name, values)
    {
    }

    public DoubleDataFrameColumn(string name, IEnumerable<double> values)
        : base(name, values)
    {
    }
}
