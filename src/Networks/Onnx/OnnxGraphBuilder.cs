namespace ArrhythmiaVision.Networks;

/// <summary>Writes a network down as an ONNX graph; each node's output bears the node's name.</summary>
/// <remarks>
/// Batch normalisation stays a node of its own: what runs the graph folds it, as ONNX Runtime does when it loads a model, and
/// no number is lost on the way back.
/// </remarks>
internal sealed class OnnxGraphBuilder
{
    public const string Input = "beats";
    public const string Context = "context";
    public const string Output = "probabilities";
    private const string Zero = "zero";
    private const string Six = "six";
    private const string ChannelAxes = "channel_axes";
    private readonly bool _images;
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private string _last = Input;

    private OnnxGraphBuilder(OnnxConvolutions convolutions) => _images = convolutions == OnnxConvolutions.TwoDimensional;

    public static OnnxGraph Build(string name, NetworkDefinition definition, ReadOnlySpan<float> numbers, OnnxExportOptions options)
    {
        var builder = new OnnxGraphBuilder(options.Convolutions);
        foreach (var p in OnnxParameter.Of(definition, options.Convolutions)) builder._initializers.Add(OnnxTensor.Of(p.Name, numbers.Slice(p.Offset, p.Count), p.Dimensions));
        builder.Constants(definition, options.Normalization);
        if (options.Normalization == OnnxNormalization.ZScore) builder.ZScore();
        builder.Then("Unsqueeze", "channels", [builder._last, ChannelAxes]);
        foreach (var unit in definition.Units) builder.Unit(definition, unit);
        builder.Then("GlobalAveragePool", "pool", [builder._last]);
        builder.Then("Flatten", "features", [builder._last], OnnxAttribute.Of("axis", 1L));
        if (definition.ContextLength > 0)
        {
            builder.Node("Gemm", "context.sums", [Context, OnnxParameter.ContextWeight, OnnxParameter.ContextBias], OnnxAttribute.Of("transB", 1L));
            builder.Node("Relu", "context.units", ["context.sums"]);
            builder.Then("Concat", "features.context", [builder._last, "context.units"], OnnxAttribute.Of("axis", 1L));
        }

        builder.Then("Gemm", "logits", [builder._last, OnnxParameter.DenseWeight, OnnxParameter.DenseBias], OnnxAttribute.Of("transB", 1L));
        builder.Then("Softmax", Output, [builder._last], OnnxAttribute.Of("axis", 1L));
        OnnxPort[] context = definition.ContextLength > 0 ? [new OnnxPort(Context, definition.ContextLength)] : [];
        return new OnnxGraph(
            name, builder._nodes, builder._initializers, [new OnnxPort(Input, definition.InputLength), .. context], [new OnnxPort(Output, definition.ClassCount)]);
    }

    private void Constants(NetworkDefinition definition, OnnxNormalization normalization)
    {
        var clipped = definition.Units.Any(unit => unit.Activation == Activation.ReLU6);
        if (clipped || normalization == OnnxNormalization.ZScore) _initializers.Add(OnnxTensor.Of(Zero, [0f]));
        if (clipped) _initializers.Add(OnnxTensor.Of(Six, [6f]));
        _initializers.Add(_images ? OnnxTensor.Of(ChannelAxes, 1L, 2L) : OnnxTensor.Of(ChannelAxes, 1L));
    }

    /// <summary>
    /// Mean and deviation in double precision, then each rounded to single: float sums over beats that stand far from zero would
    /// lose what the network sees.
    /// </summary>
    private void ZScore()
    {
        var rows = OnnxAttribute.Of("axes", [1L]);
        Node("Cast", "normalize.double", [Input], OnnxAttribute.Of("to", (long)OnnxElementType.Double));
        Node("ReduceMean", "normalize.mean", ["normalize.double"], rows);
        Node("Sub", "normalize.centered", ["normalize.double", "normalize.mean"]);
        Node("Mul", "normalize.squares", ["normalize.centered", "normalize.centered"]);
        Node("ReduceMean", "normalize.variance", ["normalize.squares"], rows);
        Node("Sqrt", "normalize.deviation", ["normalize.variance"]);
        Node("Cast", "normalize.center", ["normalize.mean"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
        Node("Cast", "normalize.scale", ["normalize.deviation"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
        Node("Sub", "normalize.difference", [Input, "normalize.center"]);
        Node("Div", "normalize.quotient", ["normalize.difference", "normalize.scale"]);

        // Decided on the samples themselves: rounding in a mean must not give a constant beat a tiny scale.
        Node("ReduceMax", "normalize.highest", [Input], rows);
        Node("ReduceMin", "normalize.lowest", [Input], rows);
        Node("Equal", "normalize.constant", ["normalize.highest", "normalize.lowest"]);
        Then("Where", "normalize", ["normalize.constant", Zero, "normalize.quotient"]);
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
}
