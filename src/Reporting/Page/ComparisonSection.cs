using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Reporting;

/// <summary>The report's beats against reference annotations.</summary>
internal static class ComparisonSection
{
    private const int MostDisagreements = 40;
    private const int MostStrips = 3;
    private static readonly BeatLabel[] s_labels = [BeatLabel.N, BeatLabel.S, BeatLabel.V, BeatLabel.F, BeatLabel.Q, BeatLabel.O];

    public static void Write(PageWriter page)
    {
        if (page.Report.Comparison is not { } comparison) return;
        var (html, matrix) = (page.Html, comparison.Result.Beats.Matrix);
        page.Begin("reference", "Against the reference");
        html.Element("p", $"By ANSI/AAMI EC57, beat by beat, against the annotations of ‘{comparison.Annotator}’ from {PageText.Clock(comparison.StartSeconds)} on{(comparison.StartSeconds < 300 ? "; the standard itself begins after five minutes, its learning period" : ", after the standard’s learning period")}. A beat of none of the model’s classes counts as Q.").Line();
        page.BeginTable("Sensitivity and positive predictivity", "beats", "Se>", "found>", "+P>", "right>");
        Rates("QRS complexes", matrix.QrsSensitivity, matrix.QrsPositivePredictivity);
        Rates("VEB (V)", matrix.VebSensitivity, matrix.VebPositivePredictivity);
        Rates("SVEB (S)", matrix.SvebSensitivity, matrix.SvebPositivePredictivity);
        page.EndTable();
        page.BeginTable("Beats: the reference’s labels down, the report’s across; O is no beat", ["reference", .. s_labels.Select(label => label.ToString() + ">")]);
        foreach (var reference in s_labels) page.Row([reference.ToString(), .. s_labels.Select(test => reference == BeatLabel.O && test == BeatLabel.O ? "" : PageText.Count(matrix[reference, test]))]);
        page.EndTable();

        var all = comparison.Disagreements;
        html.Element("h3", "Disagreements to look at first");
        if (all.Count == 0) html.Element("p", "There are none.").Line();
        else
        {
            html.Element("p", $"{PageText.Plural(all.Count, "beat differs", "beats differ")} in the whole recording. Ventricular beats come first, missed before wrongly called, then supraventricular ones; within each those that the model was surest of.", ("class", "note"));
            foreach (var disagreement in all.Take(MostStrips)) PaperStrip.Write(page, disagreement.Time, 8, $"Reference {Name(disagreement.Reference)}, here {Name(disagreement.Report)}");
            html.Open("details").Element("summary", all.Count > MostDisagreements ? Invariant($"The first {MostDisagreements} of them") : "All of them");
            page.BeginTable("Disagreements", "at", "reference", "here", "probability>");
            foreach (var disagreement in all.Take(MostDisagreements))
            {
                html.Open("tr").Open("th", ("scope", "row"));
                page.Time(disagreement.Time, tenths: true);
                html.Close("th").Element("td", Name(disagreement.Reference)).Element("td", Name(disagreement.Report)).Element("td", PageText.Number(disagreement.Probability, "0.00"), ("class", "n")).Close("tr").Line();
            }
            page.EndTable();
            html.Close("details").Line();
        }
        page.End();

        void Rates(string name, Proportion se, Proportion ppv) => page.Row(name, Percent(se), $"{PageText.Count(se.Part)} of {PageText.Count(se.Whole)}", Percent(ppv), $"{PageText.Count(ppv.Part)} of {PageText.Count(ppv.Whole)}");
    }

    private static string Percent(Proportion share) => PageText.Number(share.Percent, "0.00") + (share.IsDefined ? " %" : "");

    private static string Name(BeatLabel label) => label is BeatLabel.O or BeatLabel.X ? "no beat" : label.ToString();
}
