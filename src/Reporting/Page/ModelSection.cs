namespace ArrhythmiaVision.Reporting;

/// <summary>The model's card, and what neither it nor the report can do.</summary>
internal static class ModelSection
{
    public static void Write(PageWriter page)
    {
        var (html, model) = (page.Html, page.Report.Model);
        page.Begin("model", "The model and its limits");
        html.Open("p", ("class", "medical")).Element("strong", "This is not a medical device.").Text(" It serves research and the building of software. Every finding here is a program’s, unless it is marked as reviewed, and must be checked by a person who can read an ECG.").Close("p").Line();
        html.Open("dl", ("class", "facts long"));
        Fact("Model", model.Name);
        Fact("Classes", string.Join(", ", model.Classes.Select(label => $"{label} ({page.Names.Full(label)})")));
        Fact("Unsure, or put into no class", model.Limits is { } limits ? $"below a probability of {limits}" : "never");
        if (model.Card is { } card)
        {
            Fact("Trained on", card.Data);
            Fact("Its records", string.Join(' ', card.TrainingRecords));
            Fact("Beats", card.Preparation);
            Fact("Made by", card.Command);
        }
        html.Close("dl").Line();
        if (model.Card is { } known)
        {
            page.BeginTable("What was measured of the model", "figure", "value>", "protocol");
            foreach (var figure in known.Figures) page.Row(figure.Name, PageText.Number(figure.Value, "0.####"), figure.Protocol);
            page.EndTable();
        }
        html.Element("h3", "Limits").Open("ul");
        foreach (var text in model.Card?.Limits ?? []) html.Element("li", text);
        foreach (var text in (ReadOnlySpan<string>)["One lead is judged; the others are only looked at for their quality.", "Rhythms are not named: atrial fibrillation, flutter, blocks and paced rhythms are not looked for.", "A beat that was not found is in no count."]) html.Element("li", text);
        html.Close("ul").Line();
        page.End();

        void Fact(string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close("div");
    }
}
