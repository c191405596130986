using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;

namespace Microsoft.ML;

/// <summary>What ArrhythmiaVision adds to <c>mlContext.Transforms</c>.</summary>
public static class EcgTransformsCatalog
{
    /// <summary>Removes noise from a signal with the project's denoiser: Symlet-4, five levels, thresholds on the details from a causal sliding noise
    /// level, the approximation kept.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">The column that is made, of the input's type.</param>
    /// <param name="inputColumnName">The column that is read: Vector&lt;Single&gt; of any length; null for <paramref name="outputColumnName"/>.</param>
    /// <param name="levels">Levels, 1 to 20; five are meant for 360 samples a second.</param>
    public static WaveletDenoiseEstimator WaveletDenoise(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, int levels = 5) =>
        catalog.WaveletDenoise(new WaveletDenoiseEstimator.Options { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Levels = levels });

    /// <summary>Removes noise from a signal by wavelet thresholds.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">What to do.</param>
    /// <exception cref="ArgumentException">The options do not go together or are out of their range.</exception>
    public static WaveletDenoiseEstimator WaveletDenoise(this TransformsCatalog catalog, WaveletDenoiseEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new WaveletDenoiseEstimator(options);
    }

    /// <summary>Brings beats to a common scale, each by its own samples.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">The column that is made, of the input's type.</param>
    /// <param name="inputColumnName">The column that is read: Vector&lt;Single&gt; of any length; null for <paramref name="outputColumnName"/>.</param>
    /// <param name="method">What becomes 0 and 1.</param>
    public static BeatNormalizeEstimator BeatNormalize(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null,
        NormalizationMethod method = NormalizationMethod.ZScore) =>
        catalog.BeatNormalize(new BeatNormalizeEstimator.Options { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Method = method });

    /// <summary>Brings beats to a common scale, each by its own samples or by its record's centre and scale.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">What to do.</param>
    public static BeatNormalizeEstimator BeatNormalize(this TransformsCatalog catalog, BeatNormalizeEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new BeatNormalizeEstimator(options);
    }

    /// <summary>Cuts records into beats of 360 samples about each annotated or detected R peak; <see cref="BeatSegmentTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="scheme">Which class a beat of each annotation symbol belongs to; null for <see cref="LabelScheme.MitBih5"/>.</param>
    /// <param name="keepOther">Whether beats of a symbol that has no class are kept, with a missing label, rather than dropped.</param>
    /// <param name="rPeaks">Where beats come from: the annotations, or the R-peak detector, which needs none.</param>
    public static BeatSegmentEstimator BeatSegment(this TransformsCatalog catalog, LabelScheme? scheme = null, bool keepOther = false,
        RPeakSource rPeaks = RPeakSource.Annotated) =>
        catalog.BeatSegment(new BeatSegmentEstimator.Options { Scheme = scheme ?? LabelScheme.MitBih5, KeepOther = keepOther, RPeaks = rPeaks });

    /// <summary>Cuts records into beats of 360 samples about each annotated or detected R peak; <see cref="BeatSegmentTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">What to do.</param>
    public static BeatSegmentEstimator BeatSegment(this TransformsCatalog catalog, BeatSegmentEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new BeatSegmentEstimator(options);
    }

    /// <summary>Balances the classes of the view that a flat chain is fitted on, and passes any other view through; its limits are those of
    /// <see cref="ClassBalanceTransformer"/>.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="rowsPerClass">How many rows of each class; null for as many as the largest class has.</param>
    /// <param name="seed">The seed of which rows are chosen, and of their order.</param>
    public static ClassBalanceEstimator ClassBalance(this TransformsCatalog catalog, string labelColumnName = "Label",
        int? rowsPerClass = null, int seed = 0) =>
        catalog.ClassBalance(new ClassBalanceEstimator.Options { LabelColumnName = labelColumnName, RowsPerClass = rowsPerClass, Seed = seed });

    /// <summary>Balances the classes of the view that a flat chain is fitted on, and passes any other view through.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">What to do.</param>
    public static ClassBalanceEstimator ClassBalance(this TransformsCatalog catalog, ClassBalanceEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ClassBalanceEstimator(options);
    }
}
