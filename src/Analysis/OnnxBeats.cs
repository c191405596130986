using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Says to <see cref="OnnxExport"/> how beats are prepared, in the words of <see cref="Signals"/>.</summary>
public static class OnnxBeats
{
    /// <summary>The denoising of a beat by itself, as <see cref="WaveletDenoiser"/> with these options does it, for an exported graph.</summary>
    /// <param name="options">How beats are denoised.</param>
    /// <param name="beatLength">Samples of a beat.</param>
    /// <returns>What <see cref="OnnxExportOptions.Denoising"/> takes.</returns>
    /// <exception cref="ArgumentException">
    /// A graph cannot do that: the noise is measured in a sliding window, the rule is another than <see cref="ThresholdRule.Universal"/> or
    /// <see cref="ThresholdRule.Minimax"/>, or beats go on beyond their ends by what no sample of theirs is.
    /// </exception>
    /// <remarks>The graph and the denoiser give the same but for rounding, in the order of 1e-7 of the largest sample; under <see cref="ThresholdFunction.Hard"/>
    /// a coefficient that lies on the threshold may be kept by one of them alone. Missing samples (NaN) are not for the graph.</remarks>
    public static OnnxDenoising ToOnnx(this WaveletDenoiserOptions options, int beatLength = BeatDataset.BeatLength)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(beatLength, 1);
        var transform = new DiscreteWaveletTransform(new WaveletDenoiser(options).Options.Wavelet, options.Mode);
        if (options.Noise != NoiseEstimation.WholeRecord)
            throw new ArgumentException($"A graph sees one beat at a time: set {nameof(options.Noise)} to {nameof(NoiseEstimation)}.{NoiseEstimation.WholeRecord}, not {options.Noise}.", nameof(options));
        if (options.Rule is not (ThresholdRule.Universal or ThresholdRule.Minimax))
            throw new ArgumentException($"A graph knows the rules {ThresholdRule.Universal} and {ThresholdRule.Minimax}, not {options.Rule}.", nameof(options));

        var lengths = new int[options.Levels + 1];
        lengths[0] = beatLength;
        for (var level = 1; level < lengths.Length; level++) lengths[level] = transform.CoefficientCount(lengths[level - 1]);
        return new OnnxDenoising
        {
            Filter = [.. options.Wavelet.ReconstructionLowPass.ToArray().Select(tap => (float)tap)],
            Thresholds = [.. lengths[1..].Select(count => Factor(options.Rule, options.Scope == ThresholdScope.Global ? beatLength : count))],
            Boundary = Boundary(options.Mode),
            Function = Function(options.Function),
            FirmRatio = (float)options.FirmRatio,
            NoiseOfEachLevel = options.NoiseSource == NoiseSource.EachLevel,
        };
    }

    /// <summary>The normalisation of a beat by itself, for an exported graph.</summary>
    /// <param name="method">How beats are normalised.</param>
    /// <returns>What <see cref="OnnxExportOptions.Normalization"/> takes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public static OnnxNormalization ToOnnx(this NormalizationMethod method) => method switch
    {
        NormalizationMethod.ZScore => OnnxNormalization.ZScore,
        NormalizationMethod.MinMax => OnnxNormalization.MinMax,
        NormalizationMethod.Robust => OnnxNormalization.Robust,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such normalisation."),
    };

    /// <summary>The threshold for details whose absolute values have a median of 1.</summary>
    private static float Factor(ThresholdRule rule, int count) =>
        (float)(Thresholding.Select<float>(rule, new float[count], 1) / Thresholding.NormalMedianAbsoluteDeviation);

    private static OnnxBoundary Boundary(BoundaryMode mode) => mode switch
    {
        BoundaryMode.Symmetric => OnnxBoundary.Symmetric,
        BoundaryMode.Reflect => OnnxBoundary.Reflect,
        BoundaryMode.Periodic => OnnxBoundary.Periodic,
        BoundaryMode.Constant => OnnxBoundary.Constant,
        _ => throw new ArgumentException($"A graph continues beats by samples that they have: {string.Join(", ", Enum.GetNames<OnnxBoundary>())}, not {mode}.", nameof(mode)),
    };

    private static OnnxShrinkage Function(ThresholdFunction function) => function switch
    {
        ThresholdFunction.Soft => OnnxShrinkage.Soft,
        ThresholdFunction.Hard => OnnxShrinkage.Hard,
        ThresholdFunction.Garrote => OnnxShrinkage.Garrote,
        _ => OnnxShrinkage.Firm,
    };
}
