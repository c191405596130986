namespace ArrhythmiaVision.Tool;

/// <summary>What <c>demo</c> came to.</summary>
internal sealed class DemoOutcome(ReportOutcome report, IReadOnlyList<TruthFigures> truth, IReadOnlyList<string> files, string? problem) : Outcome
{
    public override IReadOnlyList<string> Complaints => problem is null ? [] : [problem];

    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine(report.Report.IsSynthetic
            ? $"A SYNTHETIC recording, of nobody, was made, and what is true of it is known. The model {report.Report.Model.Name} was trained on recordings of people and never saw one like it."
            : $"Record {report.Report.Record} of the MIT-BIH Arrhythmia Database: the model {report.Report.Model.Name} was never trained on its patient. What is true is what its annotators say.");
        writer.WriteLine();
        report.WriteText(writer);
        writer.WriteLine();
        writer.WriteLine("Against the truth, over the whole recording:");
        var table = new TextTable("true beats", "", "class", "beats>", "found>", "put into the class>", "Se>");
        foreach (var figures in truth)
        {
            table.Add(figures.Symbol, figures.Meaning, figures.AamiClass, Invariant($"{figures.Beats}"), Invariant($"{figures.Found}"), Invariant($"{figures.Right}"), Invariant($"{100.0 * figures.Right / figures.Beats:F1} %"));
        }

        table.Write(writer);
        var matrix = report.Report.Comparison!.Result.Beats.Matrix;
        writer.WriteLine($"VEB +P {matrix.VebPositivePredictivity}, SVEB +P {matrix.SvebPositivePredictivity}, QRS +P {matrix.QrsPositivePredictivity}");
        writer.WriteLine();
        writer.WriteLine($"files: {string.Join(", ", files)}");
        writer.WriteLine("Not a medical device: nobody's care may depend on it.");
    }

    public override string ToJson() => Serialize(new DemoJson(report.Report.IsSynthetic, report.Json(), truth, files), ToolJson.Readable.DemoJson);
}

/// <summary>The JSON of <c>demo</c>.</summary>
internal sealed record DemoJson(bool Synthetic, ReportJson Report, IReadOnlyList<TruthFigures> Truth, IReadOnlyList<string> Files);
