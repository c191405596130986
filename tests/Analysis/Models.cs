using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Small trained networks: what they were trained on does not matter here, only that their outputs differ from beat to beat.</summary>
internal static class Models
{
    public static ArrhythmiNetModel V2 { get; } = Train(ArrhythmiNetArchitecture.V2, []);

    /// <summary>One that takes context too, in an order of its own.</summary>
    public static ArrhythmiNetModel V2WithContext { get; } = Train(ArrhythmiNetArchitecture.V2, [.. ContextMeasures.Shape, .. ContextMeasures.Rr, .. ContextMeasures.RrAtrial]);

    /// <summary>One that takes what nobody here measures.</summary>
    public static ArrhythmiNetModel V2WithOtherContext { get; } = Train(ArrhythmiNetArchitecture.V2, ["moon"]);

    private static ArrhythmiNetModel Train(ArrhythmiNetArchitecture architecture, IReadOnlyList<string> context)
    {
        var random = new Random(5);
        const int Beats = 60;
        var samples = new float[Beats * BeatDataset.BeatLength];
        var labels = new int[Beats];
        for (var beat = 0; beat < Beats; beat++)
        {
            labels[beat] = beat % 5;
            for (var i = 0; i < BeatDataset.BeatLength; i++)
                samples[beat * BeatDataset.BeatLength + i] = (float)(Math.Exp(-Math.Pow((i - 180) / (4.0 + 5 * labels[beat]), 2)) + 0.2 * random.NextDouble());
        }
        var options = new ArrhythmiNetTrainingOptions { Architecture = architecture, Epochs = 2, Threads = 1 };
        var values = context.Count == 0 ? null : new BeatContext(context, [.. Enumerable.Range(0, Beats * context.Count).Select(_ => (float)random.NextDouble())]);
        return ArrhythmiNetTraining.Train(new BeatDataset(samples, labels, LabelScheme.MitBih5.Classes, values), options: options).Model;
    }
}
