namespace Microsoft.ML.Data;

/// <summary>
/// A view of the stand-in over another view. ML.NET opens the source below such views by a set of cursors, for its worker
/// threads; the stand-in has none, and asks for a set of one where it meets a source that is not its own.
/// </summary>
internal interface IComposedView : IDataView
{
}

internal static class ComposedViews
{
    public static DataViewRowCursor OpenCursor(this IDataView source, IEnumerable<DataViewSchema.Column> columns, Random? rand)
        => source is IComposedView ? source.GetRowCursor(columns, rand) : source.OpenWhole(columns, rand);

    /// <summary>One cursor over all rows, by way of a set.</summary>
    public static DataViewRowCursor OpenWhole(this IDataView source, IEnumerable<DataViewSchema.Column> columns, Random? rand)
    {
        var set = source.GetRowCursorSet(columns, 1, rand);
        if (set.Length == 1)
            return set[0];
        // A source that gives several whatever is asked for.
        foreach (var part in set)
            part.Dispose();
        return source.GetRowCursor(columns, rand);
    }
}
