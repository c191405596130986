namespace ArrhythmiaVision.Reporting;

/// <summary>One beat on paper with what weighed in it: the attribution as a line and a band, its parts by brackets, and words.</summary>
public sealed record BeatPicture : Picture
{
    internal const double LeftMargin = 6;
    private const double MostBoxes = 50;

    /// <summary>The beat's samples in mV, as 360 at 360 a second; NaN where they are missing.</summary>
    public required ReadOnlyMemory<float> Samples { get; init; }

    /// <summary>Samples a second.</summary>
    public double SamplingRate { get; init; } = 360;

    /// <summary>The lead's name.</summary>
    public string Lead { get; init; } = "";

    /// <summary>The attribution of each sample; empty for none.</summary>
    public ReadOnlyMemory<float> Attribution { get; init; }

    /// <summary>What the attribution is, as <c>Grad-CAM</c>.</summary>
    public string Method { get; init; } = "Attribution";

    /// <summary>The class that it is for, as <c>PVC</c>; null where it need not be said.</summary>
    public string? Class { get; init; }

    /// <summary>The magnitude that has the full colour; null for the beat's largest.</summary>
    public double? Limit { get; init; }

    /// <summary>The parts to mark.</summary>
    public IReadOnlyList<SegmentMark> Segments { get; init; } = [];

    /// <summary>Words that stand below and describe the picture to screen readers, as <see cref="BeatNarrative.Describe"/> gives them.</summary>
    public string Text { get; init; } = "";

    /// <summary>The checks that the explanation failed: it is then marked as unreliable.</summary>
    public IReadOnlyList<string> FailedChecks { get; init; } = [];

    private protected override string Draw()
    {
        Check();
        var scale = Scale(Paper.Enlargement ?? 4);
        var signed = AttributionDrawing.HasNegative(Attribution.Span);
        var lead = 10 * scale.Box;
        var width = lead + PaperWidth(scale);
        var top = 13 + (FailedChecks.Count > 0 ? 6 : 0) + BracketDrawing.HeightOf(Segments, Step(scale));
        var pageWidth = Math.Max(LeftMargin + width + LeftMargin, 100);
        var lines = SvgCanvas.Wrap(Text, pageWidth - 2 * LeftMargin, 3);
        var bottom = top + scale.Height + (Attribution.IsEmpty ? 0 : AttributionDrawing.BandHeight + 4 + AttributionDrawing.LegendHeight);

        var title = Title ?? (Class is { } name ? $"Beat, {name}" : "Beat");
        var canvas = new SvgCanvas(pageWidth, bottom + 4 + 4.4 * lines.Count, title, Description(scale), Paper.Theme);
        canvas.Text(LeftMargin, 5.5, 3.6, title, "t b");
        canvas.Text(LeftMargin, 9.8, 2.7, Caption(scale), "s");
        if (FailedChecks.Count > 0)
        {
            canvas.Rect(LeftMargin, 11.5, pageWidth - 2 * LeftMargin, 5, "warn");
            canvas.Text(LeftMargin + 1.5, 15, 2.8, $"UNRELIABLE EXPLANATION, failed: {string.Join(", ", FailedChecks)}", "warnt b");
        }
        scale.DrawGrid(canvas, LeftMargin, top, width);
        scale.DrawCalibration(canvas, LeftMargin, top);
        Content(canvas, scale, LeftMargin + lead, top, Limit);
        if (!Attribution.IsEmpty)
        {
            AttributionDrawing.Legend(canvas, LeftMargin, top + scale.Height + AttributionDrawing.BandHeight + 4, pageWidth - 2 * LeftMargin, Method, Class,
                Limit ?? AttributionDrawing.LimitOf(Attribution.Span), signed, each: null);
        }
        for (var i = 0; i < lines.Count; i++) canvas.Text(LeftMargin, bottom + 4 + 4.4 * i, 3, lines[i], "t");
        return canvas.Finish();
    }

    internal double Step(PaperScale scale) => scale.Speed / SamplingRate;

    internal PaperScale Scale(double enlargement)
    {
        var (_, min, max) = PaperScale.Extent(Samples.Span);
        return new PaperScale(Paper, enlargement, min, max, MostBoxes);
    }

    internal double PaperWidth(PaperScale scale) => 5 * scale.Box * Math.Max(1, Math.Ceiling(Samples.Length / SamplingRate * scale.Speed / (5 * scale.Box) - 1e-9));

    /// <summary>Draws trace, attribution and brackets on paper that is there.</summary>
    internal void Content(SvgCanvas canvas, PaperScale scale, double left, double top, double? limit, bool namesOnly = false)
    {
        var values = Attribution.Span;
        var (level, _, _) = PaperScale.Extent(Samples.Span);
        var most = limit ?? AttributionDrawing.LimitOf(values);
        BracketDrawing.Draw(canvas, Segments, left, PaperWidth(scale), top, scale.Height, Step(scale), namesOnly);
        if (!values.IsEmpty)
        {
            canvas.Begin("line");
            AttributionDrawing.Line(canvas, values, most, Samples.Span, SamplingRate, left, top, scale, level);
            canvas.End();
        }
        canvas.Path(scale.Trace(Samples.Span, SamplingRate, left, top, level), "e ecg");
        if (!values.IsEmpty)
        {
            canvas.Begin("band");
            AttributionDrawing.Band(canvas, values, most, left, top + scale.Height + 1, Step(scale));
            canvas.End();
        }
    }

    internal void Check()
    {
        if (Samples.Length < 2) throw new ArgumentException(Invariant($"A beat of {Samples.Length} samples cannot be drawn; give 2 or more."), nameof(Samples));
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate)) throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));
        if (!Attribution.IsEmpty && Attribution.Length != Samples.Length)
            throw new ArgumentException(Invariant($"The beat has {Samples.Length} samples, but its attribution {Attribution.Length} values."), nameof(Attribution));
        foreach (var value in Attribution.Span)
        {
            if (!float.IsFinite(value)) throw new ArgumentException("The attribution holds a value that is not a finite number.", nameof(Attribution));
        }
        if (Limit is { } limit && !(limit > 0 && double.IsFinite(limit))) throw new ArgumentException(Invariant($"Limit is {limit}; it must be a number above 0, or null."), nameof(Limit));
        foreach (var mark in Segments)
        {
            if (string.IsNullOrWhiteSpace(mark.Name) || !(mark.Start < mark.End) || !double.IsFinite(mark.End - mark.Start))
                throw new ArgumentException(Invariant($"Segment '{mark.Name}' from {mark.Start} to {mark.End} has no name or no length."), nameof(Segments));
        }
    }

    private string Caption(PaperScale scale) => Lead.Length > 0 ? $"{Lead}, {scale.Caption}" : scale.Caption;

    private string Description(PaperScale scale)
    {
        var parts = string.Join(", ", Segments.Select(mark => double.IsNaN(mark.Share) ? mark.Name : Invariant($"{mark.Name} {100 * mark.Share:0} %")));
        var description = $"{Caption(scale)}.{(parts.Length > 0 ? $" Parts: {parts}." : "")}{(FailedChecks.Count > 0 ? $" Unreliable explanation, failed: {string.Join(", ", FailedChecks)}." : "")}";
        return Text.Length > 0 ? $"{Text} {description}" : description;
    }
}
