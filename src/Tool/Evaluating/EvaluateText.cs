using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>The figures of a run as a person reads them.</summary>
internal static class EvaluateText
{
    // How many of the beats of its classes a model is to keep, in the table of its reject option.
    private static readonly double[] s_coverages = [1, 0.99, 0.95, 0.9, 0.8];

    /// <summary>Writes a seed's figures.</summary>
    public static void WriteRun(TextWriter writer, RunFigures run, IReadOnlyList<double>? rejectBelow)
    {
        writer.WriteLine();
        writer.WriteLine(Invariant($"seed {run.Seed}"));
        writer.WriteLine();
        writer.Write(run.Report.ToString());
        for (int fold = 0; fold < run.Leakage.Count; fold++)
        {
            writer.WriteLine();
            writer.Write(run.Leakage.Count > 1 ? Invariant($"fold {fold + 1} of {run.Leakage.Count}, ") : "");
            writer.Write(run.Leakage[fold].ToString());
        }

        if (run.Aami is not null)
            WriteAami(writer, run, run.Aami, run.Bootstrap!);
        if (run.Detected is { } detected)
            WriteDetected(writer, detected);
        WriteReject(writer, run.Reject, rejectBelow, run.Report.Classes);
    }

    private static void WriteAami(TextWriter writer, RunFigures run, ClassificationReport aami, PatientBootstrap bootstrap)
    {
        writer.WriteLine();
        writer.WriteLine(Invariant($"AAMI classes, {aami.Count} beats ({run.AamiUnclassifiable} of class Q counted, not predicted); 95 % intervals over {bootstrap.Patients} patients"));
        WriteClasses(writer, aami, aami.Classes.Count, bootstrap);
        writer.WriteLine(Invariant($"accuracy {aami.Accuracy:F4} ({bootstrap.Accuracy()}), macro F1 {aami.MacroF1:F4}"));
        writer.WriteLine();
        WriteRecords(writer, run);
    }

    private static void WriteRecords(TextWriter writer, RunFigures run)
    {
        var table = new TextTable(["record", "beats>", "accuracy>", .. run.Aami!.Classes.SelectMany(name => (string[])[$"{name}>", $"{name} Se>", $"{name} +P>"])]);
        foreach (var (record, report) in run.Records)
        {
            table.Add([record, Invariant($"{report.Count}"), Number(report.Accuracy), .. report.Classes.SelectMany((_, c) => ClassCells(report, c))]);
        }

        table.Write(writer);
    }

    private static void WriteClasses(TextWriter writer, ClassificationReport report, int classes, PatientBootstrap bootstrap)
    {
        var table = new TextTable("class", "Se>", "interval", "+P>", "interval", "F1>", "interval", "beats>");
        for (int c = 0; c < classes; c++)
        {
            var score = report.PerClass[c];
            table.Add(score.Class, Number(score.Recall), Ends(bootstrap.Sensitivity(c)), Number(score.Precision), Ends(bootstrap.PositivePredictivity(c)),
                Number(score.F1), Ends(bootstrap.F1(c)), Invariant($"{score.Support}"));
        }

        table.Write(writer);
    }

    private static void WriteDetected(TextWriter writer, IReadOnlyList<DetectedRecordFigures> records)
    {
        writer.WriteLine();
        writer.WriteLine("detected R peaks, beats compared by EC57 (150 ms); missed and extra beats count; escape beats e j n are N, as at reference peaks");
        var whole = DetectedFigures.Whole(records);
        WriteSpan(writer, whole, "whole records, the span of the figures at reference peaks (which leave out beats too near a record's ends)");
        if (DetectedFigures.Learned(records) is { } learned)
            WriteSpan(writer, learned, "without EC57's learning period, the first five minutes");
        else
            writer.WriteLine("without EC57's learning period: not compared, as a record is no longer than its five minutes");

        writer.WriteLine();
        writer.WriteLine("whole records, one by one");
        var table = new TextTable(["record", "beats>", "QRS Se>", "QRS +P>", .. DetectedFigures.Classes.SelectMany(name => (string[])[$"{name}>", $"{name} Se>", $"{name} +P>"])]);
        foreach (var (record, matrix, report) in whole.Records)
        {
            table.Add([record, Invariant($"{matrix.QrsSensitivity.Whole}"), Share(matrix.QrsSensitivity), Share(matrix.QrsPositivePredictivity),
                .. DetectedFigures.Classes.SelectMany((_, c) => ClassCells(report, c))]);
        }

        table.Write(writer);
    }

    private static void WriteSpan(TextWriter writer, DetectedFigures figures, string span)
    {
        var qrs = QrsFigures.Of(figures.Sum);
        writer.WriteLine();
        writer.WriteLine(span);
        WriteClasses(writer, figures.Aami, DetectedFigures.Classes.Count, figures.Bootstrap);
        writer.WriteLine(Invariant($"macro F1 {figures.MacroF1:F4}; QRS Se {Share(figures.Sum.QrsSensitivity)}, +P {Share(figures.Sum.QrsPositivePredictivity)}: of {qrs.Beats} beats {qrs.Missed} missed, {qrs.Extra} extra"));
    }

    private static void WriteReject(TextWriter writer, RejectFigures reject, IReadOnlyList<double>? rejectBelow, IReadOnlyList<string> classes)
    {
        writer.WriteLine();
        writer.WriteLine(Invariant($"reject option: {reject.Known.Count} beats of the model's classes, and {reject.Others.Count} of none of them, which are wrong wherever they are kept"));
        var table = new TextTable("probability from>", "kept>", "risk>", "others rejected>", "kept of all>", "risk of all>");
        foreach (double coverage in s_coverages)
        {
            double from = reject.Curve.AtCoverage(coverage).Threshold;
            Add(Invariant($"{from:F4}"), reject.At([from]));
        }

        if (rejectBelow is not null)
            Add("card", reject.At(rejectBelow));
        table.Write(writer);
        if (rejectBelow is not null)
            writer.WriteLine($"card: {RejectLimits.Describe(rejectBelow, classes)}");
        writer.WriteLine(Invariant($"area under the risk-coverage curve {reject.Curve.Area:F5}, with the others {reject.AreaWithOthers:F5}{(rejectBelow is null ? "; the model has no thresholds of its own" : "")}"));

        void Add(string from, RejectPoint point) => table.Add(
            from, Number(point.Coverage), Fine(point.Risk), point.OthersRejected is { } rejected ? Number(rejected) : "-", Number(point.CoverageWithOthers), Fine(point.RiskWithOthers));
    }

    private static string Share(Proportion share) => share.IsDefined ? Invariant($"{share.Value:F4}") : "-";

    private static string Fine(double? value) => value is { } number ? Invariant($"{number:F4}") : "-";

    private static string[] ClassCells(ClassificationReport report, int c)
    {
        var score = report.PerClass[c];
        return [
            Invariant($"{score.Support}"),
            score.Support > 0 ? Number(score.Recall) : "-",
            Enumerable.Range(0, report.Classes.Count).Any(actual => report[actual, c] > 0) ? Number(score.Precision) : "-"];
    }

    private static string Number(double value) => Invariant($"{value:F3}");

    private static string Ends(ConfidenceInterval? interval) => interval?.ToString() ?? "-";
}
