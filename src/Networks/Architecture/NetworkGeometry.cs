namespace ArrhythmiaVision.Networks;

/// <summary>A network laid out for one machine's vectors: where packed weights and per-channel values stand.</summary>
internal sealed unsafe class NetworkGeometry
{
    public NetworkGeometry(NetworkDefinition definition, NetworkKernels kernels)
    {
        Definition = definition;
        Kernels = kernels;
        int offset = 0, transposed = 0, channels = 0;
        Units = new UnitGeometry[definition.Units.Count];
        for (var i = 0; i < Units.Length; i++)
            Units[i] = new UnitGeometry(definition.Units[i], i, kernels, ref offset, ref transposed, ref channels);
        FeatureChannels = Units[^1].OutputChannels;
        ContextOffset = offset;
        ContextBiasOffset = ContextOffset + (definition.ContextLength * definition.ContextUnits);
        DenseOffset = ContextBiasOffset + definition.ContextUnits;
        DenseInputs = FeatureChannels + definition.ContextUnits;
        DenseBiasOffset = DenseOffset + (definition.ClassCount * DenseInputs);
        const int line = 16;
        PackedCount = (DenseBiasOffset + definition.ClassCount + line - 1) / line * line;
        TransposedCount = transposed;
        ChannelCount = channels;
    }

    public NetworkDefinition Definition { get; }

    public NetworkKernels Kernels { get; }

    public UnitGeometry[] Units { get; }

    /// <summary>Channels of the last feature map, padded.</summary>
    public int FeatureChannels { get; }

    /// <summary>The context layer's weights, <c>[context x unit]</c>.</summary>
    public int ContextOffset { get; }

    public int ContextBiasOffset { get; }

    /// <summary>The dense weights, <c>[class x padded channels and context units]</c>.</summary>
    public int DenseOffset { get; }

    /// <summary>What the dense layer takes: pooled channels, padded, then context units.</summary>
    public int DenseInputs { get; }

    public int DenseBiasOffset { get; }

    /// <summary>Floats of all that is trained, packed and padded.</summary>
    public int PackedCount { get; }

    /// <summary>Floats of the weights as the input gradients take them.</summary>
    public int TransposedCount { get; }

    /// <summary>Padded channels of all units together.</summary>
    public int ChannelCount { get; }

    /// <summary>From the flat list's numbers to the packed form; running statistics go to lists of one value a channel, or nowhere where null is given.</summary>
    public void Pack(ReadOnlySpan<float> numbers, float* packed, float* means, float* variances)
    {
        foreach (var u in Units)
        {
            for (var i = 0; i < u.Unit.WeightCount; i++)
                packed[u.WeightOffset + PackedIndex(u, i)] = numbers[Definition.WeightOffset(u.Index) + i];
            for (var c = 0; c < u.Unit.OutputChannels; c++)
            {
                packed[u.GammaOffset + c] = numbers[Definition.GammaOffset(u.Index) + c];
                packed[u.BetaOffset + c] = numbers[Definition.BetaOffset(u.Index) + c];
                if (means != null) means[u.ChannelOffset + c] = numbers[Definition.MeanOffset(u.Index) + c];
                if (variances != null) variances[u.ChannelOffset + c] = numbers[Definition.VarianceOffset(u.Index) + c];
            }
        }

        for (var i = ContextOffset; i < DenseOffset; i++) packed[i] = numbers[ContextIndex(i)];
        for (var k = 0; k < Definition.ClassCount; k++)
        {
            for (var i = 0; i < Definition.DenseInputs; i++)
                packed[DensePosition(k, i)] = numbers[Definition.DenseIndex(k, i)];
            packed[DenseBiasOffset + k] = numbers[Definition.DenseBiasOffset + k];
        }
    }

