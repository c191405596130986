using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>What the parts of a page share.</summary>
internal sealed class PageWriter(RecordReport report, Disclosure disclosure)
{
    public HtmlWriter Html { get; } = new();

    public RecordReport Report => report;

    public Disclosure Disclosure => disclosure;

    public RhythmAnalysis Rhythm => report.Rhythm;

    public BeatClassNames Names { get; } = BeatClassNames.For(report.Model.Classes);

    /// <summary>Begins a part of the page with its heading.</summary>
    public void Begin(string id, string heading)
    {
        Html.Open("section", ("id", id), ("aria-labelledby", id + "-h")).Line();
        Html.Element("h2", heading, ("id", id + "-h")).Line();
    }

    public void End() => Html.Close("section").Line();

    /// <summary>A beat's label: its class, with a question mark where that is unsure; <see cref="PageText.NoClass"/> for none.</summary>
    public string LabelOf(in ReportedBeat beat) => beat.ClassIndex < 0 ? PageText.NoClass : report.Model.Classes[beat.ClassIndex] + (beat.IsUnsure ? "?" : "");

    /// <summary>Whether a beat is drawn without emphasis: surely normal.</summary>
    public bool IsPlain(in ReportedBeat beat) => IsNormal(beat) && !beat.IsUnsure;

    /// <summary>The style class that a beat is drawn in.</summary>
    public string StyleOf(in ReportedBeat beat) => PageText.StyleOf(beat.ClassIndex < 0 || (IsNormal(beat) && beat.IsUnsure) ? null : report.Model.Classes[beat.ClassIndex]);

    private bool IsNormal(in ReportedBeat beat) => beat.ClassIndex >= 0 && report.Model.Classes[beat.ClassIndex] == "N";

    /// <summary>A time that leads to its place in the strip, and opens it on paper where there is a script.</summary>
    public void Time(double seconds, bool tenths = false, string? label = null)
    {
        var clock = PageText.Clock(seconds, tenths);
        Html.Element("a", label ?? clock, ("class", "t"), ("href", Invariant($"#r{disclosure.RowOf(seconds)}")), ("data-t", Invariant($"{seconds:0.##}")), ("title", $"Show {clock} on ECG paper"));
    }

    /// <summary>A table that scrolls by itself where it is too wide.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="headings">The columns' headings; one that ends in &gt; is of numbers.</param>
    public void BeginTable(string caption, params ReadOnlySpan<string> headings)
    {
        Html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", caption), ("tabindex", "0")).Open("table").Element("caption", caption);
        Html.Open("thead").Open("tr");
        foreach (var heading in headings) Html.Element("th", heading.TrimEnd('>'), ("scope", "col"), ("class", heading.EndsWith('>') ? "n" : null));
        Html.Close("tr").Close("thead").Open("tbody").Line();
    }

    /// <summary>A row: its first cell is its heading.</summary>
    public void Row(params ReadOnlySpan<string> cells)
    {
        Html.Open("tr");
        for (var i = 0; i < cells.Length; i++)
        {
            if (i == 0) Html.Element("th", cells[i], ("scope", "row"));
            else Html.Element("td", cells[i], ("class", IsNumber(cells[i]) ? "n" : null));
        }
        Html.Close("tr").Line();
    }

    public void EndTable() => Html.Close("tbody").Close("table").Close("div").Line();

    /// <summary>A patch of a class's colour with its label.</summary>
    public void Key(string? label, string text) => Html.Open("span", ("class", "key " + PageText.StyleOf(label))).Element("b", label ?? PageText.NoClass).Close("span").Text(" " + text);

    private static bool IsNumber(string cell) => cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || cell[0] is '–' || cell.StartsWith("under", StringComparison.Ordinal) || cell.StartsWith("over", StringComparison.Ordinal));
}
