using Microsoft.ML;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

/// <summary>A view that notes which columns its cursors were asked for, and how far they went.</summary>
internal sealed class WatchedView(IDataView source) : IDataView
{
    public List<string> Asked { get; } = [];

    public int CursorsMade { get; private set; }

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        Note(needed);
        CursorsMade++;
        return source.GetRowCursor(needed, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        Note(needed);
        CursorsMade++;
        return source.GetRowCursorSet(needed, n, rand);
    }

    private void Note(IEnumerable<DataViewSchema.Column> columns)
    {
        foreach (var column in columns)
        {
            if (!Asked.Contains(column.Name))
                Asked.Add(column.Name);
        }
    }
}
