using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>Shares a class's output out over the beat by Shapley values; see <see cref="ShapTransformer"/>.</summary>
/// <remarks>Made by <c>mlContext.Transforms.ExplainByShap</c>. Fit takes the background beats from the view, best the training view.</remarks>
public sealed class ShapExplainer : IEstimator<ShapTransformer>
{
    private readonly ExplainerFitting _fitting;

    /// <summary>What <see cref="ShapExplainer"/> can be told.</summary>
    public sealed class Options
    {
        /// <summary>The column of a value a sample; the other columns' names begin with it.</summary>
        public string OutputColumnName = "Shap";

        /// <summary>The beats, as the network takes them; null for the network's own column.</summary>
        public string? FeatureColumnName;

        /// <summary>What a network that takes context takes with each beat; null for the network's own column.</summary>
        public string? ContextColumnName;

        /// <summary>The class that is explained, by its name; null for the class that the network gives each beat.</summary>
        public string? ClassName;

        /// <summary>Explains every class, each in columns of its own, named by it: <c>Shap_N</c>. Not with <see cref="ClassName"/>.</summary>
        public bool EveryClass;

        /// <summary>How the output is shared out.</summary>
        public ShapMethod Method = ShapMethod.Segments;

        /// <summary>What beats are held against.</summary>
        public BackgroundBeats Background = BackgroundBeats.ClassBalanced;

        /// <summary>Background beats of each class, for <see cref="BackgroundBeats.ClassBalanced"/>; of a class that has fewer, all.</summary>
        public int BeatsPerClass = 4;

        /// <summary>The label by which background beats are balanced: a key of the network's classes; null for the network's own column.</summary>
        public string? LabelColumnName;

        /// <summary>What of the class is shared out.</summary>
        public AttributionTarget Target;

        /// <summary>Gradients for each background beat, for <see cref="ShapMethod.ExpectedGradients"/>.</summary>
        public int Rounds = 1;

        /// <summary>Pairs of an order and its reverse, for <see cref="ShapMethod.Permutation"/>.</summary>
        public int Pairs = 10;

        /// <summary>Samples that come together, sharing their credit, for <see cref="ShapMethod.Permutation"/>.</summary>
        public int SamplesPerPlayer = 1;

        /// <summary>Points on the way from each background beat, for <see cref="ShapMethod.IntegratedGradients"/>.</summary>
        public int Steps = 50;

        /// <summary>Samples of a window, for <see cref="ShapMethod.Occlusion"/>.</summary>
        public int Window = 18;

        /// <summary>Samples from one window to the next, for <see cref="ShapMethod.Occlusion"/>.</summary>
        public int Stride = 6;

        /// <summary>Whether each explanation is scored and judged: columns Reliable, Scores and Reasons, worked out where they are asked for.</summary>
        public bool Passport = true;

        /// <summary>What an explanation must reach to be called reliable.</summary>
        public PassportThresholds Thresholds = new();

        /// <summary>What background beats and all else that is random are drawn from; the seed of the context does not reach here.</summary>
        public int Seed = 1;

        /// <summary>Threads that explain the rows of one cursor; 0 takes every core. The results do not depend on it.</summary>
        public int Threads;
    }

    internal ShapExplainer(ITransformer network, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var explained = ArrhythmiNetTransformer.From(network, options.Threads);
        if (options.Passport)
            ArgumentNullException.ThrowIfNull(options.Thresholds);
        _fitting = new ExplainerFitting(
            new ExplainerSettings
            {
                Network = explained,
                OutputColumnName = options.OutputColumnName,
                ClassName = options.ClassName,
                EveryClass = options.EveryClass,
                Method = new ShapSettings(options.Method, options.Target, options.Rounds, options.Pairs, options.SamplesPerPlayer, options.Steps, options.Window, options.Stride, options.Seed),
                Baseline = null,
                Thresholds = options.Passport ? options.Thresholds : null,
                Seed = options.Seed,
            },
            options.FeatureColumnName ?? explained.FeatureColumnName,
            explained.Context is null ? null : options.ContextColumnName ?? explained.ContextColumnName,
            options.Background,
            options.BeatsPerClass,
            options.LabelColumnName ?? explained.LabelColumnName).Checked();
    }

    /// <summary>Checks the columns the explainer needs and says which its transformer adds.</summary>
    /// <param name="inputSchema">The shape of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _fitting.GetOutputSchema(inputSchema);

    /// <summary>Takes the background beats from a view and gives the transformer.</summary>
    /// <param name="input">A view of beats as the network takes them, best the training view; labelled, unless the background is a flat line.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The label's classes are not the network's, or no row has a label.</exception>
    /// <exception cref="InvalidDataException">A background beat has another length than 360, or it or its context is not finite.</exception>
    public ShapTransformer Fit(IDataView input)
    {
        var transformer = new ShapTransformer(_fitting.Fit(input));
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }
}
