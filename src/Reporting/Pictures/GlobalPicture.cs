using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>One network's, or method's, column of a <see cref="GlobalPicture"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">Its classes.</param>
public sealed record GlobalColumn(string Name, IReadOnlyList<ClassSummary> Classes);

/// <summary>What weighs in each class: the mean beat and the mean attribution with one standard deviation each way, and the mean share of each
/// part of the beat. Networks stand side by side, classes below each other.</summary>
public sealed record GlobalPicture : Picture
{
    private const double Margin = 6;
    private const double BarsWidth = 32;
    private const double MostBoxes = 40;

    /// <summary>The columns.</summary>
    public required IReadOnlyList<GlobalColumn> Columns { get; init; }

    /// <summary>Samples a second.</summary>
    public double SamplingRate { get; init; } = 360;

    private protected override string Draw()
    {
        ArgumentNullException.ThrowIfNull(Columns);
        var all = Columns.SelectMany(column => column.Classes).ToArray();
        if (all.Length == 0) throw new ArgumentException("There is nothing to draw; give at least one column with one class.", nameof(Columns));
        if (all.FirstOrDefault(summary => summary.Count == 0) is { } empty) throw new ArgumentException($"Class {empty.Name} has no beats; add some or leave it out.", nameof(Columns));
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate)) throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));

        var (low, high) = (0.0, 0.0);
        foreach (var summary in all)
        {
            var (mean, spread) = (summary.MeanBeat, summary.BeatSpread);
            var (level, _, _) = PaperScale.Extent(mean);
            for (var i = 0; i < mean.Length; i++) (low, high) = (Math.Min(low, mean[i] - level - spread[i]), Math.Max(high, mean[i] - level + spread[i]));
        }
        var scale = new PaperScale(Paper, Paper.Enlargement ?? 2, low, high, MostBoxes);
        var box = 5 * scale.Box;
        var paper = box * Math.Ceiling(all.Max(summary => summary.MeanBeat.Length) / SamplingRate * scale.Speed / box - 1e-9);
        var (cell, pitch) = (paper + 3 + BarsWidth + 4, scale.Height + AttributionDrawing.BandHeight * 1.5 + 11);
        var rows = Columns.Max(column => column.Classes.Count);

        var title = Title ?? "What weighs in each class";
        var width = Math.Max(2 * Margin + Columns.Count * cell, 110);
        var words = string.Join(" ", Columns.SelectMany(column => column.Classes.Select(summary => $"{column.Name}, {summary.Name}: {string.Join(", ", summary.Shares.Select(share => Invariant($"{share.Name} {100 * share.Share:0} %")))}.")));
        var canvas = new SvgCanvas(width, 22 + rows * pitch + 4, title, $"{words} {scale.Caption}.", Paper.Theme);
        canvas.Text(Margin, 5.5, 3.6, title, "t b");
        canvas.Text(Margin, 9.8, 2.5, $"{scale.Caption}; grey: one standard deviation each way", "s");
        canvas.Text(Margin, 13.2, 2.5, "below: mean attribution, for the class above the line, against below", "s");
        for (var column = 0; column < Columns.Count; column++)
        {
            var left = Margin + column * cell;
            canvas.Text(left, 19, 3.2, Columns[column].Name, "t b");
            for (var row = 0; row < Columns[column].Classes.Count; row++) Panel(canvas, Columns[column].Classes[row], left, 22 + row * pitch, paper, scale);
        }
        return canvas.Finish();
    }

    private void Panel(SvgCanvas canvas, ClassSummary summary, double left, double top, double width, PaperScale scale)
    {
        canvas.Begin("panel");
        canvas.Text(left, top + 3, 2.8, Invariant($"{summary.Name}, {summary.Count} beats"), "t b");
        var (paper, step) = (top + 4.5, scale.Speed / SamplingRate);
        scale.DrawGrid(canvas, left, paper, width);
        var (mean, spread) = (summary.MeanBeat, summary.BeatSpread);
        var (level, _, _) = PaperScale.Extent(mean);
        canvas.Path(Around(mean, spread, left, step, value => scale.Y(paper, value - level)), "sp");
        canvas.Path(scale.Trace(mean, SamplingRate, left, paper, level), "e ecg");

        var (values, deviations) = (summary.MeanAttribution, summary.AttributionSpread);
        double limit = 0;
        for (var i = 0; i < values.Length; i++) limit = Math.Max(limit, Math.Abs(values[i]) + deviations[i]);
        var half = AttributionDrawing.BandHeight * 0.75;
        var middle = paper + scale.Height + 1 + half;
        // Colours and heights share one scale, whose end is the farthest edge of the spread.
        canvas.Begin("band");
        AttributionDrawing.Band(canvas, values, limit, left, middle - AttributionDrawing.BandHeight / 2, step);
        if (limit > 0) canvas.Path(Around(values, deviations, left, step, value => middle - value / limit * AttributionDrawing.BandHeight / 2), "sp");
        canvas.End();

        var y = paper + 1;
        foreach (var share in summary.Shares)
        {
            canvas.Text(left + width + 12, y + 2.3, 2.3, share.Name, "t", TextAnchor.End);
            canvas.Rect(left + width + 13, y + 0.3, share.Share * (BarsWidth - 21), 2.2, "p6");
            canvas.Text(left + width + 14 + share.Share * (BarsWidth - 21), y + 2.3, 2.3, Invariant($"{100 * share.Share:0} %"), "s");
            y += 3.6;
        }
        canvas.End();
    }

    private static string Around(float[] mean, float[] spread, double left, double step, Func<double, double> place)
    {
        var path = new StringBuilder();
        for (var i = 0; i < mean.Length; i++) path.Append($"{(i == 0 ? 'M' : 'L')}{SvgCanvas.Number(left + i * step)} {SvgCanvas.Number(place(mean[i] + spread[i]))}");
        for (var i = mean.Length - 1; i >= 0; i--) path.Append($"L{SvgCanvas.Number(left + i * step)} {SvgCanvas.Number(place(mean[i] - spread[i]))}");
        return path.Append('Z').ToString();
    }
}
