using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>Says by Grad-CAM what in a beat speaks for a class; see <see cref="GradCamTransformer"/>.</summary>
/// <remarks>Made by <c>mlContext.Transforms.ExplainByGradCam</c>. Nothing is learnt from the view it is fitted on, but for the background
/// beats of <see cref="Options.Background"/> where they are to come from there.</remarks>
public sealed class GradCamExplainer : IEstimator<GradCamTransformer>
{
    private readonly ExplainerFitting _fitting;

    /// <summary>What <see cref="GradCamExplainer"/> can be told.</summary>
    public sealed class Options
    {
        /// <summary>The column of a value a sample; the other columns' names begin with it.</summary>
        public string OutputColumnName = "GradCam";

        /// <summary>The beats, as the network takes them; null for the network's own column.</summary>
        public string? FeatureColumnName;

        /// <summary>What a network that takes context takes with each beat; null for the network's own column.</summary>
        public string? ContextColumnName;

        /// <summary>The class that is explained, by its name; null for the class that the network gives each beat.</summary>
        public string? ClassName;

        /// <summary>Explains every class, each in columns of its own, named by it: <c>GradCam_N</c>. Not with <see cref="ClassName"/>.</summary>
        public bool EveryClass;

        /// <summary>The convolution, by its name in <c>Network.Model.Layers</c>; null for the last.</summary>
        public string? Layer;

        /// <summary>True keeps what speaks against the class, below 0; false cuts it off, as the paper's equation 3 does.</summary>
        public bool Signed;

        /// <summary>Where the map's points are put on the time line: at the middles of what they see, or end to end, as the paper's figures have them.</summary>
        public MapPlacement Placement;

        /// <summary>What of the class is explained.</summary>
        public AttributionTarget Target;

        /// <summary>Whether each explanation is scored and judged: columns Reliable, Scores and Reasons, worked out where they are asked for.</summary>
        public bool Passport = true;

        /// <summary>What an explanation must reach to be called reliable.</summary>
        public PassportThresholds Thresholds = new();

        /// <summary>What stands where the judgement takes a part of the beat away.</summary>
        public BackgroundBeats Background = BackgroundBeats.FlatLine;

        /// <summary>Background beats of each class, for <see cref="BackgroundBeats.ClassBalanced"/>.</summary>
        public int BeatsPerClass = 4;

        /// <summary>The label by which background beats are balanced: a key of the network's classes; null for the network's own column.</summary>
        public string? LabelColumnName;

        /// <summary>What background beats and the judgement's random orders are drawn from; the seed of the context does not reach here.</summary>
        public int Seed = 1;

        /// <summary>Threads that explain the rows of one cursor; 0 takes every core. The results do not depend on it.</summary>
        public int Threads;
    }

    internal GradCamExplainer(ITransformer network, Options options)
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
                Method = new GradCamSettings(options.Layer, options.Signed, options.Placement, options.Target),
                Baseline = null,
                Thresholds = options.Passport ? options.Thresholds : null,
                Seed = options.Seed,
            },
            options.FeatureColumnName ?? explained.FeatureColumnName,
            explained.Context is null ? null : options.ContextColumnName ?? explained.ContextColumnName,
            options.Passport ? options.Background : null,
            options.BeatsPerClass,
            options.LabelColumnName ?? explained.LabelColumnName).Checked();
    }

    /// <summary>Checks the columns the explainer needs and says which its transformer adds.</summary>
    /// <param name="inputSchema">The shape of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _fitting.GetOutputSchema(inputSchema);

    /// <summary>Gives the transformer; the view's rows are read only for background beats.</summary>
    /// <param name="input">A view of beats as the network takes them, such as the training view.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">Background beats are wanted, but the label's classes are not the network's, or no row has a label.</exception>
    /// <exception cref="InvalidDataException">A background beat has another length than 360, or it or its context is not finite.</exception>
    public GradCamTransformer Fit(IDataView input)
    {
        var transformer = new GradCamTransformer(_fitting.Fit(input));
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }
}
