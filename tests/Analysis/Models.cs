using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Small trained networks: what they were trained on does not matter here, only that their outputs differ from beat to beat.</summary>
internal static class Models
{
    public static ArrhythmiNetModel V2 { get; } = Train(ArrhythmiNetArchitecture.V2);

    private static ArrhythmiNetModel Train(ArrhythmiNetArchitecture architecture)
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
        return ArrhythmiNetTraining.Train(new BeatDataset(samples, labels, LabelScheme.MitBih5.Classes), options: options).Model;
    }
}
