using ArrhythmiaVision.Reporting;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>explain --global</c> came to.</summary>
internal sealed class OverviewOutcome(string protocol, BeatChoice choice, ExplanationMethod method, IReadOnlyList<ModelOverview> models, string? file) : Outcome
{
    // Those that add up to the whole.
    private static readonly string[] s_parts = [.. EvidencePlaces.Names.Where(name => name != EvidencePlaces.BeforeQrs)];

    /// <summary>The picture, the models side by side.</summary>
    public GlobalPicture Picture() => new()
    {
        Title = $"What weighs in each class: {(choice.OfTraining ? "training" : "test")} set of '{protocol}'",
        Method = method.Title,
        Columns = [.. models.Select(model => new GlobalColumn(model.Source.Name, [.. model.Classes.Select(view => Summary(model, view))]))],
    };

    public override void WriteText(TextWriter writer)
    {
        foreach (var model in models)
        {
            writer.WriteLine(Invariant($"{model.Source.Name} ({model.Source.Origin}), {method.Title}, held against: {model.Baseline}; {(choice.OfTraining ? "training" : "test")} set of '{protocol}', seed {choice.Seed}; 95 % intervals over records"));
            var table = new TextTable(["class", "beats>", "misjudged>", "QRS ms>", "P found>", "", .. EvidencePlaces.Names.Select(name => name + ">")]);
            foreach (var view in model.Classes)
            {
                table.Add([view.Overview.ClassName, Invariant($"{view.Overview.Count}"), Invariant($"{view.Misjudged}"), view.QrsMilliseconds is { } qrs ? Invariant($"{qrs.Mean:F0}") : "-", MeanFigure.Text(view.PFound),
                    "evidence", .. view.Shares.Select(MeanFigure.Text)]);
                table.Add(["", "", "", "", "", "from", .. view.Shares.Select(share => share is null ? "-" : Invariant($"{share.Lower:F3}"))]);
                table.Add(["", "", "", "", "", "to", .. view.Shares.Select(share => share is null ? "-" : Invariant($"{share.Upper:F3}"))]);
                table.Add(["", "", "", "", "", "time", .. view.TimeShares.Select(share => Invariant($"{share:F3}"))]);
            }

            table.Write(writer);
            writer.WriteLine();
        }

        if (file is not null)
            writer.WriteLine($"written: {file}");
    }

    public override string ToJson() => Serialize(
        new OverviewJson(protocol, choice.OfTraining ? "training" : "test", choice.Seed, method.Name, [.. models.Select(Json)], file), ToolJson.Readable.OverviewJson);

    private static ModelOverviewJson Json(ModelOverview model) => new(model.Source.Name, model.Source.Origin, model.Baseline, [.. model.Classes.Select(view => new ClassViewJson
    {
        Class = view.Overview.ClassName,
        Beats = view.Overview.Count,
        Misjudged = view.Misjudged,
        WithoutEvidence = view.Overview.WithoutEvidence,
        QrsMs = view.QrsMilliseconds,
        PFound = view.PFound,
        Shares = EvidencePlaces.Names.Zip(view.Shares).ToDictionary(place => place.First, place => place.Second),
        TimeShares = EvidencePlaces.Names.Zip(view.TimeShares).ToDictionary(place => place.First, place => place.Second),
        MeanBeat = Floats(view.Overview.MeanBeat),
        BeatDeviation = Floats(view.Overview.BeatDeviation),
        Mean = Floats(view.Overview.Mean),
        StandardDeviation = Floats(view.Overview.StandardDeviation),
    })]);

    private static ClassSummary Summary(ModelOverview model, ClassView view) => new()
    {
        Name = BeatClassNames.For(model.Source.Model.Classes).Short(view.Overview.ClassName),
        Count = view.Overview.Count,
        Note = Invariant($"QRS {view.QrsMilliseconds?.Mean ?? 0:F0} ms, P found in {100 * (view.PFound?.Mean ?? 0):F0} %"),
        MeanBeat = Floats(view.Overview.MeanBeat),
        BeatSpread = Floats(view.Overview.BeatDeviation),
        MeanAttribution = Floats(view.Overview.Mean),
        AttributionSpread = Floats(view.Overview.StandardDeviation),
        Shares = [.. EvidencePlaces.Names.Select((name, p) => new SegmentShare(name, view.Shares[p]?.Mean ?? 0)).Where(share => s_parts.Contains(share.Name) && share.Share > 0)],
        Segments = view.Segments,
    };

    private static float[] Floats(IReadOnlyList<double> values) => [.. values.Select(value => (float)value)];
}
