using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>convert</c> came to.</summary>
internal sealed class ConvertOutcome(Recording source, ConvertTarget target, IReadOnlyList<OutputSignal> signals, long missing, int annotations, IReadOnlyList<string> files) : Outcome
{
    private readonly ConvertJson _result = new(
        source.Name, source.Format.ToString().ToLowerInvariant(), target.Format.ToString().ToLowerInvariant(),
        [.. signals.Select(signal => new LeadFacts(signal.Name, signal.SamplingRate, signal.Units, signal.Length))], missing, annotations, files);

    public override void WriteText(TextWriter writer)
    {
        var table = new TextTable("lead", "Hz>", "unit", "samples>");
        foreach (var lead in _result.Leads)
            table.Add(lead.Name, Invariant($"{lead.SamplingRate:0.####}"), lead.Units, Invariant($"{lead.Samples}"));
        table.Write(writer);
        writer.WriteLine(Invariant($"{_result.Annotations} annotations, {_result.MissingSamples} missing samples"));
        writer.WriteLine($"written: {string.Join(", ", files)}");
    }

    public override string ToJson() => Serialize(_result, ToolJson.Readable.ConvertJson);
}

/// <summary>The JSON of <c>convert</c>.</summary>
internal sealed record ConvertJson(string Record, string From, string To, IReadOnlyList<LeadFacts> Leads, long MissingSamples, int Annotations, IReadOnlyList<string> Files);
