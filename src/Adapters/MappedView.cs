using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>A view with columns added to each row, when and where they are asked for.</summary>
internal sealed class MappedView(IDataView source, RowMapping mapping) : IDataView
{
    public DataViewSchema Schema => mapping.Columns.Output;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] outputs = [.. columnsNeeded];
        return Wrap(source.GetRowCursor(mapping.DependenciesOf(outputs), rand), outputs, isOnlyCursor: true);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] outputs = [.. columnsNeeded];
        var cursors = source.GetRowCursorSet(mapping.DependenciesOf(outputs), n, rand);
        return Array.ConvertAll(cursors, cursor => Wrap(cursor, outputs, cursors.Length == 1));
    }

    private MappedCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] outputs, bool isOnlyCursor)
    {
        bool adds = outputs.Any(output => !mapping.Columns.IsPassedOn(output.Index, out _));
        var input = adds && mapping.LookAhead > 1 && LookAheadCursor.CanBuffer(cursor)
            ? new LookAheadCursor(cursor, mapping.LookAhead, isOnlyCursor)
            : cursor;
        return new MappedCursor(input, mapping, outputs);
    }
}
