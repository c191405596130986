namespace Microsoft.ML.Data;

/// <summary>One column of a view as a sequence.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        Contracts.CheckValue(data);
        return data.GetColumn<T>(data.Schema[columnName]);
    }

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data);
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        var own = data.Schema[column.Index];
        if (own.Name != column.Name || !own.Type.Equals(column.Type))
            throw Contracts.ExceptParam(nameof(column), $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in data");

        if (column.Type.RawType == typeof(T))
            return Direct<T>(data, own);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Direct<ReadOnlyMemory<char>>(data, own).Select(text => text.ToString());
        if (typeof(T).IsArray)
        {
            if (column.Type is not VectorDataViewType vector)
                throw Contracts.ExceptParam(nameof(column), $"Cannot load vector type, {column.Type}, specified in column to the user-defined type, {typeof(T)}.");
            var itemType = typeof(T).GetElementType()!;
            if (itemType == vector.ItemType.RawType)
                return (IEnumerable<T>)DataViewUtils.Invoke<IDataView, DataViewSchema.Column, object>(Arrays<int>, itemType, data, own);
            if (itemType == typeof(string) && vector.ItemType is TextDataViewType)
                return (IEnumerable<T>)Arrays<ReadOnlyMemory<char>>(data, own).Select(texts => Array.ConvertAll(texts, t => t.ToString()));
        }
        throw Contracts.ExceptParam(nameof(column), $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T> Direct<T>(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column)
        => Direct<VBuffer<T>>(data, column).Select(vector =>
        {
            var array = new T[vector.Length];
            vector.CopyTo(array);
            return array;
        });
}
