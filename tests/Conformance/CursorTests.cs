using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Cursors: what is active, what is lazy, and how chains of views pass them on.</summary>
public class CursorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void An_in_memory_view_knows_its_row_count_and_cannot_shuffle()
    {
        Assert.Equal(5, Beat.View(_ml).GetRowCount());
        Assert.False(Beat.View(_ml).CanShuffle);
    }

    [Fact]
    public void A_cursor_gives_only_active_columns()
    {
        var view = Beat.View(_ml);
        var (label, x) = (view.Schema["Label"], view.Schema["X"]);
        using var cursor = view.GetRowCursor([label]);
        Assert.True(cursor.IsColumnActive(label));
        Assert.False(cursor.IsColumnActive(x));
        Assert.Equal((-1L, 0L), (cursor.Position, cursor.Batch));
        Assert.True(cursor.MoveNext());
        Assert.Equal(0, cursor.Position);
        Assert.Equal("ArgumentOutOfRangeException: requested column not active (Parameter 'column')",
            Describe.Exception(() => cursor.GetGetter<VBuffer<float>>(x)));
    }

    [Fact]
    public void A_getter_of_the_wrong_type()
    {
        var view = Beat.View(_ml);
        using var cursor = view.GetRowCursor([view.Schema["Label"]]);
        cursor.MoveNext();
        Assert.Equal("InvalidOperationException: Invalid TValue in GetGetter for column #Label: String: 'System.Single', expected type: 'System.ReadOnlyMemory`1[System.Char]'.",
            Describe.Exception(() => cursor.GetGetter<float>(view.Schema["Label"])));
    }

    [Fact]
    public void A_getter_of_the_wrong_type_of_an_added_column()
    {
        var view = Expression("x * 2");
        using var cursor = view.GetRowCursor(view.Schema);
        cursor.MoveNext();
        Assert.Equal("InvalidOperationException: Invalid TValue: 'System.Int32', expected type: 'Microsoft.ML.Data.VBuffer`1[System.Single]'.",
            Describe.Exception(() => cursor.GetGetter<int>(view.Schema["Y"])));
    }

    [Fact]
    public void Through_a_chain_only_what_is_needed_is_active_below()
    {
        var source = new Watched(Beat.View(_ml));
        var chain = _ml.Transforms.Expression("Y", "(x) : x * 2", "X")
            .Append(_ml.Transforms.CopyColumns("Z", "Y"))
            .Append(_ml.Transforms.CopyColumns("Name", "Label"));
        var view = chain.Fit(source).Transform(source);
        source.Asked.Clear();

        using (var cursor = view.GetRowCursor([view.Schema["Z"]]))
            Assert.True(cursor.MoveNext());
        using (var cursor = view.GetRowCursor([view.Schema["Name"], view.Schema["Record"]]))
            Assert.True(cursor.MoveNext());
        using (var cursor = view.GetRowCursor([]))
            Assert.True(cursor.MoveNext());
        Assert.Equal(["X", "Record Label", ""], source.Asked);
    }

    [Fact]
    public void Nothing_is_computed_before_a_cursor_is_opened_and_each_row_only_once()
    {
        int calls = 0;
        var view = Beat.View(_ml);
        var mapped = _ml.Transforms.CustomMapping<Beat, Sum>((b, s) => { Interlocked.Increment(ref calls); s.Total = b.X.Sum(); }, null).Fit(view).Transform(view);
        var copied = _ml.Transforms.CopyColumns("Again", "Sum").Fit(mapped).Transform(mapped);
        Assert.Equal(0, calls);
        using var cursor = copied.GetRowCursor(copied.Schema);
        var getSum = cursor.GetGetter<float>(copied.Schema["Sum"]);
        var getAgain = cursor.GetGetter<float>(copied.Schema["Again"]);
        var sums = new List<float>();
        while (cursor.MoveNext())
        {
            float sum = 0, again = 0;
            getSum(ref sum);
            getAgain(ref again);
            Assert.Equal(sum, again);
            sums.Add(sum);
        }
        Assert.Equal([6f, 15f, 24f, 1f, 6f], sums);
        Assert.Equal(5, calls);
    }

    [Fact]
    public void Ids_are_unique_and_pass_through_row_mappers()
    {
        var view = Expression("x * 2");
        Assert.Equal(Ids(Beat.View(_ml)), Ids(view));
        Assert.Equal(5, Ids(view).Distinct().Count());
    }

    [Fact]
    public void A_cursor_set_covers_every_row_once()
    {
        var view = Expression("x + 1");
        var cursors = view.GetRowCursorSet([view.Schema["Record"], view.Schema["Y"]], 3);
        var rows = new List<string>();
        foreach (var cursor in cursors)
        {
            using (cursor)
            {
                var getRecord = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Record"]);
                var getY = cursor.GetGetter<VBuffer<float>>(view.Schema["Y"]);
                while (cursor.MoveNext())
                {
                    ReadOnlyMemory<char> record = default;
                    VBuffer<float> y = default;
                    getRecord(ref record);
                    getY(ref y);
                    rows.Add($"{record} {y.GetItemOrDefault(0)}");
                }
            }
        }
        Assert.Equal(["100 2", "100 5", "101 1", "101 8", "102 3"], rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Preview_shows_rows_and_columns()
    {
        var preview = Beat.View(_ml).Preview(2);
        Assert.Equal((2, 3), (preview.RowView.Length, preview.ColumnView.Length));
        Assert.Equal("Label=V", $"{preview.RowView[0].Values[1].Key}={preview.RowView[0].Values[1].Value}");
        Assert.Equal("3 columns, 2 rows", preview.ToString());
    }

    private IDataView Expression(string body)
    {
        var view = Beat.View(_ml);
        return _ml.Transforms.Expression("Y", "(x) : " + body, "X").Fit(view).Transform(view);
    }

    private static string[] Ids(IDataView view)
    {
        using var cursor = view.GetRowCursor([]);
        var getId = cursor.GetIdGetter();
        var ids = new List<string>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getId(ref id);
            ids.Add(id.ToString());
        }
        return ids.ToArray();
    }

    /// <summary>Notes which columns each cursor is asked for.</summary>
    private sealed class Watched(IDataView inner) : IDataView
    {
        public List<string> Asked { get; } = [];

        public bool CanShuffle => inner.CanShuffle;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var columns = columnsNeeded.ToArray();
            Asked.Add(string.Join(" ", columns.Select(c => c.Name)));
            return inner.GetRowCursor(columns, rand);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
            => [GetRowCursor(columnsNeeded, rand)];
    }
}
