using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>
/// Scoring here and in ONNX Runtime: the same network, exported, on the same beats and threads; probabilities are held against
/// each other first.
/// </summary>
internal static class InferenceComparison
{
    public const int BatchSize = 1024;
    private const int SingleBeats = 64;
    private const double LargestDifference = 1e-4;

    /// <summary>How long one run of either side lasts, about: long beside the clock, short beside the wait for another run.</summary>
    private const double RunSeconds = 0.2;

    /// <summary>Both sides' seconds for one beat; the peer's without what its empty model takes.</summary>
    /// <param name="Architecture">The network.</param>
    /// <param name="Batch">Beats in a call.</param>
    /// <param name="Threads">Threads of either side.</param>
    /// <param name="Convolutions">The form of the exported graph.</param>
    /// <param name="Ours">Seconds a beat here.</param>
    /// <param name="Peer">Seconds a beat there; null where the peer is missing.</param>
    /// <param name="Empty">Seconds a call of the empty model takes there, already taken off.</param>
    /// <param name="PeerNote">What the peer is, or why it is left out.</param>
    internal sealed record Result(
        ArrhythmiNetArchitecture Architecture, int Batch, int Threads, OnnxConvolutions Convolutions, double Ours, double? Peer, double? Empty, string PeerNote)
    {
        public double? Ratio => Peer / Ours;

        /// <summary>Operations a beat; a multiply-add is two.</summary>
        public double Flops => 2.0 * ArchitectureTables.Build(Architecture, s_classes.Length).MultiplyAdds;
    }

    private static readonly string[] s_classes = ["N", "L", "R", "A", "V"];

    /// <summary>Every row of the table: each network, alone and in batches, against both forms of the exported graph where the peer is there.</summary>
    public static IEnumerable<Result> Run(CompareOptions options)
    {
        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            foreach (var (batch, threads) in new[] { (1, 1), (BatchSize, 1), (BatchSize, options.Threads) }.Distinct())
            {
                var lines = Run(architecture, batch, threads, OnnxConvolutions.OneDimensional, options.Runs);
                yield return lines;
                if (lines.Peer is not null) yield return Run(architecture, batch, threads, OnnxConvolutions.TwoDimensional, options.Runs);
            }
        }
    }

    private static Result Run(ArrhythmiNetArchitecture architecture, int batch, int threads, OnnxConvolutions convolutions, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("arrhythmia-bench").FullName;
        try
        {
            var model = new ArrhythmiNetModel(architecture, s_classes, [], InitialNumbers.Draw(ArchitectureTables.Build(architecture, s_classes.Length), seed: 1));
            var beats = MakeBeats(batch == 1 ? SingleBeats : batch, model.InputLength);
            string modelPath = Path.Combine(folder, "model.onnx"), emptyPath = Path.Combine(folder, "empty.onnx");
            string beatsPath = Path.Combine(folder, "beats"), scoresPath = Path.Combine(folder, "scores");
            OnnxExport.Save(model, modelPath, new OnnxExportOptions { Convolutions = convolutions });
            File.WriteAllBytes(emptyPath, EmptyModel(model.InputLength));
            File.WriteAllBytes(beatsPath, MemoryMarshal.AsBytes(beats.AsSpan()));
            using var peer = PeerProcess.StartNode("onnxruntime.mjs", modelPath, beatsPath, scoresPath, Text(batch), Text(threads), emptyPath);
            var present = peer.Missing is null;
            if (present) CheckOutputs(model, beats, scoresPath);

            var own = new float[batch * s_classes.Length];
            double Ours(int calls) => TimeOurs(model, beats, own, threads, calls);
            double Theirs(string what, int calls) => double.Parse(peer.Ask(string.Create(CultureInfo.InvariantCulture, $"{what} {calls}")), CultureInfo.InvariantCulture);
            double Network(int calls) => Theirs("network", calls);
            double Empty(int calls) => Theirs("empty", calls);

            var ourCalls = WarmUp(Ours);
            var (networkCalls, emptyCalls) = present ? (WarmUp(Network), WarmUp(Empty)) : (0, 0);
            List<double> ours = [], network = [], empty = [];
            for (var run = 0; run < runs; run++)
            {
                ours.Add(Ours(ourCalls));
                if (!present) continue;
                network.Add(Network(networkCalls));
                empty.Add(Empty(emptyCalls));
            }

            return new Result(
                architecture, batch, threads, convolutions, Comparison.Median(ours) / batch,
                present ? (Comparison.Median(network) - Comparison.Median(empty)) / batch : null,
                present ? Comparison.Median(empty) : null, peer.Missing ?? peer.Description);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Calls until they are as fast as they get, and gives how many fill one run.</summary>
    private static int WarmUp(Func<int, double> time)
    {
        var calls = 1;
        var spent = 0.0;
        while (true)
        {
            var seconds = time(calls);
            spent += seconds * calls;
            calls = Math.Clamp((int)(RunSeconds / seconds), 1, 2 * calls);
            if (spent > 2 * RunSeconds) return Math.Max(1, (int)(RunSeconds / seconds));
        }
    }

    private static double TimeOurs(ArrhythmiNetModel model, float[] beats, float[] probabilities, int threads, int calls)
    {
        var samples = probabilities.Length / model.Classes.Count * model.InputLength;
        var started = Stopwatch.GetTimestamp();
        for (int i = 0, at = 0; i < calls; i++)
        {
            model.Score(beats.AsSpan(at, samples), probabilities, threads);
            at = at + samples < beats.Length ? at + samples : 0;
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds / calls;
    }

    private static void CheckOutputs(ArrhythmiNetModel model, float[] beats, string scoresPath)
    {
        var ours = new float[beats.Length / model.InputLength * model.Classes.Count];
        model.Score(beats, ours);
        var theirs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(scoresPath)).ToArray();
        var difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        if (theirs.Length != ours.Length || !(difference <= LargestDifference))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{model.Architecture}: ONNX Runtime's outputs differ by {difference:g3}; nothing to compare."));
    }

    /// <summary>Takes and gives what the networks do, and computes nothing: the first samples stand for probabilities.</summary>
    private static byte[] EmptyModel(int beatLength)
    {
        var slice = new OnnxNode("Slice", OnnxGraphBuilder.Output, [OnnxGraphBuilder.Input, "start", "end", "axis"], [OnnxGraphBuilder.Output], []);
        OnnxTensor[] bounds = [OnnxTensor.Of("start", 0L), OnnxTensor.Of("end", s_classes.Length), OnnxTensor.Of("axis", 1L)];
        var graph = new OnnxGraph(
            "Empty", [slice], bounds, [new OnnxPort(OnnxGraphBuilder.Input, beatLength)], [new OnnxPort(OnnxGraphBuilder.Output, s_classes.Length)]);
        return OnnxWriter.Write(new OnnxFile(OnnxFile.WrittenIrVersion, OnnxFile.WrittenProducer, "Computes nothing.", graph, OnnxFile.WrittenOpset, []));
    }

    /// <summary>Bumps with noise: speed does not depend on what they show.</summary>
    private static float[] MakeBeats(int count, int length)
    {
        var random = new Random(1);
        var beats = new float[count * length];
        for (var i = 0; i < beats.Length; i++)
        {
            var x = ((i % length) - 180) / (6.0 + (5 * (i / length % 5)));
            beats[i] = (float)((3 * Math.Exp(-x * x)) + random.NextDouble() - 0.5);
        }

        return beats;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
