using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of texts, any of which may be null.</summary>
public class StringDataFrameColumn : DataFrameColumn, IEnumerable<string?>
{
    private readonly List<string?> _values;

    public StringDataFrameColumn(string name, IEnumerable<string?> values)
        : base(name, typeof(string)) => _values = [.. values];

    public override long NullCount => _values.Count(value => value is null);

    public new string? this[long rowIndex] => _values[checked((int)rowIndex)];

    private protected override long Count => _values.Count;

    public IEnumerator<string?> GetEnumerator() => _values.GetEnumerator();

    protected override object? GetValue(long rowIndex) => this[rowIndex];

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();
}
