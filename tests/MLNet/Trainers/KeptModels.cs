using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Explainability;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>
/// Models of each kind that were saved once and are kept in the folder KeptModels, so that later versions go on reading them: one set of
/// ML.NET's format and one of the stand-in's. They are written anew by starting this program with <see cref="WriteCommand"/> and a folder.
/// </summary>
internal static class KeptModels
{
    public const string WriteCommand = "--write-kept-models";

    /// <summary>The format that this build reads and writes.</summary>
    public static string Format => typeof(MLContext).Assembly.GetName().Name!.Contains("Compat", StringComparison.Ordinal) ? "stand-in" : "ml.net";

    /// <summary>The path of a kept model.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "KeptModels", Format, name + ".zip");

    public static WaveletDenoiseEstimator Denoise => Context.Transforms.WaveletDenoise("Features", levels: 3);

    public static BeatNormalizeEstimator Normalize => Context.Transforms.BeatNormalize("Normalized", "Features", NormalizationMethod.MinMax);

    public static BeatSegmentEstimator Segment => Context.Transforms.BeatSegment(LabelScheme.Aami, keepOther: true);

    public static GradCamExplainer GradCam => Context.Transforms.ExplainByGradCam(EcgRows.Network, new GradCamExplainer.Options { EveryClass = true, Signed = true, Layer = "bottleneck7.project" });

    public static ShapExplainer Shap => Context.Transforms.ExplainByShap(EcgRows.NetworkInContext, className: "S", background: BackgroundBeats.MeanBeat);

    /// <summary>Trains and saves the models.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var view = View();
        var records = Context.Data.LoadFromEnumerable<RecordInput>([]);
        Save("denoise", Denoise.Fit(view), view);
        Save("normalize", Normalize.Fit(view), view);
        Save("balance", Context.Transforms.ClassBalance().Fit(view), view);
        Save("network", Trained.Value, view);
        Save("segment", Segment.Fit(records), records);
        Save("gradcam", GradCam.Fit(EcgRows.View()), EcgRows.View());
        Save("shap", Shap.Fit(EcgRows.InContext()), EcgRows.InContext());

        void Save(string name, ITransformer model, IDataView input) => Context.Model.Save(model, input.Schema, Path.Combine(folder, name + ".zip"));
    }
}
