using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>Beats that a small network learns in seconds: each class is a bump of its own place and width, in noise.</summary>
internal static class SyntheticBeats
{
    public static readonly string[] Classes = ["N", "L", "R", "A", "V"];

    /// <summary>A context to work in.</summary>
    public static MLContext Context { get; } = new(seed: 1);

    /// <summary>A network trained on <see cref="View"/>, for tests that do not look at training itself.</summary>
    public static Lazy<ArrhythmiNetTransformer> Trained { get; } = new(() => Trainer().Fit(View()));

    /// <summary>Rows of each class in turn; a record has ten rows.</summary>
    public static BeatRow[] Rows(int perClass = 30, int seed = 1, string[]? classes = null)
    {
        classes ??= Classes;
        var random = new Random(seed);
        return [.. Enumerable.Range(0, perClass * classes.Length).Select(i => new BeatRow
        {
            Record = $"r{i / 10}",
            Patient = $"p{i / 10}",
            Class = classes[i % classes.Length],
            Features = Samples(Array.IndexOf(Classes, classes[i % classes.Length]), random),
        })];
    }

    /// <summary>The rows with a label whose key values are the classes in order.</summary>
    public static IDataView View(IEnumerable<BeatRow>? rows = null, string[]? classes = null)
    {
        var view = Context.Data.LoadFromEnumerable(rows ?? Rows());
        return MapLabel(classes ?? Classes).Fit(view).Transform(view);
    }

    /// <summary>Maps Class to Label; another class gives a missing label.</summary>
    public static ValueToKeyMappingEstimator MapLabel(string[] classes)
    {
        var keys = Context.Data.LoadFromEnumerable(classes.Select(name => new KeyRow { Class = name }));
        return Context.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: keys);
    }

    /// <summary>Options for training that takes a second or two.</summary>
    public static ArrhythmiNetTrainer.Options Quick(int epochs = 4, ArrhythmiNetArchitecture architecture = ArrhythmiNetArchitecture.V2) =>
        new() { Epochs = epochs, Architecture = architecture, BatchSize = 16 };

    public static ArrhythmiNetTrainer Trainer(ArrhythmiNetTrainer.Options? options = null) =>
        Context.MulticlassClassification.Trainers.ArrhythmiNet(options ?? Quick());

    /// <summary>The scores of a view, all rows one after the other.</summary>
    public static float[] Scores(IDataView view) => [.. view.GetColumn<float[]>("Score").SelectMany(score => score)];

    private static float[] Samples(int c, Random random)
    {
        var samples = new float[BeatDataset.BeatLength];
        double centre = 60 + 60 * c, width = 8 + 4 * c;
        for (int i = 0; i < samples.Length; i++)
        {
            double bump = 3 * Math.Exp(-(i - centre) * (i - centre) / (2 * width * width));
            samples[i] = (float)(bump - 0.3 + 0.2 * (random.NextDouble() - 0.5));
        }
        return samples;
    }

    private sealed class KeyRow
    {
        public string Class { get; set; } = "";
    }
}
