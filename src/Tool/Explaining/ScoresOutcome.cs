using ArrhythmiaVision.Attribution;
using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>explain --scores</c> came to.</summary>
internal sealed class ScoresOutcome(ModelSource source, string protocol, BeatChoice choice, ChosenBeats beats, IReadOnlyList<BeatScores> scores, (double PlainScore, double[] Methods) times) : Outcome
{
    private static readonly (string Name, Func<MethodScore, double> Of)[] s_scores =
    [
        ("deletionGain", m => m.Deletion.DeletionGain),
        ("insertionGain", m => m.Deletion.InsertionGain),
        ("infidelity", m => m.Infidelity),
        ("randomizedCorrelation", m => m.Randomized[0].Correlation),
        ("noise", m => m.Noise),
        ("shift", m => m.Shift),
        ("agreement", m => m.Agreement),
        ("flatLineDeletionGain", m => m.Aside.DeletionGain),
    ];

    private readonly ScoresJson _json = Gather(source, protocol, choice, beats, scores, times);

    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine(Invariant($"{_json.Model} ({_json.Origin}), protocol '{_json.Protocol}', {_json.Set} set: {_json.Beats} beats, seed {_json.Seed} ({string.Join(", ", _json.BeatsPerClass.Select(c => Invariant($"{c.Value} {c.Key}")))})"));
        writer.WriteLine($"baseline: {_json.Baseline}; expected gradients: {_json.Background}; scored by: {_json.Judge}; 95 % intervals over records");
        Table(writer, "area while the evidence is taken away (deletion, low is good) and put in (insertion, high is good)",
            ["method", "deletion>", "interval", "random>", "gain>", "interval", "insertion>", "random>", "gain>", "interval"],
            m => [MeanFigure.Text(m.All.Deletion), MeanFigure.Interval(m.All.Deletion), MeanFigure.Text(m.All.RandomDeletion), MeanFigure.Text(m.All.DeletionGain), MeanFigure.Interval(m.All.DeletionGain),
                MeanFigure.Text(m.All.Insertion), MeanFigure.Text(m.All.RandomInsertion), MeanFigure.Text(m.All.InsertionGain), MeanFigure.Interval(m.All.InsertionGain)]);
        Table(writer, "other scores, and what a beat costs on one thread (a plain score: " + Invariant($"{_json.PlainScoreMs:F3} ms)"),
            ["method", "infidelity>", "interval", "noise>", "shift>", "agreement>", "unreliable>", "interval", "ms>", "scores>"],
            m => [MeanFigure.Text(m.All.Infidelity), MeanFigure.Interval(m.All.Infidelity), MeanFigure.Text(m.All.Noise), MeanFigure.Text(m.All.Shift), MeanFigure.Text(m.All.Agreement),
                MeanFigure.Text(m.All.Unreliable), MeanFigure.Interval(m.All.Unreliable), Invariant($"{m.CostMs:F3}"), Invariant($"{m.CostInScores:F1}")]);
        Table(writer, "rank correlation with layers randomised: the last, the last four, all; constant maps apart",
            ["method", "layer", "correlation>", "interval", "constant>", "layer", "correlation>", "constant>", "layer", "correlation>", "constant>"],
            m => [.. Layer(m.Randomization, 0, interval: true), .. Layer(m.Randomization, 3, interval: false), .. Layer(m.Randomization, m.Randomization.Count - 1, interval: false)]);
        Table(writer, "share of explanations that fail a check", ["method", .. s_checks.Select(check => check + ">")],
            m => [.. s_checks.Select(check => Invariant($"{m.Fails.GetValueOrDefault(check):F3}"))]);
        Table(writer, "share marked unreliable by class, and deletion's gain over random order against a flat line, which no check looks at: marked and not",
            ["method", .. source.Model.Classes.Select(name => name + ">"), "marked>", "interval", "unmarked>", "interval"],
            m => [.. source.Model.Classes.Select(name => MeanFigure.Text(m.PerClass.GetValueOrDefault(name)?.Unreliable)), MeanFigure.Text(m.Mark.Marked), MeanFigure.Interval(m.Mark.Marked), MeanFigure.Text(m.Mark.Unmarked), MeanFigure.Interval(m.Mark.Unmarked)]);
        foreach (string name in source.Model.Classes)
        {
            Table(writer, $"share of the evidence for {name}", ["method", .. EvidencePlaces.Names.Select(place => place + ">")],
                m => [.. EvidencePlaces.Names.Select(place => MeanFigure.Text(m.PerClass.GetValueOrDefault(name)?.Shares[place]))]);
        }