    /// <summary>From the packed form back to the flat list; what the packed form lacks is left as it is where null is given.</summary>
    public void Unpack(float* packed, float* means, float* variances, Span<float> numbers)
    {
        foreach (var u in Units)
        {
            for (var i = 0; i < u.Unit.WeightCount; i++)
                numbers[Definition.WeightOffset(u.Index) + i] = packed[u.WeightOffset + PackedIndex(u, i)];
            for (var c = 0; c < u.Unit.OutputChannels; c++)
            {
                numbers[Definition.GammaOffset(u.Index) + c] = packed[u.GammaOffset + c];
                numbers[Definition.BetaOffset(u.Index) + c] = packed[u.BetaOffset + c];
                if (means != null) numbers[Definition.MeanOffset(u.Index) + c] = means[u.ChannelOffset + c];
                if (variances != null) numbers[Definition.VarianceOffset(u.Index) + c] = variances[u.ChannelOffset + c];
            }
        }

        for (var i = ContextOffset; i < DenseOffset; i++) numbers[ContextIndex(i)] = packed[i];
        for (var k = 0; k < Definition.ClassCount; k++)
        {
            for (var i = 0; i < Definition.DenseInputs; i++)
                numbers[Definition.DenseIndex(k, i)] = packed[DensePosition(k, i)];
            numbers[Definition.DenseBiasOffset + k] = packed[DenseBiasOffset + k];
        }
    }

    /// <summary>Copies the packed weights of some of a unit's input channels into the form its input gradient takes.</summary>
    public void Transpose(UnitGeometry u, int firstInput, int inputs, float* packed, float* transposed)
    {
        var weights = packed + u.WeightOffset;
        var width = Kernels.Width;
        foreach (var residue in u.Residues)
        {
            var target = transposed + residue.PackedOffset;
            for (var j = 0; j < residue.Taps; j++)
            {
                var tap = residue.Tap(j, u.Unit.Stride);
                if (u.Unit.Kind == ConvolutionKind.Depthwise)
                {
                    new ReadOnlySpan<float>(weights + (tap * u.OutputChannels) + firstInput, inputs)
                        .CopyTo(new Span<float>(target + (j * u.OutputChannels) + firstInput, inputs));
                    continue;
                }

                var depth = residue.Taps * u.OutputChannels;
                for (var input = firstInput; input < firstInput + inputs; input++)
                {
                    // Down one column of the target's panel, across the panels of the source.
                    var to = target + ((input / width) * depth * width) + (j * u.OutputChannels * width) + (input % width);
                    var from = weights + (((tap * u.InputChannels) + input) * width);
                    for (var panel = 0; panel < u.Panels; panel++)
                    {
                        for (var lane = 0; lane < width; lane++)
                            to[((panel * width) + lane) * width] = from[lane];
                        from += u.Depth * width;
                    }
                }
            }
        }
    }

    /// <summary>Where a context unit's weight of the i-th value of context is packed.</summary>
    public int ContextPosition(int unit, int i) => ContextOffset + (i * Definition.ContextUnits) + unit;

    /// <summary>Where the flat list holds the context layer's number that is packed at <paramref name="position"/>.</summary>
    private int ContextIndex(int position)
    {
        if (position >= ContextBiasOffset) return Definition.ContextBiasOffset + position - ContextBiasOffset;

        var (context, unit) = Math.DivRem(position - ContextOffset, Definition.ContextUnits);
        return Definition.ContextIndex(unit, context);
    }

    /// <summary>Where a class's weight of the i-th of the flat list's dense inputs is packed: padding stands between channels and context.</summary>
    public int DensePosition(int k, int i) =>
        DenseOffset + (k * DenseInputs) + (i < Definition.FeatureChannels ? i : i - Definition.FeatureChannels + FeatureChannels);

    /// <summary>Where the i-th weight of the flat list's <c>[output x input x taps]</c> stands in the packed form.</summary>
    private int PackedIndex(UnitGeometry u, int i)
    {
        var taps = u.Unit.KernelSize;
        if (u.Unit.Kind == ConvolutionKind.Depthwise) return ((i % taps) * u.OutputChannels) + (i / taps);

        var width = Kernels.Width;
        var tap = i % taps;
        var input = i / taps % u.Unit.InputChannels;
        var output = i / taps / u.Unit.InputChannels;
        return ((output / width) * u.Depth * width) + (((tap * u.InputChannels) + input) * width) + (output % width);
    }
}
