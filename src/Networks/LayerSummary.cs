using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Networks;

/// <summary>One row of a network's table.</summary>
/// <param name="Name">The layer's name, e.g. "bottleneck3.expand".</param>
/// <param name="Kind">What it does, e.g. "depthwise k=5 s=2, BN, ReLU6".</param>
/// <param name="OutputLength">Points out; 1 from the pool on.</param>
/// <param name="OutputChannels">Channels out.</param>
/// <param name="ParameterCount">Numbers it holds, running statistics counted.</param>
/// <param name="MultiplyAdds">Multiply-adds a beat.</param>
public sealed record LayerSummary(string Name, string Kind, int OutputLength, int OutputChannels, int ParameterCount, long MultiplyAdds)
{
    internal static IReadOnlyList<LayerSummary> Of(NetworkDefinition definition)
    {
        var rows = new List<LayerSummary>();
        foreach (var unit in definition.Units)
            rows.Add(new LayerSummary(unit.Name, Describe(unit, definition), unit.OutputLength, unit.OutputChannels, unit.ParameterCount, unit.MultiplyAdds));
        rows.Add(new LayerSummary("pool", "global average", 1, definition.FeatureChannels, 0, 0));
        if (definition.ContextLength > 0)
        {
            rows.Add(new LayerSummary(
                "context", "dense of the context, ReLU", 1, definition.ContextUnits, definition.DenseOffset - definition.ContextOffset,
                (long)definition.ContextUnits * definition.ContextLength));
        }

        rows.Add(new LayerSummary(
            "dense", "dense, softmax", 1, definition.ClassCount, definition.ParameterCount - definition.DenseOffset,
            (long)definition.ClassCount * definition.DenseInputs));
        return rows.AsReadOnly();
    }

    internal static string Table(ArrhythmiNetModel model)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"ArrhythmiNet {model.Architecture}: {model.InputLength} samples in, {model.Classes.Count} classes out, {model.ParameterCount:N0} numbers, {model.SizeKB:F2} KB");
        text.AppendLine(culture, $"{"layer",-24}{"kind",-46}{"output",10}{"numbers",10}{"mult-adds",12}");
        foreach (var row in model.Layers)
        {
            var shape = string.Create(culture, $"{row.OutputLength} x {row.OutputChannels}");
            text.AppendLine(culture, $"{row.Name,-24}{row.Kind,-46}{shape,10}{row.ParameterCount,10:N0}{row.MultiplyAdds,12:N0}");
        }

        return text.ToString();
    }

    private static string Describe(ConvolutionUnit unit, NetworkDefinition definition)
    {
        var kind = unit.IsPointwise ? "pointwise" : unit.Kind == ConvolutionKind.Depthwise ? "depthwise" : "conv";
        var text = new StringBuilder(kind);
        if (!unit.IsPointwise) text.Append(CultureInfo.InvariantCulture, $" k={unit.KernelSize} s={unit.Stride} p={unit.Padding}");
        text.Append(", BN");
        if (unit.Activation != Activation.None) text.Append(", ").Append(unit.Activation);
        if (unit.ShortcutSource >= 0)
        {
            var source = definition.Units[unit.ShortcutSource];
            text.Append(source.OutputLength == unit.OutputLength ? ", + " : ", + pooled ").Append(source.Name);
        }

        return text.ToString();
    }
}
