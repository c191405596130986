using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>One network's, or method's, column of a <see cref="GlobalPicture"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">Its classes.</param>
public sealed record GlobalColumn(string Name, IReadOnlyList<ClassSummary> Classes);

/// <summary>What weighs in each class: the mean beat and the mean attribution with one standard deviation each way, and the mean share of each
/// part of the beat. Networks stand side by side, classes below each other; all have one speed and one gain.</summary>
public sealed record GlobalPicture : Picture
{
    private const double Margin = 6;
    private const double BarsWidth = 44;
    private const double MostBoxes = 40;
    private const double BandHeight = 1.5 * AttributionDrawing.BandHeight;
    private const double Top = 19;

    /// <summary>The columns.</summary>
    public required IReadOnlyList<GlobalColumn> Columns { get; init; }

    /// <summary>Samples a second.</summary>
    public double SamplingRate { get; init; } = 360;

    /// <summary>What the attribution is, as <c>Grad-CAM</c>.</summary>
    public string Method { get; init; } = "Attribution";

    private protected override string Draw()
    {
        var all = Check();
        var (low, high, signed) = (0.0, 0.0, false);
        foreach (var summary in all)
        {
            var mean = summary.MeanBeat.Span;
            var spread = summary.BeatSpread.Span;
            var (level, _, _) = PaperScale.Extent(mean);
            for (var i = 0; i < mean.Length; i++)
            {
                (low, high) = (Math.Min(low, mean[i] - level - spread[i]), Math.Max(high, mean[i] - level + spread[i]));
                signed |= summary.MeanAttribution.Span[i] < summary.AttributionSpread.Span[i];
            }
        }
        var scale = new PaperScale(Paper, Paper.Enlargement ?? 2, low, high, MostBoxes);
        var box = 5 * scale.Box;
        var step = scale.Speed / SamplingRate;
        var paper = box * Math.Ceiling(all.Max(summary => summary.MeanBeat.Length) * step / box - 1e-9);

        // The first column has the calibration pulse before it, 10 boxes wide.
        var (lead, cell) = (10 * scale.Box, paper + 3 + BarsWidth + 4);
        var names = all.Max(summary => BracketDrawing.HeightOf(summary.Segments, step, namesOnly: true));
        var bars = all.Max(summary => SegmentShare.JoinQrs(summary.Shares).Length) * 3.6;
        var head = 4.5 + (all.Any(summary => summary.Note.Length > 0) ? 3.6 : 0) + names;
        var pitch = head + Math.Max(scale.Height + 1 + BandHeight, bars) + 6;
        var rows = Columns.Max(column => column.Classes.Count);

        var title = Title ?? "What weighs in each class";
        var width = Math.Max(2 * Margin + lead + Columns.Count * cell, 150);
        var words = string.Join(" ", Columns.SelectMany(column => column.Classes.Select(summary => Describe(column, summary))));
        var legend = Top + 4 + rows * pitch;
        var canvas = new SvgCanvas(width, legend + AttributionDrawing.LegendHeight + 2, title, $"{words} {scale.Caption}.", Paper.Theme);
        canvas.Text(Margin, 5.5, 3.6, title, "t b");
        canvas.Text(Margin, 9.8, 2.5, $"{scale.Caption}; the beats' mean, every beat's median at 0 mV", "s");
        for (var column = 0; column < Columns.Count; column++)
        {
            var left = Margin + lead + column * cell;
            canvas.Text(left, Top - 2, 3.2, Columns[column].Name, "t b");
            for (var row = 0; row < Columns[column].Classes.Count; row++)
                Panel(canvas, Columns[column].Classes[row], left, Top + 2 + row * pitch, head, paper, column == 0 ? lead : 0, scale);
        }
        AttributionDrawing.Legend(canvas, Margin, legend, 70, Method, null, 1, signed, each: "class");
        Keys(canvas, Margin + 80, legend + 2.6);
        return canvas.Finish();
    }

