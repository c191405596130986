using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of values, any of which may be null.</summary>
public class PrimitiveDataFrameColumn<T> : DataFrameColumn, IEnumerable<T?>
    where T : unmanaged
{
    private readonly List<T?> _values;

    public PrimitiveDataFrameColumn(string name, IEnumerable<T?> values)
        : base(name, typeof(T)) => _values = [.. values];

    public PrimitiveDataFrameColumn(string name, IEnumerable<T> values)
        : this(name, values.Select(value => (T?)value))
    {
    }

    public override long NullCount => _values.Count(value => value is null);

    public new T? this[long rowIndex] => _values[checked((int)rowIndex)];

    private protected override long Count => _values.Count;

    public IEnumerator<T?> GetEnumerator() => _values.GetEnumerator();

    protected override object? GetValue(long rowIndex) => this[rowIndex];

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();
}
