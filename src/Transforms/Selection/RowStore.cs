using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>
/// Chosen rows of a view, held in memory column by column: a column is read when it is first asked for, together with the
/// others asked for then, in one pass over the view.
/// </summary>
internal sealed class RowStore
{
    private readonly IDataView _source;
    private readonly int[] _rows;
    private readonly DataViewRowId[] _ids;
    private readonly StoredColumn?[] _columns;
    private readonly Lock _gate = new();

    /// <param name="source">The view.</param>
    /// <param name="rows">Positions in the view of the rows to hold, ascending, none twice.</param>
    /// <param name="ids">Those rows' ids, as they were when the rows were chosen.</param>
    public RowStore(IDataView source, int[] rows, DataViewRowId[] ids)
    {
        _source = source;
        _rows = rows;
        _ids = ids;
        _columns = new StoredColumn?[source.Schema.Count];
    }

    public DataViewSchema Schema => _source.Schema;

    /// <summary>Where a row of the view is held; it must be one of the chosen.</summary>
    public int PlaceOf(int row) => Array.BinarySearch(_rows, row);

    public DataViewRowId IdAt(int place) => _ids[place];

    /// <summary>The stored form of a column that has been <see cref="Load">loaded</see>.</summary>
    public StoredColumn this[int column] => _columns[column]!;

    /// <summary>Sees to it that the columns flagged are in memory.</summary>
    /// <exception cref="InvalidOperationException">The view now gives other rows than when its labels were read.</exception>
    public void Load(bool[] active)
    {
        lock (_gate)
        {
            var missing = Schema.Where(column => active[column.Index] && _columns[column.Index] is null).ToArray();
            if (missing.Length > 0)
                Read(missing);
        }
    }

    private void Read(DataViewSchema.Column[] columns)
    {
        var stored = Array.ConvertAll(columns, column => StoredColumn.Create(column.Type, _rows.Length));
        using (var cursor = _source.GetRowCursor(columns))
        {
            for (int i = 0; i < columns.Length; i++)
                stored[i].Bind(cursor, columns[i]);
            var idGetter = cursor.GetIdGetter();
            int row = -1;
            for (int place = 0; place < _rows.Length; place++)
            {
                bool there = true;
                while (row < _rows[place] && (there = cursor.MoveNext()))
                    row++;
                DataViewRowId id = default;
                if (there)
                    idGetter(ref id);
                if (!there || !id.Equals(_ids[place]))
                    throw new InvalidOperationException($"Row {_rows[place]} is not the row it was when the labels were read: the view gives other rows, or another order, each time it is read. Put mlContext.Data.Cache(view) in its place.");
                foreach (var column in stored)
                    column.Read(place);
            }
        }

        for (int i = 0; i < columns.Length; i++)
        {
            stored[i].Unbind();
            _columns[columns[i].Index] = stored[i];
        }
    }
}
