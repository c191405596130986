using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>Runs, couplets, bigeminy, pauses: when, how long, how fast, with the foremost of them on paper.</summary>
internal static class EpisodeSection
{
    private const int MostRows = 12;
    private const int MostStrips = 6;
    private const double StripSeconds = 8;

    private static readonly (EpisodeKind Kind, AamiClass Class, string Name)[] s_kinds =
    [
        (EpisodeKind.Run, AamiClass.V, "Runs of ventricular ectopic beats"), (EpisodeKind.Couplet, AamiClass.V, "Couplets of ventricular ectopic beats"),
        (EpisodeKind.Bigeminy, AamiClass.V, "Ventricular bigeminy"), (EpisodeKind.Trigeminy, AamiClass.V, "Ventricular trigeminy"),
        (EpisodeKind.Run, AamiClass.S, "Runs of supraventricular ectopic beats"), (EpisodeKind.Couplet, AamiClass.S, "Couplets of supraventricular ectopic beats"),
        (EpisodeKind.Bigeminy, AamiClass.S, "Supraventricular bigeminy"), (EpisodeKind.Trigeminy, AamiClass.S, "Supraventricular trigeminy"),
    ];

    public static void Write(PageWriter page)
    {
        var (html, rhythm) = (page.Html, page.Rhythm);
        page.Begin("episodes", "Episodes and pauses");
        if (page.Report.Beats.Count == 0)
        {
            html.Element("p", "No beat was found, so nothing can be said of episodes and pauses.").Line();
            page.End();
            return;
        }

        page.BeginTable("How many there are", "episodes", "ventricular>", "supraventricular>");
        foreach (var (kind, name) in (ReadOnlySpan<(EpisodeKind, string)>)[(EpisodeKind.Isolated, "single ectopic beats"), (EpisodeKind.Couplet, "couplets (two in a row)"), (EpisodeKind.Run, "runs (three and more)"), (EpisodeKind.Bigeminy, "bigeminy (every second beat, three times and more)"), (EpisodeKind.Trigeminy, "trigeminy (every third beat)")])
            page.Row(name, PageText.Count(Of(rhythm, kind, AamiClass.V).Count()), PageText.Count(Of(rhythm, kind, AamiClass.S).Count()));
        page.EndTable();

        Strips(page);
        foreach (var (kind, @class, name) in s_kinds)
        {
            RhythmEpisode[] own = [.. Of(rhythm, kind, @class).OrderByDescending(episode => episode.Ectopics).ThenByDescending(episode => episode.Rate).ThenBy(episode => episode.Start)];
            if (own.Length == 0) continue;
            html.Open("details").Element("summary", $"{name}: {PageText.Count(own.Length)}{(own.Length > MostRows ? Invariant($", the {MostRows} longest shown") : "")}");
            page.BeginTable(name, "at", "ectopic beats>", "lasts>", "rate>");
            foreach (var episode in own.Take(MostRows))
            {
                html.Open("tr").Open("th", ("scope", "row"));
                page.Time(episode.Start);
                html.Close("th").Element("td", PageText.Count(episode.Ectopics), ("class", "n")).Element("td", PageText.Number(episode.End - episode.Start, "0.0") + " s", ("class", "n")).Element("td", PageText.Rate(episode.Rate) + "/min", ("class", "n")).Close("tr").Line();
            }
            page.EndTable();
            html.Close("details").Line();
        }
        Pauses(page);
        page.End();
    }

    private static void Pauses(PageWriter page)
    {
        var (html, rhythm) = (page.Html, page.Rhythm);
        if (rhythm.Pauses.Count == 0)
        {
            html.Element("p", rhythm.LongestInterval is { } longest ? Invariant($"No pause of {RhythmAnalysis.PauseSeconds:0} s or more; the longest interval is {longest.Seconds:0.00} s and ends at {PageText.Clock(longest.Time)}.") : "No interval between beats could be measured.", ("class", "note")).Line();
            return;
        }
        html.Open("details").Element("summary", Invariant($"Pauses of {RhythmAnalysis.PauseSeconds:0} s and more: {PageText.Count(rhythm.Pauses.Count)}{(rhythm.Pauses.Count > MostRows ? Invariant($", the {MostRows} longest shown") : "")}"));
        page.BeginTable("Pauses", "ends at", "lasts>");
        foreach (var pause in rhythm.Pauses.OrderByDescending(pause => pause.Seconds).ThenBy(pause => pause.Time).Take(MostRows))
        {
            html.Open("tr").Open("th", ("scope", "row"));
            page.Time(pause.Time);
            html.Close("th").Element("td", PageText.Number(pause.Seconds, "0.00") + " s", ("class", "n")).Close("tr").Line();
        }
        page.EndTable();
        html.Close("details").Line();
    }

    /// <summary>The foremost of each kind on paper, none that shows the same stretch.</summary>
    private static void Strips(PageWriter page)
    {
        var (html, report, rhythm) = (page.Html, page.Report, page.Rhythm);
        var strips = new List<(double Middle, string Title)>();
        foreach (var (kind, @class, name) in s_kinds)
        {
            var foremost = Of(rhythm, kind, @class).OrderByDescending(episode => episode.Ectopics).ThenByDescending(episode => episode.Rate).ThenBy(episode => episode.Start).FirstOrDefault();
            if (foremost.Ectopics == 0) continue;
            var what = kind switch
            {
                EpisodeKind.Run => $"Longest run of {PageText.Plural(@class)} ectopic beats: {foremost.Ectopics}, {PageText.Rate(foremost.Rate)}/min",
                EpisodeKind.Couplet => $"A couplet of {PageText.Plural(@class)} ectopic beats, {PageText.Rate(foremost.Rate)}/min",
                _ => $"{name}, the longest: {foremost.Ectopics} ectopic beats",
            };
            Add(Math.Min((foremost.Start + foremost.End) / 2, foremost.Start + StripSeconds / 2 - 1.5), what);
        }
        if (rhythm.LongestInterval is { } pause) Add(pause.Time - pause.Seconds / 2, Invariant($"Longest {(pause.Seconds >= RhythmAnalysis.PauseSeconds ? "pause" : "interval")}: {pause.Seconds:0.00} s"));
        if (rhythm.HighestRate is { } highest) Add(highest.Time, $"Highest heart rate: {PageText.Rate(highest.BeatsPerMinute)}/min");
        if (rhythm.LowestRate is { } lowest) Add(lowest.Time, $"Lowest heart rate: {PageText.Rate(lowest.BeatsPerMinute)}/min");
        html.Open("div", ("class", "strips")).Line();
        foreach (var (middle, title) in strips.Take(MostStrips)) PaperStrip.Write(page, middle, StripSeconds, title);
        html.Close("div").Line();

        void Add(double middle, string title)
        {
            if (!strips.Exists(strip => Math.Abs(strip.Middle - middle) < StripSeconds / 2)) strips.Add((middle, title));
        }
    }

    private static IEnumerable<RhythmEpisode> Of(RhythmAnalysis rhythm, EpisodeKind kind, AamiClass @class) => rhythm.Episodes.Where(episode => episode.Kind == kind && episode.Class == @class);
}
