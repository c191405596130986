namespace ArrhythmiaVision.Networks;

/// <summary>A tensor of a network's numbers: what it is called in an ONNX file, its shape, its place in the model's flat list.</summary>
internal sealed record OnnxParameter(string Name, int Offset, int Count, long[] Dimensions, bool IsVariance = false)
{
    public static string Weight(ConvolutionUnit unit) => unit.Name + ".weight";

    public static string Gamma(ConvolutionUnit unit) => unit.Name + ".bn.gamma";

    public static string Beta(ConvolutionUnit unit) => unit.Name + ".bn.beta";

    public static string Mean(ConvolutionUnit unit) => unit.Name + ".bn.mean";

    public static string Variance(ConvolutionUnit unit) => unit.Name + ".bn.variance";

    public const string ContextWeight = "context.weight";

    public const string ContextBias = "context.bias";

    public const string DenseWeight = "dense.weight";

    public const string DenseBias = "dense.bias";

    /// <summary>All of a network's, in the flat list's order; together they cover it.</summary>
    public static IEnumerable<OnnxParameter> Of(NetworkDefinition definition, OnnxConvolutions convolutions)
    {
        long[] height = convolutions == OnnxConvolutions.TwoDimensional ? [1] : [];
        for (var u = 0; u < definition.Units.Count; u++)
        {
            var unit = definition.Units[u];
            var group = unit.Kind == ConvolutionKind.Depthwise ? 1 : unit.InputChannels;
            yield return new OnnxParameter(Weight(unit), definition.WeightOffset(u), unit.WeightCount, [unit.OutputChannels, group, .. height, unit.KernelSize]);
            yield return Channels(Gamma(unit), definition.GammaOffset(u), unit.OutputChannels);
            yield return Channels(Beta(unit), definition.BetaOffset(u), unit.OutputChannels);
            yield return Channels(Mean(unit), definition.MeanOffset(u), unit.OutputChannels);
            yield return Channels(Variance(unit), definition.VarianceOffset(u), unit.OutputChannels) with { IsVariance = true };
        }

        if (definition.ContextLength > 0)
        {
            yield return new OnnxParameter(
                ContextWeight, definition.ContextOffset, definition.ContextUnits * definition.ContextLength, [definition.ContextUnits, definition.ContextLength]);
            yield return Channels(ContextBias, definition.ContextBiasOffset, definition.ContextUnits);
        }

        yield return new OnnxParameter(
            DenseWeight, definition.DenseOffset, definition.ClassCount * definition.DenseInputs, [definition.ClassCount, definition.DenseInputs]);
        yield return Channels(DenseBias, definition.DenseBiasOffset, definition.ClassCount);
    }

    private static OnnxParameter Channels(string name, int offset, int count) => new(name, offset, count, [count]);
}
