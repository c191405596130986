using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;
using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Tool;

/// <summary>The figures of a model, of one seed or several, with the leakage audit that they are not to be read without.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="model">The model's name.</param>
/// <param name="origin">Where it comes from: pretrained, file, trained.</param>
/// <param name="network">The model, or one of several that differ in their seed.</param>
/// <param name="scale">Whose scale its beats are brought to.</param>
/// <param name="runs">The figures, by seed.</param>
/// <param name="file">The model's file, if any.</param>
internal sealed class EvaluateOutcome(string protocol, string model, string origin, ArrhythmiNetModel network, NormalizationScope scale, IReadOnlyList<RunFigures> runs, string? file = null) : Outcome
{
    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine(Invariant($"{model} ({origin}, {network.SizeKB:F2} KB) by protocol '{protocol}'"));
        writer.WriteLine($"  {Protocols.Describe(protocol)}");
        if (scale == NormalizationScope.Patient)
            writer.WriteLine("  each beat is brought to the scale that is usual for its patient");
        foreach (var run in runs)
            EvaluateText.WriteRun(writer, run, network.Card?.RejectBelow);
        if (runs.Count > 1)
        {
            var (accuracy, macroF1) = Spread();
            writer.WriteLine();
            writer.WriteLine(Invariant($"mean of {runs.Count} seeds: accuracy {runs.Average(run => run.Report.Accuracy):F4} (sd {accuracy.StandardDeviation:F4}, {accuracy.Least:F4} to {accuracy.Greatest:F4}), macro F1 {runs.Average(run => run.Report.MacroF1):F4} (sd {macroF1.StandardDeviation:F4}, {macroF1.Least:F4} to {macroF1.Greatest:F4})"));
        }

        if (file is not null)
            writer.WriteLine($"{Environment.NewLine}written: {file}");
    }

    public override string ToJson() => Serialize(Json(), ToolJson.Readable.EvaluateJson);

    private EvaluateJson Json()
    {
        var first = runs[0];
        bool several = runs.Count > 1;
        return new EvaluateJson
        {
            Protocol = protocol,
            ProtocolDescription = Protocols.Describe(protocol),
            Model = model,
            Origin = origin,
            Scale = scale.ToString().ToLowerInvariant(),
            File = file,
            Seed = several ? null : first.Seed,
            Seeds = [.. runs.Select(run => run.Seed)],
            SizeKilobytes = network.SizeKB,
            Parameters = network.ParameterCount,
            Classes = first.Report.Classes,
            Accuracy = runs.Average(run => run.Report.Accuracy),
            MacroF1 = runs.Average(run => run.Report.MacroF1),
            PerClass = MeanPerClass(),
            Confusion = SumOf(runs.Select(run => run.Report)),
            Leakage = LeakageJson.Of([.. runs.Select(run => run.Leakage)]),
            Aami = MeanAami(),
            AamiTotals = Totals(),
            Records = several || first.Records.Count == 0 ? null : [.. first.Records.Select(record => new RecordFigures(
                record.Record, record.Report.Count, record.Report.Accuracy, AamiFigures.Of([record.Report], record.Report.Classes, null), SumOf([record.Report])))],
            Detected = runs.Any(run => run.Detected is null) ? null : DetectedJson.Of([.. runs.Select(run => run.Detected!)]),
            Reject = several ? null : RejectJson.Of(first.Reject, network.Card?.RejectBelow),
            Spread = several ? new SeedSpread(Spread().Accuracy, Spread().MacroF1) : null,
            Runs = !several ? null : [.. runs.Select(run => new SeedRun(
                run.Seed, run.Report.Accuracy, run.Report.MacroF1, PerClassOf(run.Report), SumOf([run.Report]), LeakageJson.Of([run.Leakage]), run.Aami is null ? null : AamiFigures.Of([run.Aami], run.Aami.Classes, run.Bootstrap),
                run.Detected is null ? null : DetectedJson.Of([run.Detected]), RejectJson.Of(run.Reject, card: null)))],
        };
    }

    private AamiTotals? Totals() => runs[0] is not { Aami: { } aami, Bootstrap: { } bootstrap } ? null : new AamiTotals(
        aami.Classes, aami.Count, runs[0].AamiUnclassifiable, runs.Average(run => run.Aami!.Accuracy), runs.Count > 1 ? null : IntervalJson.Of(bootstrap.Accuracy()),
        runs.Average(run => run.Aami!.MacroF1), bootstrap.Patients, SumOf(runs.Select(run => run.Aami!)));

    private Dictionary<string, ClassFigures> MeanPerClass() => runs[0].Report.Classes.Select((name, c) => (name, Scores: runs.Select(run => run.Report.PerClass[c]).ToList())).ToDictionary(
        of => of.name,
        of => new ClassFigures(of.Scores.Average(s => s.Precision), of.Scores.Average(s => s.Recall), of.Scores.Average(s => s.F1), of.Scores.Sum(s => s.Support)));

    private Dictionary<string, AamiFigures>? MeanAami() => runs[0].Aami is not { } first ? null
        : AamiFigures.Of([.. runs.Select(run => run.Aami!)], first.Classes, runs.Count == 1 ? runs[0].Bootstrap : null);

    private static Dictionary<string, ClassFigures> PerClassOf(ClassificationReport report) =>
        report.PerClass.ToDictionary(score => score.Class, score => new ClassFigures(score.Precision, score.Recall, score.F1, score.Support));

    private static long[][] SumOf(IEnumerable<ClassificationReport> reports)
    {
        var all = reports.ToList();
        int classes = all[0].Classes.Count;
        return [.. Enumerable.Range(0, classes).Select(actual => Enumerable.Range(0, classes).Select(predicted => all.Sum(report => report[actual, predicted])).ToArray())];
    }

    private (SpreadOf Accuracy, SpreadOf MacroF1) Spread()
    {
        return (Of(run => run.Report.Accuracy), Of(run => run.Report.MacroF1));

        SpreadOf Of(Func<RunFigures, double> figure)
        {
            double[] values = [.. runs.Select(figure)];
            return new SpreadOf(values.StandardDeviation(), values.Min(), values.Max());
        }
    }
}
