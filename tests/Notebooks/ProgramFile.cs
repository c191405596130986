namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>The notebook's content as a file-based program: cells between lines that begin with <c>// %%</c>.</summary>
internal static class ProgramFile
{
    private const string Mark = "// %% ";
    private const string Project = "#:project ../src/";

    /// <summary>The cells; the first code cell begins with the packages that the program's projects are.</summary>
    public static IReadOnlyList<Cell> Read(string path)
    {
        var lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var packages = string.Concat(lines.Where(line => line.StartsWith(Project, StringComparison.Ordinal)).Select(line => $"#r \"nuget: {Path.GetFileNameWithoutExtension(line)}\"\n"));
        var cells = new List<Cell>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Mark, StringComparison.Ordinal)) continue;
            var kind = lines[i][Mark.Length..];
            if (kind == "end") break;
            string[] body = [.. lines[(i + 1)..].TakeWhile(line => !line.StartsWith(Mark, StringComparison.Ordinal))];
            var isCode = kind == "code";
            var text = string.Join('\n', isCode ? body : body.Select(line => line.Length > 2 ? line[3..] : "")).Trim('\n');
            if (isCode && !cells.Any(cell => cell.IsCode)) text = packages + "\n" + text;
            cells.Add(new Cell(isCode, text, []));
        }

        return cells;
    }
}
