using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>Draws an attribution in time: as a band whose height and side of the line are its size and sign, and as a line under the trace, filled
/// where it is for the class and hollow where it is against. So the sign never rests on the colour alone.</summary>
internal static class AttributionDrawing
{
    /// <summary>The band's height, mm.</summary>
    public const double BandHeight = 9;

    /// <summary>The largest magnitude.</summary>
    public static double LimitOf(ReadOnlySpan<float> values)
    {
        double limit = 0;
        foreach (var value in values) limit = Math.Max(limit, Math.Abs(value));
        return limit;
    }

    public static bool HasNegative(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (value < 0) return true;
        }
        return false;
    }

    public static void Band(SvgCanvas canvas, ReadOnlySpan<float> values, double limit, double left, double top, double step)
    {
        var middle = top + BandHeight / 2;
        for (var from = 0; from < values.Length;)
        {
            var level = AttributionPalette.StepOf(values[from], limit);
            var to = RunEnd(values, from, limit);
            if (level != 0)
            {
                var path = new StringBuilder($"M{SvgCanvas.Number(left + from * step)} {SvgCanvas.Number(middle)}");
                // Each run reaches to the next one's first sample.
                for (var i = from; i <= Math.Min(to, values.Length - 1); i++)
                {
                    var y = middle - Math.Clamp(values[i] / limit, -1, 1) * BandHeight / 2;
                    path.Append($"L{SvgCanvas.Number(left + i * step)} {SvgCanvas.Number(y)}");
                }
                path.Append($"V{SvgCanvas.Number(middle)}Z");
                canvas.Path(path.ToString(), AttributionPalette.Name(level));
            }
            from = to;
        }
        canvas.Line(left, middle, left + (values.Length - 1) * step, middle, "k zero");
    }

    /// <summary>Draws the line under the trace.</summary>
    public static void Line(SvgCanvas canvas, ReadOnlySpan<float> values, double limit, ReadOnlySpan<float> samples, double rate, double left, double top, PaperScale scale, double level)
    {
        for (var from = 0; from < values.Length;)
        {
            var step = AttributionPalette.StepOf(values[from], limit);
            var to = RunEnd(values, from, limit);
            if (step != 0)
            {
                var path = scale.Trace(samples[from..Math.Min(to + 1, samples.Length)], rate, left + from / rate * scale.Speed, top, level);
                var width = 0.9 + 0.16 * Math.Abs(step);
                canvas.Path(path, $"u {AttributionPalette.Name(step)}", width);
                if (step < 0) canvas.Path(path, "u h", width * 0.6);
            }
            from = to;
        }
    }

    /// <summary>Draws the scale: the band's own shape from the most against to the most for.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="left">Its left end.</param>
    /// <param name="top">Its upper end.</param>
    /// <param name="width">The room there is.</param>
    /// <param name="name">What the attribution is.</param>
    /// <param name="label">The class it is for; null where there are several.</param>
    /// <param name="limit">The magnitude of the full colour.</param>
    /// <param name="signed">Whether anything speaks against the class.</param>
    /// <param name="each">What has a limit of its own each, as <c>beat</c>; null where all have the one given.</param>
    public static void Legend(SvgCanvas canvas, double left, double top, double width, string name, string? label, double limit, bool signed, string? each)
    {
        var eachOwn = each is not null;
        canvas.Text(left, top + 2.6, 2.6, eachOwn ? $"{name}, each {each} by its own largest value" : name, "t");
        var (barTop, barHeight) = (top + 4.2, 5.0);
        var middle = signed ? barTop + barHeight / 2 : barTop + barHeight;
        var first = signed ? -AttributionPalette.Steps : 1;
        var count = AttributionPalette.Steps - first + 1;
        var cell = Math.Min(width, 60) / count;
        for (var step = first; step <= AttributionPalette.Steps; step++)
        {
            var height = step / (double)AttributionPalette.Steps * (signed ? barHeight / 2 : barHeight);
            if (step != 0) canvas.Rect(left + (step - first) * cell, height > 0 ? middle - height : middle, cell, Math.Abs(height), AttributionPalette.Name(step));
        }
        canvas.Line(left, middle, left + count * cell, middle, "k");
        var below = barTop + barHeight + 2.8;
        var target = label is { Length: > 0 } ? label : "the class";
        if (signed)
        {
            canvas.Text(left, below, 2.3, eachOwn ? "most" : "−" + Value(limit), "s");
            canvas.Text(left + count * cell / 2, below, 2.3, "0", "s", TextAnchor.Middle);
            canvas.Text(left, below + 3, 2.3, $"against {target}: below, hollow", "s");
        }
        else
        {
            canvas.Text(left, below, 2.3, "0", "s");
        }
        canvas.Text(left + count * cell, below, 2.3, eachOwn ? "most" : (signed ? "+" : "") + Value(limit), "s", TextAnchor.End);
        canvas.Text(left, below + (signed ? 6 : 3), 2.3, $"for {target}: above, filled", "s");
    }

    /// <summary>The legend's height, mm.</summary>
    public static double LegendHeight => 20.5;

    private static string Value(double value) => value.ToString(value is >= 0.01 and < 1000 ? "0.###" : "0.##E+0", CultureInfo.InvariantCulture);

    private static int RunEnd(ReadOnlySpan<float> values, int from, double limit)
    {
        var (step, to) = (AttributionPalette.StepOf(values[from], limit), from + 1);
        while (to < values.Length && AttributionPalette.StepOf(values[to], limit) == step) to++;
        return to;
    }
}
