using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>
/// Rows of another view, chosen by index: in any order, and any of them more than once. A copy's row id is its own.
/// </summary>
internal sealed class SelectedRowsView : IDataView
{
    // Rows of one batch come from one cursor of a set; ML.NET's own cache uses the same number.
    private const int RowsPerBatch = 64;

    private readonly RowStore _store;
    private readonly int[] _places;
    private readonly int[]? _copies;

    private SelectedRowsView(RowStore store, IReadOnlyList<int> rows)
    {
        _store = store;
        _places = new int[rows.Count];
        var copies = new int[rows.Count];
        var seen = new Dictionary<int, int>(rows.Count);
        bool repeated = false;
        for (int i = 0; i < rows.Count; i++)
        {
            _places[i] = store.PlaceOf(rows[i]);
            seen.TryGetValue(rows[i], out copies[i]);
            seen[rows[i]] = copies[i] + 1;
            repeated |= copies[i] > 0;
        }
        _copies = repeated ? copies : null;
    }

    /// <summary>Makes views of chosen rows that share one store, so that a row that several of them hold is in memory once.</summary>
    /// <param name="source">The view to choose from.</param>
    /// <param name="ids">The ids of all its rows.</param>
    /// <param name="selections">For each view, the positions in <paramref name="source"/> of its rows.</param>
    public static IDataView[] Create(IDataView source, DataViewRowId[] ids, params IReadOnlyList<int>[] selections)
    {
        int[] rows = [.. selections.SelectMany(selection => selection).Distinct().Order()];
        var store = new RowStore(source, rows, Array.ConvertAll(rows, row => ids[row]));
        return Array.ConvertAll(selections, selection => (IDataView)new SelectedRowsView(store, selection));
    }

    public DataViewSchema Schema => _store.Schema;

    public bool CanShuffle => true;

    public long? GetRowCount() => _places.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        CreateCursors(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        CreateCursors(columnsNeeded, n, rand);

    private DataViewRowCursor[] CreateCursors(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        int batches = (_places.Length + RowsPerBatch - 1) / RowsPerBatch;
        int count = Math.Clamp(n, 1, Math.Max(1, batches));
        int[]? order = rand is null ? null : [.. Enumerable.Range(0, _places.Length)];
        rand?.Shuffle(order!);

        DataViewSchema.Column[] columns = [.. columnsNeeded];
        _store.Load(ActiveColumns.Of(Schema, columns));
        var cursors = new DataViewRowCursor[count];
        for (int i = 0; i < count; i++)
            cursors[i] = new Cursor(this, columns, order, i, count);
        return cursors;
    }

    /// <summary>Goes through every <c>ofCursors</c>-th batch.</summary>
    private sealed class Cursor(SelectedRowsView view, DataViewSchema.Column[] columns, int[]? order, int cursor, int ofCursors)
        : ViewCursor(view.Schema, columns)
    {
        private int _next = cursor * RowsPerBatch;
        private int _row = -1;

        public override long Batch => ofCursors == 1 || _row < 0 ? 0 : _row / RowsPerBatch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
        {
            CheckOnRow();
            int row = Chosen();
            value = view._store.IdAt(view._places[row]);
            if (view._copies is { } copies && copies[row] > 0)
                value = value.Combine(new DataViewRowId((ulong)copies[row], 0));
        };

        protected override bool MoveToNextRow()
        {
            if (_next >= view._places.Length)
                return false;
            _row = _next++;
            if (_next % RowsPerBatch == 0)
                _next += (ofCursors - 1) * RowsPerBatch;
            return true;
        }

        protected override Delegate CreateGetter(int column) => view._store[column].CreateGetter(Place);

        private int Place()
        {
            CheckOnRow();
            return view._places[Chosen()];
        }

        private int Chosen() => order is null ? _row : order[_row];
    }
}
