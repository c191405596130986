namespace ArrhythmiaVision.Reporting;

/// <summary>A chart that is drawn to any width: its lines stretch, while the words of its axes stand beside it and keep their size.</summary>
internal static class ChartFrame
{
    /// <summary>A drawing's width and height in its own units.</summary>
    public const int Size = 1000;

    /// <summary>Writes a chart.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">Its name in the page.</param>
    /// <param name="description">What it shows, for who cannot see it.</param>
    /// <param name="vertical">Ticks of the vertical axis: place from 0 at the bottom to 1, and text.</param>
    /// <param name="horizontal">Ticks of the horizontal axis, likewise from the left.</param>
    /// <param name="style">A style class beside the usual one.</param>
    /// <param name="draw">Draws into 1,000 by 1,000 units.</param>
    public static void Write(PageWriter page, string id, string description, IReadOnlyList<(double Place, string Text)> vertical, IReadOnlyList<(double Place, string Text)> horizontal, string style, Action<HtmlWriter> draw)
    {
        var html = page.Html;
        html.Open("div", ("class", "chart " + style), ("id", id));
        html.Open("div", ("class", "y"), ("aria-hidden", "true"));
        foreach (var (place, text) in vertical) html.Element("span", text, ("style", Invariant($"bottom:{100 * place:0.##}%")));
        html.Close("div");
        html.Open("svg", ("viewBox", Invariant($"0 0 {Size} {Size}")), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", description));
        foreach (var (place, _) in vertical) html.Void("path", ("class", "grid"), ("d", Invariant($"M0 {Size * (1 - place):0.#}H{Size}")));
        draw(html);
        html.Close("svg");
        html.Open("div", ("class", "x"), ("aria-hidden", "true"));
        foreach (var (place, text) in horizontal) html.Element("span", text, ("style", Invariant($"left:{100 * place:0.##}%")));
        html.Close("div").Close("div").Line();
    }

    /// <summary>Round values between two limits, some four of them.</summary>
    public static IEnumerable<double> Ticks(double from, double to)
    {
        var step = NiceStep(to - from, 4);
        for (var i = Math.Ceiling(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) yield return i * step + 0.0;
    }

    /// <summary>Times for an axis, some six of them.</summary>
    public static IReadOnlyList<(double Place, string Text)> TimeTicks(double seconds)
    {
        double[] steps = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 2 * 3600, 4 * 3600, 6 * 3600, 12 * 3600, 24 * 3600];
        var step = steps.FirstOrDefault(value => seconds / value <= 7, steps[^1]);
        var ticks = new List<(double, string)>();
        for (var i = 0; i * step <= seconds * (1 + 1e-9); i++) ticks.Add((i * step / seconds, PageText.Clock(i * step, tenths: step < 1)));
        return ticks;
    }

    private static double NiceStep(double range, int most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / most)));
        double[] nice = [1, 2, 5, 10];
        return nice.First(value => range / (value * power) <= most + 1e-9) * power;
    }
}
