namespace ArrhythmiaVision.Reporting;

/// <summary>A stretch of the report's lead on ECG paper at true scale, with its beats marked.</summary>
internal static class PaperStrip
{
    /// <summary>Writes a strip.</summary>
    /// <param name="page">The page.</param>
    /// <param name="middle">The time in its middle, in seconds.</param>
    /// <param name="seconds">Its length; shorter where the recording is.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="emphasised">The one beat to stand out; null for all that are not plain.</param>
    public static void Write(PageWriter page, double middle, double seconds, string title, int? emphasised = null)
    {
        var report = page.Report;
        var count = (int)Math.Min(Math.Round(seconds * report.SamplingRate), report.Samples);
        var start = Math.Clamp((long)Math.Round(middle * report.SamplingRate) - count / 2, 0, report.Samples - count);
        var samples = new float[count];
        report.Signal(start, samples);
        var marks = new List<BeatMark>();
        for (var i = First(report.Beats, start); i < report.Beats.Count && report.Beats[i].Sample < start + count; i++)
        {
            var beat = report.Beats[i];
            marks.Add(new BeatMark(beat.Sample - start, page.LabelOf(beat) + (beat.IsReviewed ? "*" : ""), emphasised is { } one ? i == one : !page.IsPlain(beat)));
        }
        var (shown, every) = Thin(samples, report.SamplingRate);
        var strip = new EcgStrip
        {
            Samples = shown, SamplingRate = report.SamplingRate / every, Lead = report.Lead, StartTime = start / report.SamplingRate, SecondsPerRow = Math.Clamp(Math.Ceiling(seconds), 1, 60), Title = title,
            Beats = every == 1 ? marks : [.. marks.Select(mark => mark with { Sample = mark.Sample / every })],
        };
        page.Html.Open("figure", ("class", "paper"), ("tabindex", "0"), ("role", "group"), ("aria-label", $"{title}, at {PageText.Clock(middle)}"));
        page.Html.Markup(strip.ToSvg());
        page.Html.Open("figcaption", ("class", "note"));
        page.Time(middle, label: $"Around {PageText.Clock(middle)}");
        page.Html.Close("figcaption").Close("figure").Line();
    }

    // What a printer resolves at 25 mm/s is some 500 samples a second at most.
    private static (float[] Samples, int Every) Thin(float[] samples, double rate)
    {
        var every = (int)(rate / 400);
        return every < 2 ? (samples, 1) : ([.. Enumerable.Range(0, samples.Length / every).Select(i => samples[i * every])], every);
    }

    private static int First(IReadOnlyList<ReportedBeat> beats, long sample)
    {
        var (from, to) = (0, beats.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (beats[middle].Sample < sample) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
