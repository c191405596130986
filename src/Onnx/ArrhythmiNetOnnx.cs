using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Onnx;
using ArrhythmiaVision.Trainers;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Turns a fitted model into one that needs none of this project's assemblies.</summary>
public static class ArrhythmiNetOnnx
{
    private const string Own = "ArrhythmiaVision";

    /// <summary>
    /// The model with its ArrhythmiNet, and the BeatNormalize and beat-level WaveletDenoise right before it, in an <c>OnnxTransformer</c>: a chain of ML.NET's own
    /// components, whose saved zip loads and runs where ArrhythmiaVision is not.
    /// </summary>
    /// <param name="model">What was fitted: an <see cref="ArrhythmiNetTransformer"/>, or a chain that has one.</param>
    /// <param name="explain">True adds <c>GradCam</c>, Vector&lt;Single&gt; of 360: Grad-CAM of the most probable class, as ExplainByGradCam gives it.</param>
    /// <returns>
    /// A chain that takes the columns that the model takes and adds <c>PredictedLabel</c>, a key whose values are the classes' names, and <c>Score</c>, Vector&lt;Single&gt; of a
    /// probability a class, in the order of the key's values; to 1e-5 what the model gives. Steps of ML.NET's own before and behind are kept. Running it takes
    /// the package Microsoft.ML.OnnxRuntime, which brings the native library.
    /// </returns>
    /// <exception cref="ArgumentException">No fitted ArrhythmiNet is in the model, or a step of it that cannot be put into a graph; the message names it.</exception>
    /// <remarks>
    /// Columns between the steps that the graph takes in are no longer made: after a BeatNormalize of <c>Features</c> in place, that column is what it was before. The check of the
    /// label's classes is not in the chain.
    /// </remarks>
    public static TransformerChain<ITransformer> ToOnnxTransformer(this ITransformer model, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ITransformer[] steps = [.. SavedChain.Flatten(model)];
        int at = Array.FindLastIndex(steps, step => step is ArrhythmiNetTransformer);
        if (at < 0)
        {
            throw new ArgumentException(
                $"No fitted ArrhythmiNet is in the model, a {model.GetType().Name}. Give what Fit gave; of what Model.Load gave, {nameof(ArrhythmiNetTransformer)}.{nameof(ArrhythmiNetTransformer.From)}(loaded), which is the network without what comes before it.",
                nameof(model));
        }

        var preparation = BeatPreparation.Before(steps, at);
        ITransformer[] others = [.. steps[..preparation.FirstStep], .. steps[(at + 1)..]];
        if (others.FirstOrDefault(IsOwn) is { } own)
            throw new ArgumentException($"The step {own.GetType().Name} cannot be put into a graph: only BeatNormalize and WaveletDenoise right before the network can. Apply it to the view first, or leave it out.", nameof(model));

        var network = OnnxChain.Build((ArrhythmiNetTransformer)steps[at], preparation, explain);
        return new TransformerChain<ITransformer>([.. steps[..preparation.FirstStep], .. network, .. steps[(at + 1)..]]);
    }

    // A saved component of the project is a custom mapping of ML.NET's over its row types.
    private static bool IsOwn(ITransformer step) =>
        step.GetType().GenericTypeArguments.Append(step.GetType()).Any(type => type.Assembly.GetName().Name!.StartsWith(Own, StringComparison.Ordinal));
}