        writer.WriteLine();
        writer.WriteLine("mean rank correlation of methods");
        var table = new TextTable(["method", .. _json.Agreement.Methods.Select(name => name + ">")]);
        for (int i = 0; i < _json.Agreement.Methods.Count; i++)
            table.Add([_json.Agreement.Methods[i], .. _json.Agreement.Matrix[i].Select(value => value is { } number ? Invariant($"{number:F3}") : "-")]);
        table.Write(writer);
    }

    private static readonly string[] s_checks = ["deletion", "insertion", "infidelity", "randomisation", "noise", "shift", "agreement", "constant map"];

    public override string ToJson() => Serialize(_json, ToolJson.Readable.ScoresJson);

    private static string[] Layer(IReadOnlyList<RandomizationJson> rows, int index, bool interval)
    {
        var row = rows[Math.Min(index, rows.Count - 1)];
        string[] ends = interval ? [MeanFigure.Interval(row.Correlation)] : [];
        return [row.Layer, MeanFigure.Text(row.Correlation), .. ends, Invariant($"{row.Constant}")];
    }

    private void Table(TextWriter writer, string title, string[] headings, Func<MethodJson, string[]> cells)
    {
        writer.WriteLine();
        writer.WriteLine(title);
        var table = new TextTable(headings);
        foreach (var method in _json.Methods)
            table.Add([method.Name, .. cells(method)]);
        table.Write(writer);
    }

    private static ScoresJson Gather(ModelSource source, string protocol, BeatChoice choice, ChosenBeats beats, IReadOnlyList<BeatScores> scores, (double PlainScore, double[] Methods) times)
    {
        var classes = source.Model.Classes;
        var methods = MethodScoring.Methods;
        var limits = new PassportThresholds();
        return new ScoresJson
        {
            Model = source.Name,
            Origin = source.Origin,
            Protocol = protocol,
            Set = choice.OfTraining ? "training" : "test",
            Seed = choice.Seed,
            Beats = scores.Count,
            BeatsPerClass = classes.Select((name, c) => (name, Count: beats.Beats.CountPerClass[c])).ToDictionary(c => c.name, c => c.Count),
            Baseline = beats.Baselines.Few.Name,
            Judge = beats.Baselines.Judge.Name,
            Background = beats.Baselines.Many.Name,
            Thresholds = new ThresholdsJson(limits.DeletionGain, limits.InsertionGain, limits.Infidelity, limits.RandomizedCorrelation, limits.Stability, limits.Agreement),
            PlainScoreMs = times.PlainScore,
            Methods = [.. methods.Select((method, m) => new MethodJson
            {
                Name = method.Name,
                Title = method.Title,
                CostMs = times.Methods[m],
                CostInScores = times.Methods[m] / times.PlainScore,
                All = Figures(scores, m),
                PerClass = classes.Select((name, c) => (name, Own: scores.Where(s => s.ClassIndex == c).ToList())).Where(c => c.Own.Count > 0).ToDictionary(c => c.name, c => Figures(c.Own, m)),
                Randomization = Randomization(scores, m),
                Fails = scores.SelectMany(s => s.Methods[m].Failed).GroupBy(name => name).ToDictionary(g => g.Key, g => g.Count() / (double)scores.Count),
                Mark = new MarkJson(Mean(scores, m, s => s.Failed.Count > 0 ? s.Aside.DeletionGain : double.NaN), Mean(scores, m, s => s.Failed.Count == 0 ? s.Aside.DeletionGain : double.NaN)),
                Quantiles = s_scores.Select(score => (score.Name, Values: QuantilesOf(scores.Select(s => score.Of(s.Methods[m]))))).Append((Name: "otherBeat", Values: QuantilesOf(WithOtherBeats(scores, m))))
                    .Where(q => q.Values is not null).ToDictionary(q => q.Name, q => q.Values!),
            })],
            Agreement = new AgreementJson([.. methods.Select(method => method.Name)], [.. methods.Select((_, i) => methods.Select((_, j) => Correlation(scores, i, j)).ToList())]),
            PerBeatScores = [.. s_scores.Select(score => score.Name)],
            PerBeat = [.. scores.Select(beat => new BeatScoresJson(beat.Record, classes[beat.ClassIndex],
                methods.Select((method, m) => (method.Name, Row: new BeatScoreRow([.. s_scores.Select(score => score.Of(beat.Methods[m]))]))).ToDictionary(row => row.Name, row => row.Row)))],
        };
    }

    private static MethodFigures Figures(IReadOnlyList<BeatScores> scores, int m) => new(
        Mean(scores, m, s => s.Deletion.Deletion), Mean(scores, m, s => s.Deletion.RandomDeletion), Mean(scores, m, s => s.Deletion.DeletionGain),
        Mean(scores, m, s => s.Deletion.Insertion), Mean(scores, m, s => s.Deletion.RandomInsertion), Mean(scores, m, s => s.Deletion.InsertionGain),
        Mean(scores, m, s => s.Aside.DeletionGain), Mean(scores, m, s => s.Infidelity), Mean(scores, m, s => s.Noise), Mean(scores, m, s => s.Shift), Mean(scores, m, s => s.Agreement),
        Mean(scores, m, s => s.Failed.Count > 0 ? 1 : 0), EvidencePlaces.Names.Select((name, p) => (name, p)).ToDictionary(place => place.name, place => Mean(scores, m, s => s.Shares[place.p])));

    private static MeanFigure? Mean(IReadOnlyList<BeatScores> scores, int m, Func<MethodScore, double> value) => MeanFigure.Of(scores.Select(s => (s.Record, value(s.Methods[m]))));

    private static List<RandomizationJson> Randomization(IReadOnlyList<BeatScores> scores, int m)
    {
        var rows = new List<RandomizationJson>();
        for (int layer = 0; layer < scores.Max(s => s.Methods[m].Randomized.Count); layer++)
        {
            var own = scores.Where(s => s.Methods[m].Randomized.Count > layer).ToList();
            rows.Add(new RandomizationJson(own[0].Methods[m].Randomized[layer].Layer,
                Mean(own, m, s => s.Randomized[layer].Correlation), own.Count(s => double.IsNaN(s.Methods[m].Randomized[layer].Correlation))));
        }

        return rows;
    }

    /// <summary>How alike a method's explanations of two beats are anyway: each with that of the next beat that is judged alike but is of another record.</summary>
    private static IEnumerable<double> WithOtherBeats(IReadOnlyList<BeatScores> scores, int m)
    {
        for (int i = 0; i < scores.Count; i++)
        {
            int next = Enumerable.Range(1, scores.Count - 1).Select(step => (i + step) % scores.Count).FirstOrDefault(j => scores[j].ClassIndex == scores[i].ClassIndex && scores[j].Record != scores[i].Record, -1);
            if (next >= 0)
                yield return RankCorrelation.Of(scores[i].Methods[m].Values, scores[next].Methods[m].Values);
        }
    }

    private static double? Correlation(IReadOnlyList<BeatScores> scores, int i, int j)
    {
        double[] known = [.. scores.Select(s => s.Correlations[i, j]).Where(value => !double.IsNaN(value))];
        return known.Length == 0 ? null : known.Average();
    }

    private static Quantiles? QuantilesOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length == 0 ? null : new Quantiles(At(0.01), At(0.05), At(0.25), At(0.5), At(0.75), At(0.95), At(0.99));

        double At(double share) => SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
    }
}