    private ClassSummary[] Check()
    {
        ArgumentNullException.ThrowIfNull(Columns);
        var all = Columns.SelectMany(column => column.Classes).ToArray();
        if (all.Length == 0) throw new ArgumentException("There is nothing to draw; give at least one column with one class.", nameof(Columns));
        foreach (var summary in all) summary.Check();
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate)) throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));
        return all;
    }

    private static string Describe(GlobalColumn column, ClassSummary summary)
    {
        var shares = string.Join(", ", SegmentShare.JoinQrs(summary.Shares).Select(share => Invariant($"{share.Name} {100 * share.Share:0} %")));
        return $"{column.Name}, {summary.Name}{(summary.Note.Length > 0 ? $" ({summary.Note})" : "")}: {shares}.";
    }

    private void Panel(SvgCanvas canvas, ClassSummary summary, double left, double top, double head, double width, double lead, PaperScale scale)
    {
        canvas.Begin("panel");
        canvas.Text(left, top + 3, 2.8, Invariant($"{summary.Name}, {summary.Count} beats"), "t b");
        if (summary.Note.Length > 0) canvas.Text(left, top + 6.4, 2.4, summary.Note, "s");
        var (paper, step) = (top + head, scale.Speed / SamplingRate);
        scale.DrawGrid(canvas, left - lead, paper, width + lead);
        if (lead > 0) scale.DrawCalibration(canvas, left - lead, paper);
        BracketDrawing.Draw(canvas, summary.Segments, left, width, paper, scale.Height, step, namesOnly: true);
        var mean = summary.MeanBeat.Span;
        var spread = summary.BeatSpread.Span;
        var (level, _, _) = PaperScale.Extent(mean);
        canvas.Path(Around(mean, spread, left, step, value => scale.Y(paper, value - level)), "sp");
        canvas.Path(scale.Trace(mean, SamplingRate, left, paper, level), "e ecg");

        var values = summary.MeanAttribution.Span;
        var deviations = summary.AttributionSpread.Span;
        double limit = 0;
        for (var i = 0; i < values.Length; i++) limit = Math.Max(limit, Math.Abs(values[i]) + deviations[i]);
        var middle = paper + scale.Height + 1 + BandHeight / 2;

        // Colours and heights share one scale, whose end is the farthest edge of the spread.
        canvas.Begin("band");
        AttributionDrawing.Band(canvas, values, limit, left, middle - AttributionDrawing.BandHeight / 2, step);
        if (limit > 0) canvas.Path(Around(values, deviations, left, step, value => middle - value / limit * AttributionDrawing.BandHeight / 2), "sp");
        canvas.End();

        var y = paper + 1;
        foreach (var share in SegmentShare.JoinQrs(summary.Shares))
        {
            canvas.Text(left + width + 14, y + 2.3, 2.3, share.Name, "t", TextAnchor.End);
            canvas.Rect(left + width + 15, y + 0.3, share.Share * (BarsWidth - 23), 2.2, "p6");
            canvas.Text(left + width + 16 + share.Share * (BarsWidth - 23), y + 2.3, 2.3, Invariant($"{100 * share.Share:0} %"), "s");
            y += 3.6;
        }
        canvas.End();
    }

    /// <summary>What grey and bars stand for.</summary>
    private static void Keys(SvgCanvas canvas, double left, double top)
    {
        canvas.Rect(left, top + 1.8, 6, 2.6, "sp");
        canvas.Text(left + 8, top + 4, 2.3, "one standard deviation each way", "s");
        canvas.Rect(left, top + 6.4, 6, 2.2, "p6");
        canvas.Text(left + 8, top + 8.3, 2.3, "share of the evidence for the class", "s");
    }

    private static string Around(ReadOnlySpan<float> mean, ReadOnlySpan<float> spread, double left, double step, Func<double, double> place)
    {
        var path = new StringBuilder();
        for (var i = 0; i < mean.Length; i++) path.Append($"{(i == 0 ? 'M' : 'L')}{SvgCanvas.Number(left + i * step)} {SvgCanvas.Number(place(mean[i] + spread[i]))}");
        for (var i = mean.Length - 1; i >= 0; i--) path.Append($"L{SvgCanvas.Number(left + i * step)} {SvgCanvas.Number(place(mean[i] - spread[i]))}");
        return path.Append('Z').ToString();
    }
}
