using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>What <c>export</c> came to.</summary>
internal sealed class ExportOutcome(ModelSource source, OnnxExportOptions options, string file) : Outcome
{
    private ExportJson Result => new(
        source.Name, source.Model.Architecture.ToString(), source.Model.Classes, source.Model.ContextNames, options.Normalization.ToString(), options.ScaleInput, file, new FileInfo(file).Length);

    public override void WriteText(TextWriter writer)
    {
        var result = Result;
        writer.WriteLine(Invariant($"{result.File}: {result.Model}, {result.Bytes / 1024.0:F0} KB of ONNX"));
        writer.WriteLine($"in: beats [N x {source.Model.InputLength}], {(options.Normalization == OnnxNormalization.None ? "normalised" : $"mV, denoised; the graph normalises them ({result.Normalization})")}{(options.ScaleInput ? "; scale [N x 1], what is usual for the patient, mV" : "")}{(result.Context.Count > 0 ? Invariant($"; context [N x {result.Context.Count}]: {string.Join(", ", result.Context)}") : "")}");
        writer.WriteLine($"out: probabilities [N x {result.Classes.Count}]: {string.Join(' ', result.Classes)}");
    }

    public override string ToJson() => Serialize(Result, ToolJson.Readable.ExportJson);
}

/// <summary>The JSON of <c>export</c>.</summary>
internal sealed record ExportJson(
    string Model, string Architecture, IReadOnlyList<string> Classes, IReadOnlyList<string> Context, string Normalization, bool ScaleInput, string File, long Bytes);
