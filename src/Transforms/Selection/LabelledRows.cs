using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>The labels of a view's rows, read in one pass that asks for no other column.</summary>
/// <param name="Labels">Each row's class, from 0; -1 where the label is missing.</param>
/// <param name="Classes">The classes' names, in the order of the label's key values.</param>
/// <param name="Ids">Each row's id.</param>
internal sealed record LabelledRows(int[] Labels, IReadOnlyList<string> Classes, DataViewRowId[] Ids)
{
    public static LabelledRows Read(IDataView view, string labelColumnName)
    {
        ArgumentNullException.ThrowIfNull(view);
        var column = LabelClasses.Find(view.Schema, labelColumnName);
        var classes = LabelClasses.NamesOf(column);
        var labels = new List<int>();
        var ids = new List<DataViewRowId>();
        using var cursor = view.GetRowCursor([column]);
        var label = LabelClasses.CreateReader(cursor, column);
        var idGetter = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            if (labels.Count == Array.MaxLength)
                throw new ArgumentException($"The view has more than {Array.MaxLength} rows, which are more than can be indexed.", nameof(view));
            DataViewRowId id = default;
            idGetter(ref id);
            labels.Add(label());
            ids.Add(id);
        }
        return new LabelledRows([.. labels], classes, [.. ids]);
    }
}
