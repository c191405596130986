using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Puts schemas, shapes and exceptions into lines that a test can compare as a whole.</summary>
internal static class Describe
{
    /// <summary>One line a column: number, name, type, whether it is hidden, and the kinds and types of its annotations.</summary>
    public static string[] Schema(DataViewSchema schema)
        => schema.Select(c => $"{c.Index} {c.Name} : {c.Type}{(c.IsHidden ? " hidden" : "")} [{Annotations(c)}]").ToArray();

    public static string[] Schema(IDataView view) => Schema(view.Schema);

    public static string Annotations(DataViewSchema.Column column)
        => string.Join(", ", column.Annotations.Schema.Select(a => $"{a.Name}:{a.Type}"));

    /// <summary>One line a column of a shape.</summary>
    public static string[] Shape(SchemaShape shape)
        => shape.Select(c => $"{c.Name} : {c.Kind} {c.ItemType} key={c.IsKey} [{string.Join(", ", c.Annotations.Select(a => $"{a.Name}:{a.Kind} {a.ItemType}"))}]").ToArray();

    /// <summary>The exception that an action throws: its type and the first line of its message.</summary>
    public static string Exception(Action action) => Exceptions(action)[0];

    /// <summary>The exception that an action throws and those inside it, from the outermost.</summary>
    public static string[] Exceptions(Action action)
    {
        var lines = new List<string>();
        for (var e = Record.Exception(action); e != null; e = e.InnerException)
            lines.Add($"{e.GetType().Name}: {e.Message.Split('\n')[0].TrimEnd('\r')}");
        Assert.NotEmpty(lines);
        return lines.ToArray();
    }

    public static string[] KeyValues(IDataView view, string column) => Texts(view.Schema[column], "KeyValues");

    public static string[] SlotNames(IDataView view, string column) => Texts(view.Schema[column], "SlotNames");

    /// <summary>A column's values in one line.</summary>
    public static string Column<T>(IDataView view, string column)
        => string.Join(",", view.GetColumn<T>(column).Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));

    /// <summary>A vector column's values, one line a row.</summary>
    public static string[] Vectors<T>(IDataView view, string column)
        => view.GetColumn<T[]>(column).Select(v => string.Join(" ", v.Select(x => Convert.ToString(x, CultureInfo.InvariantCulture)))).ToArray();

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> texts = default;
        column.Annotations.GetValue(kind, ref texts);
        return texts.DenseValues().Select(t => t.ToString()).ToArray();
    }
}
