using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>Jupyter's notebook format, 4.5, as far as it is needed.</summary>
internal static class NotebookFile
{
    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<Cell> Read(string path)
    {
        var notebook = JsonNode.Parse(File.ReadAllText(path))!;
        return [.. notebook["cells"]!.AsArray().Select(cell => new Cell(
            cell!["cell_type"]!.GetValue<string>() == "code", Text(cell["source"]!), [.. (cell["outputs"]?.AsArray() ?? []).Select(output => Output(output!))]))];
    }

    public static void Write(string path, IReadOnlyList<Cell> cells)
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((cell, i) => (JsonNode)Cell(cell, i))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(path, notebook.ToJsonString(s_layout).ReplaceLineEndings("\n") + "\n");
    }

    private static JsonObject Cell(Cell cell, int number)
    {
        var node = new JsonObject { ["cell_type"] = cell.IsCode ? "code" : "markdown", ["id"] = $"cell-{number}", ["metadata"] = new JsonObject(), ["source"] = Lines(cell.Source) };
        if (!cell.IsCode) return node;
        node["execution_count"] = null;
        node["outputs"] = new JsonArray([.. cell.Outputs.Select(output => (JsonNode)(output.IsHtml
            ? new JsonObject { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { ["text/html"] = Lines(output.Text) } }
            : new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Lines(output.Text) }))]);
        return node;
    }

    private static CellOutput Output(JsonNode output) => output["output_type"]!.GetValue<string>() == "stream"
        ? new CellOutput(false, Text(output["text"]!))
        : new CellOutput(true, Text(output["data"]!["text/html"]!));

    private static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => (JsonNode)(i < lines.Length - 1 ? line + "\n" : line)).Where(line => line.GetValue<string>().Length > 0)]);
    }

    private static string Text(JsonNode lines) => string.Concat(lines.AsArray().Select(line => line!.GetValue<string>()));
}
