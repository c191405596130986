using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A named column of a data frame.</summary>
public abstract class DataFrameColumn : IEnumerable
{
    private protected DataFrameColumn(string name, Type type)
    {
        Name = name;
        DataType = type;
    }

    public string Name { get; }

    public Type DataType { get; }

    public long Length => Count;

    public abstract long NullCount { get; }

    public object? this[long rowIndex] => GetValue(rowIndex);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumeratorCore();

    protected abstract object? GetValue(long rowIndex);

    protected abstract IEnumerator GetEnumeratorCore();

    private protected abstract long Count { get; }
}
