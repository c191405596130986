namespace ArrhythmiaVision.Tool;

/// <summary>A table of plain text that looks the same on a terminal and in a file, and that <c>awk</c> can read.</summary>
/// <param name="headings">The columns' headings; one that ends in &gt; is of numbers, which stand to the right.</param>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [[.. headings.Select(heading => heading.TrimEnd('>'))]];

    /// <summary>Adds a row, a cell for each column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the headings and the rows.</summary>
    public void Write(TextWriter writer)
    {
        int[] widths = [.. headings.Select((_, column) => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            var cells = row.Select((cell, column) => headings[column].EndsWith('>') ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
