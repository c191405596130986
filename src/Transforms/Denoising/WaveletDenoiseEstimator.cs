using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Removes noise from a signal by wavelet thresholds; see <see cref="WaveletDenoiseTransformer"/>.</summary>
/// <remarks>Made by <c>mlContext.Transforms.WaveletDenoise</c>. Nothing is learnt from the view it is fitted on.</remarks>
public sealed class WaveletDenoiseEstimator : IEstimator<WaveletDenoiseTransformer>
{
    private static readonly WaveletDenoiserOptions s_defaults = new();

    private readonly string _outputColumnName;
    private readonly string _inputColumnName;
    private readonly WaveletDenoiser _denoiser;

    /// <summary>What <see cref="WaveletDenoiseEstimator"/> can be told; the defaults are the project's denoiser.</summary>
    public sealed class Options
    {
        /// <summary>The column that is made.</summary>
        public string OutputColumnName = "Signal";

        /// <summary>The column that is read: Vector&lt;Single&gt; of any length; null for <see cref="OutputColumnName"/>.</summary>
        public string? InputColumnName;

        /// <summary>The wavelet.</summary>
        public Wavelet Wavelet = s_defaults.Wavelet;

        /// <summary>Levels, 1 to 20; the default is meant for 360 samples a second.</summary>
        public int Levels = s_defaults.Levels;

        /// <summary>How the signal goes on beyond its ends.</summary>
        public BoundaryMode Mode = s_defaults.Mode;

        /// <summary>What a threshold makes of a coefficient.</summary>
        public ThresholdFunction Function = s_defaults.Function;

        /// <summary>Firm thresholding's upper threshold as a multiple of the lower one, 1 or more.</summary>
        public double FirmRatio = s_defaults.FirmRatio;

        /// <summary>How thresholds are chosen.</summary>
        public ThresholdRule Rule = s_defaults.Rule;

        /// <summary>Which coefficients the rule looks at.</summary>
        public ThresholdScope Scope = s_defaults.Scope;

        /// <summary>Over which stretch the noise is measured.</summary>
        public NoiseEstimation Noise = s_defaults.Noise;

        /// <summary>Which level the noise is measured on.</summary>
        public NoiseSource NoiseSource = s_defaults.NoiseSource;

        /// <summary>The sliding window's length in samples of the signal.</summary>
        public int NoiseWindow = s_defaults.NoiseWindow;

        internal WaveletDenoiserOptions ToDenoiserOptions() => new()
        {
            Wavelet = Wavelet,
            Levels = Levels,
            Mode = Mode,
            Function = Function,
            FirmRatio = FirmRatio,
            Rule = Rule,
            Scope = Scope,
            Noise = Noise,
            NoiseSource = NoiseSource,
            NoiseWindow = NoiseWindow,
        };
    }

    internal WaveletDenoiseEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName);
        _outputColumnName = options.OutputColumnName;
        _inputColumnName = options.InputColumnName ?? options.OutputColumnName;
        _denoiser = new WaveletDenoiser(options.ToDenoiserOptions());
    }

    /// <summary>Checks the column of a view.</summary>
    /// <param name="input">A view with the signal.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there, or is no Vector&lt;Single&gt;.</exception>
    public WaveletDenoiseTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new WaveletDenoiseTransformer(_outputColumnName, _inputColumnName, WaveletDenoiseTransformer.FindInput(input.Schema, _inputColumnName).Type, _denoiser);
    }

    /// <summary>The columns that come out: those that come in, and the denoised one of the same type.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there, or is no Vector&lt;Single&gt;.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var column = ColumnChecks.Find(inputSchema, "signal", _inputColumnName, "Vector<Single>", ColumnChecks.IsSingleVector);
        return VectorShapes.Add(inputSchema, _outputColumnName, column);
    }
}
