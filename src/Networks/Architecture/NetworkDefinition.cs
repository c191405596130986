using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// A network: a chain of convolution units, a global average pool, a dense layer and a softmax; beside the pool, where there is
/// context, a dense layer with ReLU over it; and where each of its numbers stands in the flat list that models are kept in.
/// </summary>
/// <remarks>
/// The flat list holds, unit by unit, the weights <c>[output x input x taps]</c> (depthwise <c>[channel x taps]</c>), then γ,
/// β, running mean and running variance; then the context layer's weights <c>[context unit x context]</c> and biases; at the end
/// the dense weights <c>[class x feature and context unit]</c> and biases.
/// </remarks>
internal sealed class NetworkDefinition
{
    /// <summary>What batch normalisation adds to a variance before its root is taken.</summary>
    public const double NormEpsilon = 1e-5;

    /// <summary>Outputs of the context layer: a whole number of the widest vectors.</summary>
    private const int ContextLayerUnits = 16;

    private readonly int[] _offsets;

    public NetworkDefinition(int inputLength, int classCount, IReadOnlyList<ConvolutionUnit> units, int contextLength = 0)
    {
        InputLength = inputLength;
        ContextLength = contextLength;
        ClassCount = classCount;
        Units = units;
        _offsets = new int[units.Count + 1];
        for (var i = 0; i < units.Count; i++)
        {
            CheckFits(i);
            _offsets[i + 1] = _offsets[i] + units[i].ParameterCount;
        }
    }

    public int InputLength { get; }

    public int ClassCount { get; }

    public IReadOnlyList<ConvolutionUnit> Units { get; }

    public int FeatureLength => Units[^1].OutputLength;

    public int FeatureChannels => Units[^1].OutputChannels;

    /// <summary>Values of context a beat; 0 for none.</summary>
    public int ContextLength { get; }

    /// <summary>Outputs of the context layer; 0 without context.</summary>
    public int ContextUnits => ContextLength > 0 ? ContextLayerUnits : 0;

    /// <summary>What the dense layer takes: pooled channels, then context units.</summary>
    public int DenseInputs => FeatureChannels + ContextUnits;

    public int ContextOffset => _offsets[^1];

    public int ContextBiasOffset => ContextOffset + (ContextUnits * ContextLength);

    public int DenseOffset => ContextBiasOffset + ContextUnits;

    public int DenseBiasOffset => DenseOffset + (ClassCount * DenseInputs);

    public int ParameterCount => DenseBiasOffset + ClassCount;

    public long MultiplyAdds => Units.Sum(unit => unit.MultiplyAdds) + (ContextUnits * ContextLength) + (ClassCount * DenseInputs);

    /// <summary>A context unit's weight of the i-th value of context.</summary>
    public int ContextIndex(int unit, int i) => ContextOffset + (unit * ContextLength) + i;

    /// <summary>A class's weight of the i-th of the dense layer's inputs.</summary>
    public int DenseIndex(int k, int i) => DenseOffset + (k * DenseInputs) + i;

    public int WeightOffset(int unit) => _offsets[unit];

    public int GammaOffset(int unit) => _offsets[unit] + Units[unit].WeightCount;

    public int BetaOffset(int unit) => GammaOffset(unit) + Units[unit].OutputChannels;

    public int MeanOffset(int unit) => BetaOffset(unit) + Units[unit].OutputChannels;

    public int VarianceOffset(int unit) => MeanOffset(unit) + Units[unit].OutputChannels;

    /// <summary>True if the unit's output is needed as a whole: it is added to a later one's, or something is added to it.</summary>
    public bool IsResidual(int unit) => Units[unit].ShortcutSource >= 0 || Units.Any(other => other.ShortcutSource == unit);

    private void CheckFits(int index)
    {
        var unit = Units[index];
        var inputLength = index == 0 ? InputLength : Units[index - 1].OutputLength;
        var inputChannels = index == 0 ? 1 : Units[index - 1].OutputChannels;
        var source = unit.ShortcutSource >= 0 ? Units[unit.ShortcutSource] : null;
        var fits = unit.InputLength == inputLength && unit.InputChannels == inputChannels && unit.OutputLength > 0
            && (unit.Kind == ConvolutionKind.Standard || unit.InputChannels == unit.OutputChannels)
            && (source is null || (unit.ShortcutSource < index && unit.Activation == Activation.None
                && source.OutputChannels <= unit.OutputChannels
                && (source.OutputLength == unit.OutputLength || (source.OutputLength + 1) / 2 == unit.OutputLength)));
        if (!fits)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Unit {index} ({unit.Name}) does not fit the one before it or its shortcut."));
    }
}
