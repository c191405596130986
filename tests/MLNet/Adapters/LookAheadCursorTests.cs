using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

public class LookAheadCursorTests
{
    private static readonly MLContext Context = new(seed: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void GivesWhatTheCursorUnderItGives(int count)
    {
        var view = View(count);
        using var plain = view.GetRowCursor(view.Schema);
        using var ahead = new LookAheadCursor(view.GetRowCursor(view.Schema), 100, isOnlyCursor: true);
        var (plainId, plainText, plainNumber, plainVector, plainWords) = Getters(plain);
        var (aheadId, aheadText, aheadNumber, aheadVector, aheadWords) = Getters(ahead);
        DataViewRowId id = default, otherId = default;
        ReadOnlyMemory<char> text = default, otherText = default;
        int number = 0, otherNumber = 0;
        VBuffer<float> vector = default, otherVector = default;
        VBuffer<ReadOnlyMemory<char>> words = default, otherWords = default;
        Assert.Equal(-1, ahead.Position);
        int rows = 0;
        while (plain.MoveNext())
        {
            rows++;
            Assert.True(ahead.MoveNext());
            Assert.Equal(plain.Position, ahead.Position);
            Assert.Equal(plain.Batch, ahead.Batch);
            plainId(ref id);
            aheadId(ref otherId);
            Assert.Equal(id, otherId);
            plainText(ref text);
            aheadText(ref otherText);
            Assert.Equal(text.ToString(), otherText.ToString());
            plainNumber(ref number);
            aheadNumber(ref otherNumber);
            Assert.Equal(number, otherNumber);
            plainVector(ref vector);
            aheadVector(ref otherVector);
            Assert.Equal(vector.DenseValues(), otherVector.DenseValues());
            plainWords(ref words);
            aheadWords(ref otherWords);
            Assert.Equal(words.DenseValues().Select(word => word.ToString()), otherWords.DenseValues().Select(word => word.ToString()));
        }
        Assert.Equal(count, rows);
        Assert.False(ahead.MoveNext());
        Assert.False(ahead.MoveNext());
        Assert.Throws<InvalidOperationException>(() => aheadNumber(ref otherNumber));
    }

    [Fact]
    public void ReadsFewRowsAtFirstAndHandsOutCopies()
    {
        var view = View(200);
        using var cursor = new LookAheadCursor(view.GetRowCursor(view.Schema), 64, isOnlyCursor: true);
        var get = cursor.GetGetter<VBuffer<float>>(view.Schema["Vector"]);
        Assert.True(cursor.MoveNext());
        Assert.Equal(16, cursor.Count);
        VBuffer<float> first = default;
        get(ref first);
        float[] values = [.. first.DenseValues()];
        while (cursor.MoveNext()) Assert.InRange(cursor.Count, 1, 64);
        Assert.Equal(values, first.DenseValues());
    }

    [Fact]
    public void ThrowsAFailureWhenItsRowIsDue()
    {
        var view = Context.Data.LoadFromEnumerable(Failing());
        using var cursor = new LookAheadCursor(view.GetRowCursor(view.Schema), 64, isOnlyCursor: true);
        for (int row = 0; row < 40; row++) Assert.True(cursor.MoveNext());
        Assert.Equal("row 40 cannot be read", Assert.Throws<IOException>(() => cursor.MoveNext()).Message);
    }

    [Fact]
    public void RefusesColumnsThatWereNotAskedForAndGettersOfOtherTypes()
    {
        var view = View(3);
        using var cursor = new LookAheadCursor(view.GetRowCursor([view.Schema["Number"]]), 64, isOnlyCursor: true);
        Assert.True(cursor.IsColumnActive(view.Schema["Number"]));
        Assert.False(cursor.IsColumnActive(view.Schema["Text"]));
        Assert.StartsWith("requested column not active", Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Text"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Invalid TValue in GetGetter for column #Number: Int32", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Number"])).Message, StringComparison.Ordinal);
    }

    private static (ValueGetter<DataViewRowId>, ValueGetter<ReadOnlyMemory<char>>, ValueGetter<int>, ValueGetter<VBuffer<float>>, ValueGetter<VBuffer<ReadOnlyMemory<char>>>) Getters(DataViewRowCursor cursor) => (
        cursor.GetIdGetter(),
        cursor.GetGetter<ReadOnlyMemory<char>>(cursor.Schema["Text"]),
        cursor.GetGetter<int>(cursor.Schema["Number"]),
        cursor.GetGetter<VBuffer<float>>(cursor.Schema["Vector"]),
        cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(cursor.Schema["Words"]));

    private static IDataView View(int count) => Context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(Row.Of).ToList());

    private static IEnumerable<Row> Failing()
    {
        for (int i = 0; i < 100; i++)
            yield return i == 40 ? throw new IOException("row 40 cannot be read") : Row.Of(i);
    }

    private sealed class Row
    {
        public string Text { get; set; } = "";

        public int Number { get; set; }

        public float[] Vector { get; set; } = [];

        public string[] Words { get; set; } = [];

        public static Row Of(int i) => new()
        {
            Text = "row " + i,
            Number = i,
            Vector = [.. Enumerable.Range(0, i % 5).Select(k => (float)(i + k))],
            Words = [.. Enumerable.Range(0, i % 3).Select(k => "w" + k)],
        };
    }
}
