using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Reporting;

namespace ArrhythmiaVision.Tool;

/// <summary>Explains beats of a protocol: scores, the view over classes, pages of examples.</summary>
internal static class ProtocolExplanation
{
    private const int CascadeShare = 10;

    /// <summary>Scores every method.</summary>
    public static ScoresOutcome Score(Session session, ModelSource source, string protocol, BeatChoice choice)
    {
        var beats = Read(session, [source], protocol, choice)[0];

        // Every layer of the network is randomised for a tenth of the beats: it costs most, and its mean is sure soon.
        var scoring = new MethodScoring(source.Model, beats, Math.Max(1, choice.PerClass / CascadeShare));
        var times = scoring.Time();
        return new ScoresOutcome(source, protocol, choice, beats, scoring.Run(session), times);
    }

    /// <summary>Gathers the mean explanation of each class for each model.</summary>
    public static OverviewOutcome Overview(Session session, IReadOnlyList<ModelSource> sources, string protocol, BeatChoice choice, ExplanationMethod method, string? output, bool overwrite)
    {
        if (output is not null)
            OutputFile.Prepare(output, overwrite);
        var beats = Read(session, sources, protocol, choice);
        var outcome = new OverviewOutcome(protocol, choice, method, [.. sources.Select((source, i) => ModelOverview.Of(session, source, beats[i], method))], output);
        session.Cancellation.ThrowIfCancellationRequested();
        if (output is not null)
            outcome.Picture().Save(output);
        return outcome;
    }

    /// <summary>Draws a page for each class: a row for each model and method.</summary>
    public static PagesOutcome Pages(
        Session session, IReadOnlyList<ModelSource> sources, string protocol, BeatChoice choice, ExplanationMethod method, MapPlacement placement, string folder, bool overwrite)
    {
        var classes = sources[0].Model.Classes.Where(name => choice.Classes is null || choice.Classes.Contains(name)).ToList();
        foreach (string name in classes)
            OutputFile.Prepare(PagesOutcome.FileOf(folder, name), overwrite);
        var beats = Read(session, sources, protocol, choice);
        ExplanationMethod gradCam = ExplanationMethod.Parse(ExplanationMethod.GradCam.Name, layer: null, placement);
        ExplanationMethod[] methods = method.Name == gradCam.Name ? [method] : [gradCam, method];
        var rows = classes.ToDictionary(name => name, _ => new List<BeatPageRow>());
        using var display = session.Begin("explaining");
        for (int i = 0; i < sources.Count; i++)
        {
            foreach (var own in methods)
            {
                session.Cancellation.ThrowIfCancellationRequested();
                ExampleRow.Add(rows, sources[i], beats[i], own);
                display.Report((i + 1.0) / sources.Count, sources[i].Name);
            }

            display.Step($"the examples of {sources[i].Name}");
        }

        var names = BeatClassNames.For(sources[0].Model.Classes);
        foreach (string name in classes)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            new BeatPage { Title = $"{names.Full(name)} ({name}): {(choice.OfTraining ? "training" : "test")} set of '{protocol}'", Rows = rows[name] }.Save(PagesOutcome.FileOf(folder, name));
        }

        return new PagesOutcome(protocol, choice, [.. sources.Select(source => source.Name)], [.. methods.Select(m => m.Name)], classes, folder);
    }

    /// <summary>Reads the beats that models are explained on, the same for all that take them alike; of the test set only for a model that has not seen them.</summary>
    private static List<ChosenBeats> Read(Session session, IReadOnlyList<ModelSource> sources, string protocol, BeatChoice choice)
    {
        var read = new List<(BeatPreparation Preparation, int Seed, ChosenBeats Beats)>();
        var all = new List<ChosenBeats>();
        foreach (var source in sources)
        {
            var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are prepared. Train one with 'arrhythmia train', which writes the card into the file.");
            if (!choice.OfTraining)
                TestSetGuard.Check(source.Name, card, protocol, card.Seed);
            if (!source.Model.Classes.SequenceEqual(sources[0].Model.Classes))
                throw new ToolException(ExitCodes.Usage, $"'{source.Name}' tells other classes apart than '{sources[0].Name}', so they cannot stand side by side.");
            var preparation = BeatPreparation.Of(source.Name, source.Model, card);
            var same = read.FirstOrDefault(other => other.Seed == card.Seed && Alike(other.Preparation, preparation));
            if (same.Beats is null)
            {
                var labelled = LabelledBeats.Read(session, protocol, preparation);
                same = (preparation, card.Seed, ChosenBeats.Read(session, labelled, Protocols.Split(protocol, labelled.Table, card.Seed)[0], choice));
                read.Add(same);
            }

            all.Add(same.Beats);
        }

        return all;
    }

    private static bool Alike(BeatPreparation a, BeatPreparation b) =>
        a.Scheme == b.Scheme && a.Normalization == b.Normalization && a.Scope == b.Scope && a.ContextNames.SequenceEqual(b.ContextNames);
}
