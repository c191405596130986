using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>explain RECORD</c> came to.</summary>
internal sealed class RecordExplanationOutcome(
    ModelSource source, ExplanationMethod method, string record, string path, RecordLead lead, string baseline, IReadOnlyList<ExplainedBeat> beats, string? file) : Outcome
{
    /// <summary>One beat's picture, or a page of several.</summary>
    public Picture Picture()
    {
        if (beats.Count == 1)
            return beats[0].Picture(lead.Name, $"Record {record}, {Heading(beats[0])}", method.Title);
        return new BeatPage
        {
            Title = $"Record {record}, {source.Name}, {method.Title}",
            Rows = [.. beats.GroupBy(beat => beat.Facts.Class is { } name ? beat.Facts.Names.Short(name) : "no class").Select(row => new BeatPageRow(row.Key, [.. row.Select(beat => beat.Picture(lead.Name, Heading(beat), method.Title))]))],
        };
    }

    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine($"record {record}, lead {lead.Name}; {source.Name} ({source.Origin}), {method.Title}, held against: {baseline}");
        foreach (var beat in beats)
        {
            var (passport, attribution) = (beat.Passport, beat.Passport.Attribution);
            writer.WriteLine();
            writer.WriteLine(Invariant($"beat {beat.Beat.Index} at {Values.Clock(beat.Beat.Time)} (sample {beat.Beat.Sample}){(beat.Beat.GivenSymbol is { } given ? $", annotated {given}" : "")}"));
            writer.WriteLine(beat.Words);
            writer.WriteLine();
            writer.WriteLine(Invariant($"for {attribution.ClassName}: logit {attribution.Output:F3}{(attribution.BaselineOutput is { } other ? Invariant($", baseline {other:F3}, values add up to {attribution.Sum:F3}") : "")}"));
            var parts = new TextTable("part", "from ms>", "to ms>", "value>", "share>");
            foreach (var (name, start, end, value, share) in beat.Parts)
                parts.Add(name, start < 0 ? "" : Invariant($"{Milliseconds(start):F0}"), start < 0 ? "" : Invariant($"{Milliseconds(end):F0}"), Invariant($"{value:F3}"), double.IsNaN(share) ? "-" : Invariant($"{share:F3}"));
            parts.Write(writer);
            writer.WriteLine();
            writer.WriteLine(passport.IsReliable ? "passport: reliable" : "passport: UNRELIABLE");
            var checks = new TextTable("check", "value>", "limit>", "");
            foreach (var check in passport.Checks)
                checks.Add(check.Name, Number(check.Value), Number(check.Limit), check.Failure ?? "passed");
            checks.Write(writer);
        }

        if (file is not null)
            writer.WriteLine($"{Environment.NewLine}written: {file}");
    }

    public override string ToJson() => Serialize(
        new RecordExplanationJson(record, path, lead.Name, lead.SamplingRate, source.Name, source.Origin, method.Name, baseline, [.. beats.Select(Json)], file), ToolJson.Readable.RecordExplanationJson);

    private static string Heading(ExplainedBeat beat) => Invariant($"beat {beat.Beat.Index} at {Values.Clock(beat.Beat.Time)}");

    private ExplainedBeatJson Json(ExplainedBeat explained)
    {
        var (beat, passport, attribution) = (explained.Beat, explained.Passport, explained.Passport.Attribution);
        return new ExplainedBeatJson
        {
            Index = beat.Index,
            Sample = beat.Sample,
            TimeSeconds = beat.Time,
            Given = beat.GivenSymbol,
            Class = beat.Class,
            Probabilities = source.Model.Classes.Select((name, c) => (name, Value: (double)beat.Probabilities.Span[c])).ToDictionary(c => c.name, c => c.Value),
            Words = explained.Words,
            RrSeconds = Finite(beat.Rr.Previous),
            RrToMedian = Finite(beat.Rr.RatioToMedian),
            P = Wave(explained.Waves?.P?.Onset, explained.Waves?.P?.Offset),
            Qrs = Wave(explained.Waves?.Qrs?.Onset, explained.Waves?.Qrs?.Offset),
            T = Wave(explained.Waves?.T?.Onset, explained.Waves?.T?.Offset),
            Explained = attribution.ClassName,
            Output = attribution.Output,
            BaselineOutput = attribution.BaselineOutput,
            AdditivityGap = attribution.AdditivityGap,
            Parts = [.. explained.Parts.Select(part => new PartJson(part.Name, part.Start < 0 ? null : Milliseconds(part.Start), part.Start < 0 ? null : Milliseconds(part.End), part.Value, Finite(part.Share)))],
            ContextValues = attribution.ContextNames.Zip(attribution.ContextValues).ToDictionary(c => c.First, c => (double)c.Second),
            Values = [.. attribution.Values],
            Passport = new PassportJson(
                passport.IsReliable, [.. passport.Checks.Select(check => new CheckJson(check.Name, check.IsPassed, Finite(check.Value), Finite(check.Limit), check.Failure))],
                passport.DeletionInsertion.Deletion, passport.DeletionInsertion.RandomDeletion, passport.DeletionInsertion.Insertion, passport.DeletionInsertion.RandomInsertion),
        };
    }

    private static WaveJson? Wave(long? onset, long? offset) => onset is { } from && offset is { } to ? new WaveJson(Milliseconds(from), Milliseconds(to + 1)) : null;

    // From the R peak, in the window's 360 samples a second.
    private static double Milliseconds(long sample) => Math.Round(1000.0 * (sample - BeatWindow.Default.Before) / Resampler.DefaultOutputRate, 1);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Number(double value) => double.IsFinite(value) ? Invariant($"{value:F3}") : "-";
}
