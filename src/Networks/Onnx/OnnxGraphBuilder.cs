namespace ArrhythmiaVision.Networks;

/// <summary>Writes a network down as an ONNX graph; each node's output bears the node's name.</summary>
/// <remarks>
/// Batch normalisation stays a node of its own: what runs the graph folds it, as ONNX Runtime does when it loads a model, and
/// no number is lost on the way back.
/// </remarks>
internal sealed partial class OnnxGraphBuilder
{
    public const string Input = "beats";
    public const string Context = "context";
    public const string Scale = "scale";
    public const string Output = "probabilities";
    public const string Class = "class";
    public const string GradCam = "gradcam";
    private const string Zero = "zero";
    private const string Six = "six";
    private const string ChannelAxes = "channel_axes";
    private readonly bool _images;
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private string _last = Input;

    private OnnxGraphBuilder(OnnxConvolutions convolutions) => _images = convolutions == OnnxConvolutions.TwoDimensional;

    public static OnnxGraph Build(string name, NetworkDefinition definition, ReadOnlySpan<float> numbers, IReadOnlyList<string> classes, OnnxExportOptions options)
    {
        var builder = new OnnxGraphBuilder(options.Convolutions);
        foreach (var p in OnnxParameter.Of(definition, options.Convolutions)) builder._initializers.Add(OnnxTensor.Of(p.Name, numbers.Slice(p.Offset, p.Count), p.Dimensions));
        builder.Constants(definition, options);
        if (options.Denoising is not null) builder.Denoise(definition.InputLength, options.Denoising);
        if (options.Normalization != OnnxNormalization.None) builder.Normalize(definition.InputLength, options.Normalization, options.ScaleInput);
        builder.Then("Unsqueeze", "channels", [builder._last, ChannelAxes]);
        foreach (var unit in definition.Units) builder.Unit(definition, unit);
        builder.Then("GlobalAveragePool", "pool", [builder._last]);
        builder.Then("Flatten", "features", [builder._last], OnnxAttribute.Of("axis", 1L));
        if (definition.ContextLength > 0)
        {
            var context = Context;
            if (options.ContextPlaces is { } places)
            {
                builder._initializers.Add(OnnxTensor.Of("context.places", [.. places.Places.Select(place => (long)place)]));
                builder.Node("Gather", "context.picked", [Context, "context.places"], OnnxAttribute.Of("axis", 1L));
                context = "context.picked";
            }

            builder.Node("Gemm", "context.sums", [context, OnnxParameter.ContextWeight, OnnxParameter.ContextBias], OnnxAttribute.Of("transB", 1L));
            builder.Node("Relu", "context.units", ["context.sums"]);
            builder.Then("Concat", "features.context", [builder._last, "context.units"], OnnxAttribute.Of("axis", 1L));
        }

        builder.Then("Gemm", "logits", [builder._last, OnnxParameter.DenseWeight, OnnxParameter.DenseBias], OnnxAttribute.Of("transB", 1L));
        builder.Then("Softmax", Output, [builder._last], OnnxAttribute.Of("axis", 1L));
        if (options.PredictedClass || options.SlotNames || options.Explanation != OnnxExplanation.None)
            builder.Node("ArgMax", Class, [Output], OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("keepdims", 1L));
        if (options.Explanation != OnnxExplanation.None) builder.Explain(definition, options.Explanation);
        if (options.SlotNames) builder.NameSlots(options.NamePrefix + Output, classes);
        var graph = new OnnxGraph(name, builder._nodes, builder._initializers, Inputs(definition, options), Outputs(definition, options));
        return options.NamePrefix.Length > 0 ? Rename(graph, options.NamePrefix) : graph;
    }

    /// <summary>The graph with something before the names of its inputs and outputs.</summary>
    private static OnnxGraph Rename(OnnxGraph graph, string prefix)
    {
        var ports = graph.Inputs.Concat(graph.Outputs).Select(port => port.Name).ToHashSet(StringComparer.Ordinal);
        return graph with
        {
            Nodes = [.. graph.Nodes.Select(node => node with { Name = New(node.Name), Inputs = [.. node.Inputs.Select(New)], Outputs = [.. node.Outputs.Select(New)] })],
            Inputs = [.. graph.Inputs.Select(port => port with { Name = New(port.Name) })],
            Outputs = [.. graph.Outputs.Select(port => port with { Name = New(port.Name) })],
        };

        string New(string name) => ports.Contains(name) ? prefix + name : name;
    }

    private static OnnxPort[] Inputs(NetworkDefinition definition, OnnxExportOptions options) =>
    [
        new OnnxPort(Input, definition.InputLength),
        .. definition.ContextLength > 0 ? (OnnxPort[])[new OnnxPort(Context, options.ContextPlaces?.Size ?? definition.ContextLength)] : [],
        .. options.ScaleInput ? (OnnxPort[])[new OnnxPort(Scale, 1)] : [],
    ];

