namespace ArrhythmiaVision.Bench;

/// <summary>Tables as docs/performance.md holds them, so that what is measured is copied there as it stands.</summary>
internal static class Markdown
{
    public static void Header(TextWriter output, params string[] columns)
    {
        Row(output, columns);
        output.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", columns.Length - 1)));
    }

    public static void Row(TextWriter output, params string[] cells) =>
        output.WriteLine("| " + string.Join(" | ", cells) + " |");
}
