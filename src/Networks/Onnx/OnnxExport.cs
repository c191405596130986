using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Writes models as ONNX files, for any runtime that reads opset 13.</summary>
/// <remarks>
/// The graph takes <c>beats</c>, float <c>[N x 360]</c> for any N, and of a network with context <c>context</c>, float
/// <c>[N x context values]</c>, and gives <c>probabilities</c>, float <c>[N x classes]</c>. Its metadata
/// holds <c>classes</c> (a JSON list, in the order of the outputs), <c>preprocessing</c> (words) and what <see cref="OnnxImport"/> reads it
/// back by. The same model and options give the same bytes.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Writes a model to a file, beside it first and then renamed, so that no half file is ever left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What the graph does besides; null for the network alone.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static void Save(ArrhythmiNetModel model, string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PendingFile.Write(path, ToBytes(model, options));
    }

    /// <summary>The bytes that <see cref="Save"/> writes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What the graph does besides; null for the network alone.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static byte[] ToBytes(ArrhythmiNetModel model, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxExportOptions();
        options.Check(model.ContextNames.Count, nameof(options));
        return OnnxWriter.Write(Describe(model.Architecture, model.Definition, model.Numbers, model.Classes, model.ContextNames, options));
    }

    internal static OnnxFile Describe(
        ArrhythmiNetArchitecture architecture, NetworkDefinition definition, ReadOnlySpan<float> numbers, IReadOnlyList<string> classes,
        IReadOnlyList<string> contextNames, OnnxExportOptions options) =>
        new(
            OnnxFile.WrittenIrVersion,
            OnnxFile.WrittenProducer,
            string.Create(
                CultureInfo.InvariantCulture,
                $"ArrhythmiNet {architecture}: ECG beats of {definition.InputLength} samples in, the probability of each of {definition.ClassCount} classes out."),
            OnnxGraphBuilder.Build("ArrhythmiNet" + architecture, definition, numbers, classes, options),
            OnnxFile.WrittenOpset,
            new OnnxMetadata(architecture, classes, contextNames, options).ToEntries(),
            options.SlotNames ? OnnxFile.WrittenMLOpset : 0);
}
