using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;

namespace ArrhythmiaVision.Onnx;

/// <summary>What a graph takes in of the steps before a network.</summary>
/// <param name="FirstStep">The first of them in the chain.</param>
/// <param name="BeatColumnName">The column that the first of them reads.</param>
/// <param name="ScaleColumnName">The column of the patient's scale; null where beats are normalised by their own.</param>
/// <param name="Options">How the graph prepares beats.</param>
internal sealed record BeatPreparation(int FirstStep, string BeatColumnName, string? ScaleColumnName, OnnxExportOptions Options)
{
    /// <summary>Finds it in a chain.</summary>
    /// <param name="steps">The chain's steps.</param>
    /// <param name="network">Which of them is the network.</param>
    /// <exception cref="ArgumentException">A step prepares beats as no graph can.</exception>
    public static BeatPreparation Before(ITransformer[] steps, int network)
    {
        var found = new BeatPreparation(network, ((ArrhythmiNetTransformer)steps[network]).FeatureColumnName, null, new OnnxExportOptions());
        if (found.Last(steps) is BeatNormalizeTransformer normalize && normalize.OutputColumnName == found.BeatColumnName) found = found.With(normalize);
        if (found.Last(steps) is WaveletDenoiseTransformer denoise && denoise.OutputColumnName == found.BeatColumnName) found = found.With(denoise);
        return found;
    }

    private ITransformer? Last(ITransformer[] steps) => FirstStep > 0 ? steps[FirstStep - 1] : null;

    private BeatPreparation With(BeatNormalizeTransformer normalize)
    {
        var options = normalize.Settings;
        if (options.ByRecord)
            throw new ArgumentException("BeatNormalize by the record's centre and scale cannot be put into a graph, which knows beats alone.");
        bool byPatient = options.Scope == NormalizationScope.Patient;
        return this with
        {
            FirstStep = FirstStep - 1,
            BeatColumnName = normalize.InputColumnName,
            ScaleColumnName = byPatient ? options.PatientScaleColumnName : null,
            Options = Options with { Normalization = options.Method.ToOnnx(), ScaleInput = byPatient },
        };
    }

    private BeatPreparation With(WaveletDenoiseTransformer denoise) => this with
    {
        FirstStep = FirstStep - 1,
        BeatColumnName = denoise.InputColumnName,
        Options = Options with { Denoising = denoise.DenoiserOptions.ToOnnx() },
    };
}
