using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>report</c> came to.</summary>
internal sealed class ReportOutcome(RecordReport report, IReadOnlyList<Annotation> labels, string path, string file) : Outcome
{
    /// <summary>The report.</summary>
    public RecordReport Report => report;

    /// <summary>Its beats as annotations.</summary>
    public IReadOnlyList<Annotation> Labels => labels;

    public override void WriteText(TextWriter writer)
    {
        var rhythm = report.Rhythm;
        writer.WriteLine(Invariant($"record {report.Record}, lead {report.Lead}, {Values.Clock(report.Seconds)}: {report.Beats.Count} beats, {(double.IsFinite(rhythm.MeanRate) ? Invariant($"{rhythm.MeanRate:F0} a minute") : "no heart rate")}"));
        var table = new TextTable("class", "beats>", "share>", "unsure>", "reviewed>");
        for (int c = -1; c < report.Model.Classes.Count; c++)
        {
            var own = report.Beats.Where(beat => beat.ClassIndex == c).ToList();
            if (c >= 0 || own.Count > 0)
                table.Add(c < 0 ? "none" : report.Model.Classes[c], Invariant($"{own.Count}"), report.Beats.Count == 0 ? "-" : Invariant($"{100.0 * own.Count / report.Beats.Count:F1} %"), Invariant($"{own.Count(beat => beat.IsUnsure)}"), Invariant($"{own.Count(beat => beat.IsReviewed)}"));
        }

        table.Write(writer);
        foreach (string warning in report.Warnings)
            writer.WriteLine($"note: {warning}");
        writer.WriteLine($"written: {file}");
    }

    public override string ToJson() => Serialize(Json(), ToolJson.Readable.ReportJson);

    /// <summary>What is written as JSON.</summary>
    public ReportJson Json()
    {
        var rhythm = report.Rhythm;
        var own = report.Quality.FirstOrDefault(quality => quality.Lead == report.Lead);
        return new ReportJson
        {
            Record = report.Record,
            Path = path,
            Lead = report.Lead,
            DurationSeconds = report.Seconds,
            Model = report.Model.Name,
            Synthetic = report.IsSynthetic,
            Beats = report.Beats.Count,
            BeatsPerClass = report.Model.Classes.Select((name, c) => (name, Count: report.Beats.Count(beat => beat.ClassIndex == c))).ToDictionary(item => item.name, item => item.Count),
            OfNoClass = report.Beats.Count(beat => beat.ClassIndex < 0),
            Unsure = report.Beats.Count(beat => beat.IsUnsure),
            Reviewed = report.Beats.Count(beat => beat.IsReviewed),
            AnalysableShare = own?.AnalysableShare,
            MeanHeartRate = Finite(rhythm.MeanRate),
            LowestHeartRate = rhythm.LowestRate?.BeatsPerMinute,
            HighestHeartRate = rhythm.HighestRate?.BeatsPerMinute,
            LongestIntervalSeconds = rhythm.LongestInterval?.Seconds,
            Pauses = rhythm.Pauses.Count,
            Ventricular = EpisodesJson.Of(rhythm, AamiClass.V),
            Supraventricular = EpisodesJson.Of(rhythm, AamiClass.S),
            Disagreements = report.Comparison?.Disagreements.Count,
            Warnings = report.Warnings,
            File = file,
            FileBytes = new FileInfo(file).Length,
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
