using ArrhythmiaVision.Recordings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>What the tests of this folder do with views.</summary>
internal static class Views
{
    /// <summary>The folder of MIT-BIH; the test is skipped where it is not on this machine.</summary>
    public static string MitBih()
    {
        string? folder = new RecordingLibrary().TryFind(MitBihArrhythmiaDatabase.Name);
        Assert.SkipWhen(folder is null, $"MIT-BIH is not on this machine: set {RecordingLibrary.DataVariable} to the folder that has mitdb in it.");
        return folder!;
    }

    public static string[] KeyValues(DataViewSchema.Column column) => Texts(column, "KeyValues");

    /// <summary>An annotation that is a vector of text.</summary>
    public static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    public static string[] Texts(this IDataView view, string column) => [.. view.GetColumn<string>(column)];

    public static List<DataViewRowId> Ids(IDataView view)
    {
        using var cursor = view.GetRowCursor([]);
        var getId = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getId(ref id);
            ids.Add(id);
        }
        return ids;
    }

    /// <summary>Goes through a view by a set of cursors and gives a column's values in the order of the batches.</summary>
    public static (List<T> Values, int Cursors) BySet<T>(IDataView view, string column, int n)
    {
        var wanted = view.Schema[column];
        var cursors = view.GetRowCursorSet([wanted], n);
        var rows = new List<(long Batch, int Order, T Value)>();
        foreach (var cursor in cursors)
        {
            using (cursor)
            {
                var getter = cursor.GetGetter<T>(wanted);
                while (cursor.MoveNext())
                {
                    T value = default!;
                    getter(ref value);
                    rows.Add((cursor.Batch, rows.Count, value));
                }
            }
        }
        return ([.. rows.OrderBy(row => row.Batch).ThenBy(row => row.Order).Select(row => row.Value)], cursors.Length);
    }

    /// <summary>Saves a model and loads it in a context of its own, with nothing registered.</summary>
    public static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        new MLContext(1).Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext(2).Model.Load(stream, out _);
    }

    public static uint[] Bits(IEnumerable<float> values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    public static uint[] Bits(IDataView view, string column) => Bits(view.GetColumn<float[]>(column).SelectMany(values => values));
}
