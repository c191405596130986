using ArrhythmiaVision.Explainability;

namespace Microsoft.ML;

/// <summary>Explanations of heartbeat classification in <c>mlContext.Transforms</c>, beside CalculateFeatureContribution.</summary>
public static class EcgExplainabilityCatalog
{
    /// <summary>Says by Grad-CAM what in a beat speaks for a class; <see cref="GradCamTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="network">The network: what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or a
    /// loaded model of these.</param>
    /// <param name="outputColumnName">The column of a value a sample; the other columns' names begin with it.</param>
    /// <param name="className">The class that is explained; null for the class that the network gives each beat.</param>
    /// <param name="layer">The convolution, by its name in the model's Layers; null for the last.</param>
    /// <param name="signed">True keeps what speaks against the class, below 0; false cuts it off, as the paper does.</param>
    /// <exception cref="ArgumentException">There is no ArrhythmiNet in <paramref name="network"/>, no such class, or no such convolution; the message
    /// lists those there are.</exception>
    public static GradCamExplainer ExplainByGradCam(this TransformsCatalog catalog, ITransformer network, string outputColumnName = "GradCam", string? className = null,
        string? layer = null, bool signed = false) =>
        catalog.ExplainByGradCam(network, new GradCamExplainer.Options { OutputColumnName = outputColumnName, ClassName = className, Layer = layer, Signed = signed });

    /// <summary>Says by Grad-CAM what in a beat speaks for a class; <see cref="GradCamTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="network">The network: what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or a
    /// loaded model of these.</param>
    /// <param name="options">What to do; later changes to it have no effect.</param>
    /// <exception cref="ArgumentException">There is no ArrhythmiNet in <paramref name="network"/>, or the options contradict each other, are out of range, or
    /// name what the network has not; the message lists what it has.</exception>
    public static GradCamExplainer ExplainByGradCam(this TransformsCatalog catalog, ITransformer network, GradCamExplainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new GradCamExplainer(network, options);
    }

    /// <summary>Shares a class's output out over the beat by Shapley values; <see cref="ShapTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="network">The network: what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or a
    /// loaded model of these.</param>
    /// <param name="outputColumnName">The column of a value a sample; the other columns' names begin with it.</param>
    /// <param name="className">The class that is explained; null for the class that the network gives each beat.</param>
    /// <param name="method">How the output is shared out.</param>
    /// <param name="background">What beats are held against.</param>
    /// <param name="seed">What background beats and all else that is random are drawn from.</param>
    /// <exception cref="ArgumentException">There is no ArrhythmiNet in <paramref name="network"/>, or no such class; the message lists those there are.</exception>
    public static ShapExplainer ExplainByShap(this TransformsCatalog catalog, ITransformer network, string outputColumnName = "Shap", string? className = null,
        ShapMethod method = ShapMethod.Segments, BackgroundBeats background = BackgroundBeats.ClassBalanced, int seed = 1) =>
        catalog.ExplainByShap(network, new ShapExplainer.Options { OutputColumnName = outputColumnName, ClassName = className, Method = method, Background = background, Seed = seed });

    /// <summary>Shares a class's output out over the beat by Shapley values; <see cref="ShapTransformer"/> states the columns.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="network">The network: what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or a
    /// loaded model of these.</param>
    /// <param name="options">What to do; later changes to it have no effect.</param>
    /// <exception cref="ArgumentException">There is no ArrhythmiNet in <paramref name="network"/>, or the options contradict each other, are out of range, or
    /// name what the network has not; the message lists what it has.</exception>
    public static ShapExplainer ExplainByShap(this TransformsCatalog catalog, ITransformer network, ShapExplainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShapExplainer(network, options);
    }
}
