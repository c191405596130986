namespace ArrhythmiaVision.Reporting;

/// <summary>One row of a page of beats.</summary>
/// <param name="Name">What its beats have in common: a class, or a class and a network.</param>
/// <param name="Beats">The beats, each under its own <see cref="Picture.Title"/>.</param>
public sealed record BeatPageRow(string Name, IReadOnlyList<BeatPicture> Beats);

/// <summary>A page of beats in rows, as of each class some: one speed, and one gain a row. Words and banners of the beats are left out, but one
/// whose explanation failed its checks says so.</summary>
public sealed record BeatPage : Picture
{
    private const double Gap = 5;
    private const double MostBoxes = 50;

    /// <summary>The rows.</summary>
    public required IReadOnlyList<BeatPageRow> Rows { get; init; }

    private protected override string Draw()
    {
        ArgumentNullException.ThrowIfNull(Rows);
        var beats = Rows.SelectMany(row => row.Beats).ToArray();
        if (beats.Length == 0) throw new ArgumentException("There are no beats to draw; give at least one row with one beat.", nameof(Rows));
        foreach (var beat in beats) beat.Check();

        var enlargement = Paper.Enlargement ?? 2;
        var lead = 10 * enlargement;
        (BeatPageRow Row, PaperScale Scale)[] layout = [.. Rows.Where(row => row.Beats.Count > 0).Select(row => (row, ScaleOf(row, enlargement)))];
        var cell = layout.Max(item => item.Row.Beats.Max(beat => beat.PaperWidth(item.Scale)));
        var columns = layout.Max(item => item.Row.Beats.Count);
        var width = Math.Max(2 * BeatPicture.LeftMargin + lead + columns * (cell + Gap) - Gap, 100);
        var explained = beats.Where(beat => !beat.Attribution.IsEmpty).ToArray();

        var height = 12.0 + layout.Sum(item => HeightOf(item.Row, item.Scale)) + (explained.Length > 0 ? AttributionDrawing.LegendHeight : 0) + 2;
        var title = Title ?? "Beats";
        var canvas = new SvgCanvas(width, height, title, string.Join(" ", layout.Select(item => $"{item.Row.Name}: {item.Row.Beats.Count}, {item.Scale.Caption}.")), Paper.Theme);
        canvas.Text(BeatPicture.LeftMargin, 5.5, 3.6, title, "t b");
        var top = 12.0;
        foreach (var (row, scale) in layout)
        {
            canvas.Begin("row");
            canvas.Text(BeatPicture.LeftMargin, top + 3, 3, row.Name, "t b");
            canvas.Text(width - BeatPicture.LeftMargin, top + 3, 2.4, scale.Caption, "s", TextAnchor.End);
            var brackets = row.Beats.Max(beat => BracketDrawing.HeightOf(beat.Segments, beat.Step(scale), namesOnly: true));
            for (var i = 0; i < row.Beats.Count; i++)
            {
                var beat = row.Beats[i];
                var (left, paper) = (BeatPicture.LeftMargin + lead + i * (cell + Gap), top + 8.5 + brackets);
                var heading = beat.FailedChecks.Count > 0 ? $"{beat.Title} UNRELIABLE".TrimStart() : beat.Title ?? "";
                canvas.Text(left, top + 7.2, 2.6, heading, beat.FailedChecks.Count > 0 ? "t b" : "t");
                // The first beat of a row has the calibration pulse before it.
                var before = i == 0 ? lead : 0;
                scale.DrawGrid(canvas, left - before, paper, beat.PaperWidth(scale) + before);
                if (i == 0) scale.DrawCalibration(canvas, left - lead, paper);
                beat.Content(canvas, scale, left, paper, beat.Limit, namesOnly: true);
            }
            canvas.End();
            top += HeightOf(row, scale);
        }
        if (explained.Length > 0)
        {
            var signed = explained.Any(static (BeatPicture beat) => AttributionDrawing.HasNegative(beat.Attribution.Span));
            var limits = explained.Select(beat => beat.Limit).Distinct().ToArray();
            var own = limits.Length > 1 || limits[0] is null;
            AttributionDrawing.Legend(canvas, BeatPicture.LeftMargin, top, width - 2 * BeatPicture.LeftMargin, explained[0].Method, null, limits[0] ?? 1, signed, own ? "beat" : null);
        }
        return canvas.Finish();
    }

    private PaperScale ScaleOf(BeatPageRow row, double enlargement)
    {
        var extents = row.Beats.Select(beat => PaperScale.Extent(beat.Samples.Span)).ToArray();
        return new PaperScale(Paper, enlargement, extents.Min(extent => extent.Min), extents.Max(extent => extent.Max), MostBoxes);
    }

    private static double HeightOf(BeatPageRow row, PaperScale scale) =>
        8.5 + row.Beats.Max(beat => BracketDrawing.HeightOf(beat.Segments, beat.Step(scale), namesOnly: true)) + scale.Height + AttributionDrawing.BandHeight + 5;
}
