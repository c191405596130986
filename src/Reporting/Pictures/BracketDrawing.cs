namespace ArrhythmiaVision.Reporting;

/// <summary>Draws brackets over parts of the beat, their names in as many rows as keep them apart.</summary>
internal static class BracketDrawing
{
    private const double RowHeight = 3.6;
    private const double Size = 2.5;

    /// <summary>The height that names and brackets take, mm.</summary>
    public static double HeightOf(IReadOnlyList<SegmentMark> marks, double step, bool namesOnly = false) =>
        marks.Count == 0 ? 0 : RowHeight * (1 + Rows(marks, step, namesOnly).Max()) + 2.2;

    public static void Draw(SvgCanvas canvas, IReadOnlyList<SegmentMark> marks, double left, double width, double bottom, double paperHeight, double step, bool namesOnly = false)
    {
        if (marks.Count == 0) return;
        var rows = Rows(marks, step, namesOnly);
        canvas.Begin("segments");
        for (var i = 0; i < marks.Count; i++)
        {
            var (from, to) = (left + Math.Clamp(marks[i].Start * step, 0, width), left + Math.Clamp(marks[i].End * step, 0, width));
            var (y, inset) = (bottom - 0.6, Math.Min(0.25, (to - from) / 6));
            var middle = (from + to) / 2;
            canvas.Path($"M{N(from + inset)} {N(y)}V{N(y - 1)}H{N(to - inset)}V{N(y)}", "k");
            canvas.Path($"M{N(from)} {N(bottom)}v{N(paperHeight)}M{N(to)} {N(bottom)}v{N(paperHeight)}", "d");
            var text = y - 1.9 - RowHeight * rows[i];
            if (rows[i] > 0) canvas.Line(middle, y - 1, middle, text + 0.6, "k");
            canvas.Text(middle, text, Size, Label(marks[i], namesOnly), "t b", TextAnchor.Middle);
        }
        canvas.End();
    }

    private static string Label(SegmentMark mark, bool namesOnly) =>
        namesOnly || double.IsNaN(mark.Share) ? mark.Name : Invariant($"{mark.Name} {100 * mark.Share:0} %");

    /// <summary>Puts each name, the widest parts' first, into the lowest row where it touches no other.</summary>
    private static int[] Rows(IReadOnlyList<SegmentMark> marks, double step, bool namesOnly)
    {
        var rows = new int[marks.Count];
        var taken = new List<(int Row, double From, double To)>();
        foreach (var i in Enumerable.Range(0, marks.Count).OrderByDescending(i => marks[i].End - marks[i].Start))
        {
            var middle = (marks[i].Start + marks[i].End) / 2 * step;
            var half = SvgCanvas.WidthOf(Label(marks[i], namesOnly), Size) / 2 + 0.5;
            while (taken.Any(other => other.Row == rows[i] && other.From < middle + half && middle - half < other.To)) rows[i]++;
            taken.Add((rows[i], middle - half, middle + half));
        }
        return rows;
    }

    private static string N(double value) => SvgCanvas.Number(value);
}
