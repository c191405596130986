using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Explainability;
using ArrhythmiaVision.MLNet.Tests.Trainers;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Schemas;

/// <summary>An estimator as somebody sets it up.</summary>
/// <param name="View">Makes a view for it, anew each time.</param>
/// <param name="Estimator">Makes it.</param>
/// <param name="LosesLength">Whether a known length is no longer known after a save: of a vector that is no beat.</param>
public sealed record EstimatorCase(Func<IDataView> View, Func<IEstimator<ITransformer>> Estimator, bool LosesLength = false);

/// <summary>Every estimator of the project, in the ways that make a difference to its columns.</summary>
internal static class EstimatorCases
{
    private static readonly MLContext s_ml = EcgRows.Ml;

    public static IReadOnlyDictionary<string, EstimatorCase> All { get; } = new Dictionary<string, EstimatorCase>
    {
        ["WaveletDenoise of a beat"] = new(Beats, () => s_ml.Transforms.WaveletDenoise("Features", levels: 3)),
        ["WaveletDenoise of a signal"] = new(Signals, () => s_ml.Transforms.WaveletDenoise("Signal", levels: 3)),
        ["WaveletDenoise into another column"] = new(Signals, () => s_ml.Transforms.WaveletDenoise("Clean", "Signal", levels: 3)),
        ["WaveletDenoise of another length"] = new(() => VectorRows.Shorts(s_ml), () => s_ml.Transforms.WaveletDenoise("Clean", "Features", levels: 3), LosesLength: true),
        ["BeatNormalize"] = new(Beats, () => s_ml.Transforms.BeatNormalize("Features")),
        ["BeatNormalize into another column"] = new(Beats, () => s_ml.Transforms.BeatNormalize("Scaled", "Features", NormalizationMethod.Robust)),
        ["BeatNormalize by record"] = new(Beats, () => s_ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { ByRecord = true })),
        ["BeatNormalize by patient"] = new(Beats, () => s_ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { Scope = NormalizationScope.Patient, PatientScaleColumnName = "RecordScale" })),
        ["BeatNormalize of a signal"] = new(Signals, () => s_ml.Transforms.BeatNormalize("Signal")),
        ["BeatNormalize of another length"] = new(() => VectorRows.Shorts(s_ml), () => s_ml.Transforms.BeatNormalize("Features"), LosesLength: true),
        ["BeatSegment"] = new(Records, () => s_ml.Transforms.BeatSegment()),
        ["BeatSegment by other names"] = new(Records, () => s_ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { Scheme = LabelScheme.Aami, KeepOther = true, FeaturesColumnName = "Beat", LabelColumnName = "Truth", ContextColumnName = "Beside" })),
        ["BeatSegment at detected peaks"] = new(Records, () => s_ml.Transforms.BeatSegment(rPeaks: RPeakSource.Detected)),
        ["ClassBalance"] = new(() => EcgRows.View(), () => s_ml.Transforms.ClassBalance()),
        ["ArrhythmiNet, trained"] = new(() => SyntheticBeats.View(SyntheticBeats.Rows(perClass: 4)), () => SyntheticBeats.Trainer(SyntheticBeats.Quick(epochs: 1))),
        ["ArrhythmiNet, trained in context"] = new(() => EcgRows.View(30), () => SyntheticBeats.Trainer(InContext())),
        ["ArrhythmiNet, pretrained"] = new(() => EcgRows.View(5), () => s_ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique")),
        ["ArrhythmiNet, pretrained, in context"] = new(() => EcgRows.InContext(5), () => s_ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v1-rr-ds1")),
        ["Grad-CAM"] = new(() => EcgRows.View(5), () => s_ml.Transforms.ExplainByGradCam(EcgRows.Network)),
        ["Grad-CAM of every class"] = new(() => EcgRows.View(5), () => s_ml.Transforms.ExplainByGradCam(EcgRows.Network, new GradCamExplainer.Options { OutputColumnName = "Map", EveryClass = true, Passport = false })),
        ["Grad-CAM in context, into the beat's column"] = new(() => EcgRows.InContext(5), () => s_ml.Transforms.ExplainByGradCam(EcgRows.NetworkInContext, "Features", className: "V")),
        ["Shapley values of segments"] = new(() => EcgRows.View(5), () => s_ml.Transforms.ExplainByShap(EcgRows.Network, background: BackgroundBeats.MeanBeat)),
        ["Shapley values of segments in context, every class"] =
            new(() => EcgRows.InContext(5), () => s_ml.Transforms.ExplainByShap(EcgRows.NetworkInContext, new ShapExplainer.Options { EveryClass = true, Background = BackgroundBeats.FlatLine, Passport = false })),
        ["expected gradients"] =
            new(() => EcgRows.View(5), () => s_ml.Transforms.ExplainByShap(EcgRows.Network, "Why", className: "V", method: ShapMethod.ExpectedGradients, background: BackgroundBeats.MeanBeat)),
    };

    private static IDataView Beats() => VectorRows.Beats(s_ml);

    private static IDataView Signals()
    {
        var view = VectorRows.Signals(s_ml);
        return s_ml.Transforms.DropColumns("N").Fit(view).Transform(view);
    }

    private static IDataView Records()
    {
        var record = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, 8));
        return s_ml.Data.LoadFromEnumerable([new RecordInput
        {
            Signal = record.Leads[0],
            AnnotationSamples = [.. record.Beats.Select(beat => (long)beat.Sample)],
            AnnotationSymbols = [.. record.Beats.Select(beat => beat.Symbol.ToString())],
        }]);
    }

    private static ArrhythmiNetTrainer.Options InContext()
    {
        var options = SyntheticBeats.Quick(epochs: 1);
        options.ContextColumnName = "Context";
        return options;
    }
}