    private static OnnxPort[] Outputs(NetworkDefinition definition, OnnxExportOptions options) =>
    [
        new OnnxPort(Output, definition.ClassCount),
        .. options.PredictedClass ? (OnnxPort[])[new OnnxPort(Class, 1, OnnxElementType.Int64)] : [],
        .. options.Explanation != OnnxExplanation.None ? (OnnxPort[])[new OnnxPort(GradCam, definition.InputLength)] : [],
    ];

    private void Constants(NetworkDefinition definition, OnnxExportOptions options)
    {
        var clipped = definition.Units.Any(unit => unit.Activation == Activation.ReLU6);
        if (clipped || options.Normalization != OnnxNormalization.None || options.Denoising is not null) _initializers.Add(OnnxTensor.Of(Zero, [0f]));
        if (clipped) _initializers.Add(OnnxTensor.Of(Six, [6f]));
        _initializers.Add(_images ? OnnxTensor.Of(ChannelAxes, 1L, 2L) : OnnxTensor.Of(ChannelAxes, 1L));
    }

    /// <summary>
    /// A node that nothing needs: ML.NET takes a column's slot names from one that is named after the column, as it writes it itself when it exports a model.
    /// </summary>
    private void NameSlots(string column, IReadOnlyList<string> classes)
    {
        Node("Cast", "slots.text", [Class], OnnxAttribute.Of("to", (long)OnnxElementType.Text));
        _nodes.Add(new OnnxNode(
            "LabelEncoder", $"mlnet.{column}.SlotNames", ["slots.text"], ["slots.unused"],
            [OnnxAttribute.Of("keys_strings", classes), OnnxAttribute.Of("values_int64s", [.. Enumerable.Range(0, classes.Count).Select(place => (long)place)])],
            OnnxFile.MLDomain));
    }

    private void Unit(NetworkDefinition definition, ConvolutionUnit unit)
    {
        Then(
            "Conv", unit.Name, [_last, OnnxParameter.Weight(unit)],
            [
                OnnxAttribute.Of("group", unit.Kind == ConvolutionKind.Depthwise ? (long)unit.InputChannels : 1L),
                .. Windows(unit.KernelSize, unit.Padding, unit.Padding, unit.Stride),
            ]);
        Then(
            "BatchNormalization", unit.Name + ".bn",
            [_last, OnnxParameter.Gamma(unit), OnnxParameter.Beta(unit), OnnxParameter.Mean(unit), OnnxParameter.Variance(unit)],
            OnnxAttribute.Of("epsilon", (float)NetworkDefinition.NormEpsilon));
        if (unit.Activation == Activation.ReLU) Then("Relu", ActivationName(unit), [_last]);
        if (unit.Activation == Activation.ReLU6) Then("Clip", ActivationName(unit), [_last, Zero, Six]);
        if (unit.ShortcutSource >= 0) AddShortcut(unit, definition.Units[unit.ShortcutSource]);
    }

    private void AddShortcut(ConvolutionUnit unit, ConvolutionUnit source)
    {
        var block = _last;
        _last = OutputName(source);
        if (source.OutputLength != unit.OutputLength)
        {
            // One point of padding that is not counted lets an odd last point stand alone.
            Then(
                "AveragePool", unit.Name + ".shortcut.pool", [_last],
                [OnnxAttribute.Of("count_include_pad", 0L), .. Windows(2, 0, source.OutputLength % 2, 2)]);
        }

        if (source.OutputChannels != unit.OutputChannels)
        {
            var pads = unit.Name + ".shortcut.pads";
            long[] rest = _images ? [0, 0] : [0];
            _initializers.Add(OnnxTensor.Of(pads, [0, 0, .. rest, 0, unit.OutputChannels - source.OutputChannels, .. rest]));
            Then("Pad", unit.Name + ".shortcut.pad", [_last, pads]);
        }

        Then("Add", SumName(unit), [block, _last]);
    }

    /// <summary>The windows of a convolution or pool along the line; across an image they are one point.</summary>
    private OnnxAttribute[] Windows(long length, long before, long after, long stride) =>
    [
        OnnxAttribute.Of("kernel_shape", _images ? [1, length] : [length]),
        OnnxAttribute.Of("pads", _images ? [0, before, 0, after] : [before, after]),
        OnnxAttribute.Of("strides", _images ? [1, stride] : [stride]),
    ];

    private static string ActivationName(ConvolutionUnit unit) => unit.Name + ".activation";

    private static string SumName(ConvolutionUnit unit) => unit.Name + ".sum";

    private static string OutputName(ConvolutionUnit unit) =>
        unit.ShortcutSource >= 0 ? SumName(unit) : unit.Activation == Activation.None ? unit.Name + ".bn" : ActivationName(unit);

    private void Then(string type, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        Node(type, name, inputs, attributes);
        _last = name;
    }

    private void Node(string type, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        _nodes.Add(new OnnxNode(type, name, inputs, [name], attributes));

    /// <summary>A node of several outputs; it bears the first one's name.</summary>
    private void Nodes(string type, IReadOnlyList<string> outputs, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        _nodes.Add(new OnnxNode(type, outputs[0], inputs, outputs, attributes));
}
