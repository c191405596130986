namespace ArrhythmiaVision.Networks;

/// <summary>
/// A trained network made ready to score: batch normalisation folded into the weights, the weights packed, each unit's
/// convolution, bias, shortcut and activation one kernel. Immutable; every thread brings its own workspace.
/// </summary>
internal sealed unsafe class InferencePlan
{
    private readonly AlignedBuffer _packed;
    private readonly AlignedBuffer _biases;

    public InferencePlan(NetworkDefinition definition, ReadOnlySpan<float> numbers, NetworkKernels kernels)
    {
        Geometry = new NetworkGeometry(definition, kernels);
        _packed = new AlignedBuffer(Geometry.PackedCount);
        _biases = new AlignedBuffer(Geometry.ChannelCount);
        var folded = numbers.ToArray();
        for (var u = 0; u < definition.Units.Count; u++) Fold(definition, u, numbers, folded);

        // The means' places hold the folded biases.
        Geometry.Pack(folded, _packed.Pointer, _biases.Pointer, null);
    }

    public NetworkGeometry Geometry { get; }

    public int ClassCount => Geometry.Definition.ClassCount;

    public float* Weights(UnitGeometry u) => _packed.Pointer + u.WeightOffset;

    public float* Bias(UnitGeometry u) => _biases.Pointer + u.ChannelOffset;

    public float* Packed => _packed.Pointer;

    public float* DenseWeights(int index) => _packed.Pointer + Geometry.DenseOffset + (index * Geometry.DenseInputs);

    /// <summary>Scores beats.</summary>
    /// <param name="beats">The beats one after the other.</param>
    /// <param name="contexts">Their contexts one after the other; not read where the network has none.</param>
    /// <param name="count">Beats, at most as many as the workspace holds.</param>
    /// <param name="workspace">A workspace of this plan that no other thread uses.</param>
    /// <param name="probabilities">Receives <c>[beats x classes]</c>.</param>
    public void Score(float* beats, float* contexts, int count, InferenceWorkspace workspace, Span<float> probabilities)
    {
        Forward(beats, count, workspace);
        for (var i = 0; i < count; i++)
        {
            var row = probabilities.Slice(i * ClassCount, ClassCount);
            Logits(workspace, i, contexts + ((nint)i * Geometry.Definition.ContextLength), row);
            Classifier.Softmax(row);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Runs every unit; the workspace then holds the last one's output.</summary>
    public void Forward(float* beats, int count, InferenceWorkspace workspace)
    {
        workspace.LoadInput(beats, count);
        foreach (var u in Geometry.Units) Forward(u, count, workspace);
    }

    /// <summary>Classifies the last feature map of one beat of the workspace, in its context.</summary>
    public void Logits(InferenceWorkspace workspace, int beat, float* context, Span<float> logits)
    {
        var last = Geometry.Units[^1];
        Classifier.Pool(Geometry.Kernels, workspace.Output(last, beat), last.Unit.OutputLength, last.OutputChannels, workspace.Features);
        Classifier.Context(Geometry, _packed.Pointer, context, workspace.Features);
        Classifier.Logits(Geometry, _packed.Pointer, workspace.Features, logits);
    }

    private void Forward(UnitGeometry u, int count, InferenceWorkspace workspace)
    {
        var kernels = Geometry.Kernels;
        var input = workspace.PaddedInput(u, out var inputStride);
        var output = workspace.Output(u, 0);
        var outputStride = workspace.BeatStride(u);
        workspace.ClearPadding(u, count);
        var bias = Bias(u);
        if (u.Unit.Kind == ConvolutionKind.Depthwise)
        {
            for (var i = 0; i < count; i++)
            {
                kernels.Depthwise(
                    input + ((nint)i * inputStride), u.Unit.Stride, u.Unit.KernelSize, Weights(u), bias, u.Unit.Low, u.Unit.High,
                    output + ((nint)i * outputStride), u.OutputChannels, u.Unit.OutputLength, u.OutputChannels);
                AddShortcut(u, i, workspace);
            }

            return;
        }

        kernels.Multiply(
            new RowBlock(input, count, u.Unit.OutputLength, inputStride, u.Unit.Stride * u.InputChannels), u.Depth, Weights(u), u.Panels, bias,
            u.Unit.Low, u.Unit.High, new RowBlock(output, count, u.Unit.OutputLength, outputStride, u.OutputChannels));
        for (var i = 0; i < count; i++) AddShortcut(u, i, workspace);
    }

    private void AddShortcut(UnitGeometry u, int beat, InferenceWorkspace workspace)
    {
        if (u.Unit.ShortcutSource < 0) return;

        var source = Geometry.Units[u.Unit.ShortcutSource];
        Shortcut.Add(Geometry.Kernels, source, workspace.Output(source, beat), u, workspace.Output(u, beat));
    }

    /// <summary>w · γ/√(σ² + ε) and β − μ · γ/√(σ² + ε), so that what follows is the convolution and a bias alone.</summary>
    private static void Fold(NetworkDefinition definition, int unit, ReadOnlySpan<float> numbers, Span<float> folded)
    {
        var channels = definition.Units[unit].OutputChannels;
        var fanIn = definition.Units[unit].FanIn;
        for (var c = 0; c < channels; c++)
        {
            var scale = numbers[definition.GammaOffset(unit) + c] / Math.Sqrt(numbers[definition.VarianceOffset(unit) + c] + NetworkDefinition.NormEpsilon);
            foreach (ref var weight in folded.Slice(definition.WeightOffset(unit) + (c * fanIn), fanIn)) weight = (float)(weight * scale);
            folded[definition.MeanOffset(unit) + c] =
                (float)(numbers[definition.BetaOffset(unit) + c] - (numbers[definition.MeanOffset(unit) + c] * scale));
        }
    }
}
