namespace ArrhythmiaVision.Reporting;

/// <summary>A stretch of ECG of any length on paper, in rows.</summary>
public sealed record EcgStrip : Picture
{
    private const double LeftMargin = 16;
    private const double RightMargin = 5;
    private const double MostBoxes = 80;

    /// <summary>The samples in mV; NaN where they are missing.</summary>
    public required ReadOnlyMemory<float> Samples { get; init; }

    /// <summary>Samples a second.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>The lead's name.</summary>
    public string Lead { get; init; } = "";

    /// <summary>The first sample's time in the recording, in seconds.</summary>
    public double StartTime { get; init; }

    /// <summary>Seconds a row, 1 to 60; a strip that is shorter has one row of its own length.</summary>
    public double SecondsPerRow { get; init; } = 10;

    /// <summary>The beats to mark; those outside are left out.</summary>
    public IReadOnlyList<BeatMark> Beats { get; init; } = [];

    private protected override string Draw()
    {
        Check();
        var samples = Samples.Span;
        var (level, min, max) = PaperScale.Extent(samples);
        var scale = new PaperScale(Paper, Paper.Enlargement ?? 1, min, max, MostBoxes);
        var perRow = Math.Max(1, (int)Math.Round(SecondsPerRow * SamplingRate));
        var rows = (samples.Length + perRow - 1) / perRow;
        var box = 5 * scale.Box;
        var lead = 2 * box;
        var width = lead + box * Math.Max(1, Math.Ceiling(Math.Min(perRow, samples.Length) / SamplingRate * scale.Speed / box - 1e-9));
        var pitch = scale.Height + 7;

        var title = Title ?? (Lead.Length > 0 ? $"ECG, lead {Lead}" : "ECG");
        var seconds = Invariant($"{samples.Length / SamplingRate:0.##} s from {Time(StartTime)}");
        var pageWidth = Math.Max(LeftMargin + width + RightMargin, 90);
        var canvas = new SvgCanvas(pageWidth, 13 + rows * pitch + 2, title, $"{(Lead.Length > 0 ? $"Lead {Lead}, " : "")}{seconds}, {scale.Caption}.{Tally()}", Paper.Theme);
        canvas.Text(LeftMargin, 5.5, 3.6, title, "t b");
        canvas.Text(LeftMargin, 9.8, 2.7, $"{(Lead.Length > 0 ? $"{Lead}, " : "")}{scale.Caption}", "s");
        for (var row = 0; row < rows; row++)
        {
            var top = 13 + row * pitch + 5;
            var part = samples.Slice(row * perRow, Math.Min(perRow, samples.Length - row * perRow));
            var left = LeftMargin + lead;
            canvas.Begin("row");
            scale.DrawGrid(canvas, LeftMargin, top, width);
            Gaps(canvas, part, left, top, scale);
            canvas.Text(LeftMargin - 1.5, scale.Y(top, 0) + 1, 2.7, Time(StartTime + row * perRow / SamplingRate), "s", TextAnchor.End);
            scale.DrawCalibration(canvas, LeftMargin, top);
            canvas.Path(scale.Trace(part, SamplingRate, left, top, level), "e ecg");
            Marks(canvas, row * (long)perRow, part.Length, left, top, scale);
            canvas.End();
        }
        return canvas.Finish();
    }

    private void Marks(SvgCanvas canvas, long first, int length, double left, double top, PaperScale scale)
    {
        var free = double.NegativeInfinity;
        foreach (var beat in Beats)
        {
            if (beat.Sample < first || beat.Sample >= first + length) continue;
            var x = left + (beat.Sample - first) / SamplingRate * scale.Speed;
            if (beat.IsEmphasised) canvas.Path($"M{SvgCanvas.Number(x)} {SvgCanvas.Number(top)}l-.9 -1.5h1.8z", "t");
            else canvas.Line(x, top, x, top - 1.3, "k");
            var half = SvgCanvas.WidthOf(beat.Label, 2.8) / 2;
            if (x - half < free) continue;
            canvas.Text(x, top - 2, 2.8, beat.Label, beat.IsEmphasised ? "t b" : "s", TextAnchor.Middle);
            free = x + half;
        }
    }

    private void Gaps(SvgCanvas canvas, ReadOnlySpan<float> part, double left, double top, PaperScale scale)
    {
        for (var from = 0; from < part.Length;)
        {
            var to = from + 1;
            if (!float.IsFinite(part[from]))
            {
                while (to < part.Length && !float.IsFinite(part[to])) to++;
                var (x, width) = (left + from / SamplingRate * scale.Speed, (to - from) / SamplingRate * scale.Speed);
                canvas.Rect(x, top, width, scale.Height, "miss");
                if (width > 16) canvas.Text(x + width / 2, top + 4, 2.4, "no signal", "s", TextAnchor.Middle);
            }
            from = to;
        }
    }

    private string Tally()
    {
        var counted = Beats.Where(beat => beat.Sample >= 0 && beat.Sample < Samples.Length).GroupBy(beat => beat.Label)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Invariant($"{group.Count()} {group.Key}")).ToArray();
        return counted.Length > 0 ? $" Beats: {string.Join(", ", counted)}." : "";
    }

    private static string Time(double seconds)
    {
        var whole = (long)Math.Floor(seconds + 1e-6);
        return whole >= 3600 ? Invariant($"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}") : Invariant($"{whole / 60}:{whole % 60:00}");
    }

    private void Check()
    {
        if (Samples.Length == 0) throw new ArgumentException("There are no samples to draw.", nameof(Samples));
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate)) throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));
        if (!(SecondsPerRow >= 1 && SecondsPerRow <= 60)) throw new ArgumentException(Invariant($"SecondsPerRow is {SecondsPerRow}; it must lie between 1 and 60."), nameof(SecondsPerRow));
        if (!(StartTime >= 0) || !double.IsFinite(StartTime)) throw new ArgumentException(Invariant($"StartTime is {StartTime}; it must be 0 or more seconds."), nameof(StartTime));
        ArgumentNullException.ThrowIfNull(Lead);
        ArgumentNullException.ThrowIfNull(Beats);
    }
}
