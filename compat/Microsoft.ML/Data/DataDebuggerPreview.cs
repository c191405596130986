using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a view, to be looked at.</summary>
public sealed class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Contracts.CheckValue(data);
        Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
        Schema = data.Schema;
        var rows = new List<RowInfo>();
        var columns = Schema.Select(_ => new List<object>()).ToArray();
        using (var cursor = data.GetRowCursor(Schema))
        {
            var readers = Schema.Select(c => DataViewUtils.Invoke<DataViewRow, DataViewSchema.Column, Func<object>>(Reader<int>, c.Type.RawType, cursor, c)).ToArray();
            while (rows.Count < maxRows && cursor.MoveNext())
            {
                var row = new RowInfo(Schema.Count);
                for (int i = 0; i < readers.Length; i++)
                {
                    row.Values[i] = new(Schema[i].Name, readers[i]());
                    // Read again, as the two places must not share a buffer.
                    columns[i].Add(readers[i]());
                }
                rows.Add(row);
            }
        }
        RowView = [.. rows];
        ColumnView = [.. columns.Select((values, i) => new ColumnInfo(Schema[i], [.. values]))];
    }

    public DataViewSchema Schema { get; }

    public ImmutableArray<ColumnInfo> ColumnView { get; }

    public ImmutableArray<RowInfo> RowView { get; }

    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object> Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return value!;
        };
    }

    public sealed class RowInfo
    {
        internal RowInfo(int count) => Values = new KeyValuePair<string, object>[count];

        public KeyValuePair<string, object>[] Values { get; }

        public override string ToString() => $"{Values.Length} columns";
    }

    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values)
        {
            Column = column;
            Values = values;
        }

        public DataViewSchema.Column Column { get; }

        public object[] Values { get; }

        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }
}
