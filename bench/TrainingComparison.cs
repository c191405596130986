using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>A training epoch in both, from the same weights and on the same beats; outputs are held against each other first.</summary>
internal static class TrainingComparison
{
    public const int BatchSize = 48;
    private const int CheckedBeats = 64;
    private const double LargestDifference = 1e-4;

    /// <summary>Seconds for an epoch.</summary>
    /// <param name="Ours">Here, on all threads.</param>
    /// <param name="Peer">There, on all threads; null where the peer is missing.</param>
    /// <param name="PeerNote">What the peer is, or why it is left out.</param>
    /// <param name="Flops">Operations an epoch takes.</param>
    internal sealed record Result(double Ours, double? Peer, string PeerNote, double Flops);

    public static Result Run(ArrhythmiNetArchitecture architecture, CompareOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("arrhythmia-bench").FullName;
        try
        {
            var data = MakeBeats(options.Beats);
            var definition = ArchitectureTables.Build(architecture, data.Classes.Count);
            var model = new ArrhythmiNetModel(architecture, data.Classes, [], InitialNumbers.Draw(definition, seed: 1));
            Write(folder, "weights", model.Numbers);
            Write(folder, "beats", data.Samples);
            Write(folder, "labels", data.Labels);
            // What runs often is compiled anew: ahead of the first run that is timed.
            _ = Train(MakeBeats(ThreadsComparison.Steps * BatchSize), architecture, options.Threads);
            using var peer = PeerProcess.Start("training.py", folder, architecture.ToString(), Count(options.Threads), Count(BatchSize), Count(CheckedBeats));
            if (peer.Missing is null) CheckOutputs(model, data, Read(folder, "scores"));
            List<double> ours = [], theirs = [];
            for (var run = 0; run < options.Runs; run++)
            {
                ours.Add(Train(data, architecture, options.Threads).Seconds);
                if (peer.Missing is null) theirs.Add(double.Parse(peer.Ask("epoch"), CultureInfo.InvariantCulture));
            }

            // Forward, and two products of the same size backward; a multiply-add is two operations.
            var flops = 6.0 * definition.MultiplyAdds * options.Beats;
            return new Result(
                Comparison.Median(ours), theirs.Count > 0 ? Comparison.Median(theirs) : null, peer.Missing ?? peer.Description, flops);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static (double Seconds, float[] Numbers) Train(BeatDataset data, ArrhythmiNetArchitecture architecture, int threads)
    {
        var options = new ArrhythmiNetTrainingOptions { Architecture = architecture, Epochs = 1, BatchSize = BatchSize, Threads = threads };
        var result = ArrhythmiNetTraining.Train(data, options: options);
        return (result.History[0].Duration.TotalSeconds, result.Model.Numbers.ToArray());
    }

    private static void CheckOutputs(ArrhythmiNetModel model, BeatDataset data, float[] theirs)
    {
        var ours = new float[CheckedBeats * model.Classes.Count];
        model.Score(data.Samples.AsSpan(0, CheckedBeats * model.InputLength), ours);
        var difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        if (theirs.Length != ours.Length || !(difference <= LargestDifference))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{model.Architecture}: the peer's outputs differ by {difference:g3}; nothing to compare."));
    }

    /// <summary>Bumps of five widths, with noise: speed does not depend on what they show.</summary>
    public static BeatDataset MakeBeats(int count)
    {
        const int length = BeatDataset.BeatLength;
        var random = new Random(1);
        var samples = new float[count * length];
        var labels = new int[count];
        for (var b = 0; b < count; b++)
        {
            labels[b] = b % 5;
            for (var t = 0; t < length; t++)
            {
                var x = (t - 180) / (6.0 + (5 * labels[b]));
                samples[(b * length) + t] = (float)((3 * Math.Exp(-x * x)) + random.NextDouble() - 0.5);
            }
        }

        return new BeatDataset(samples, labels, ["N", "L", "R", "A", "V"]);
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Write<T>(string folder, string name, ReadOnlySpan<T> values)
        where T : unmanaged =>
        File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(values));

    private static void Write<T>(string folder, string name, T[] values)
        where T : unmanaged => Write<T>(folder, name, values.AsSpan());

    private static float[] Read(string folder, string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
}
