using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// A network: a chain of convolution units, a global average pool, a dense layer and a softmax; and where each of its
/// numbers stands in the flat list that models are kept in.
/// </summary>
/// <remarks>
/// The flat list holds, unit by unit, the weights <c>[output x input x taps]</c> (depthwise <c>[channel x taps]</c>), then γ,
/// β, running mean and running variance; at the end the dense weights <c>[class x feature]</c> and biases.
/// </remarks>
internal sealed class NetworkDefinition
{
    /// <summary>What batch normalisation adds to a variance before its root is taken.</summary>
    public const double NormEpsilon = 1e-5;

    private readonly int[] _offsets;

    public NetworkDefinition(int inputLength, int classCount, IReadOnlyList<ConvolutionUnit> units)
    {
        InputLength = inputLength;
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

    public int DenseOffset => _offsets[^1];

    public int DenseBiasOffset => DenseOffset + (ClassCount * FeatureChannels);

    public int ParameterCount => DenseBiasOffset + ClassCount;

    public long MultiplyAdds => Units.Sum(unit => unit.MultiplyAdds) + (ClassCount * FeatureChannels);

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
