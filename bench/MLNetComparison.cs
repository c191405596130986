using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Bench;

/// <summary>
/// Scoring cached beats through ML.NET beside the plain engine: by the typed transformer, and by the model that plain
/// Model.Load gives. All three must give the same probabilities, to the last bit.
/// </summary>
internal static class MLNetComparison
{
    public const int Beats = 100_000;
    private static readonly string[] s_classes = ["N", "L", "R", "A", "V"];

    /// <summary>Seconds for all beats.</summary>
    /// <param name="Architecture">The network.</param>
    /// <param name="Plain">By the plain engine, in one call.</param>
    /// <param name="Typed">By <see cref="ArrhythmiNetTransformer"/>.</param>
    /// <param name="Loaded">By the model that Model.Load gave.</param>
    internal sealed record Result(ArrhythmiNetArchitecture Architecture, double Plain, double Typed, double Loaded)
    {
        public double TypedRatio => Typed / Plain;

        public double LoadedRatio => Loaded / Plain;
    }

    /// <summary>Which ML.NET is measured: the real one, or the stand-in that is built where no feed has it.</summary>
    public static string Library
    {
        get
        {
            var assembly = typeof(MLContext).Assembly;
            return assembly.GetName().Name!.Contains("Compat", StringComparison.Ordinal)
                ? "the stand-in for ML.NET (compat/)"
                : $"ML.NET {assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
        }
    }

    public static IEnumerable<Result> Run(CompareOptions options)
    {
        var context = new MLContext(seed: 1);
        var samples = MakeBeats();
        var rows = Enumerable.Range(0, Beats).Select(beat => new Row { Features = samples.AsSpan(beat * BeatDataset.BeatLength, BeatDataset.BeatLength).ToArray() }).ToArray();
        var view = context.Data.Cache(context.Data.LoadFromEnumerable(rows));
        foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            var model = new ArrhythmiNetModel(architecture, s_classes, [], InitialNumbers.Draw(ArchitectureTables.Build(architecture, s_classes.Length), seed: 1));
            var typed = context.MulticlassClassification.Trainers.ArrhythmiNet(model, threads: options.Threads).Fit(view);
            using var file = new MemoryStream();
            context.Model.Save(typed, view.Schema, file);
            file.Position = 0;
            var loaded = context.Model.Load(file, out _);
            float[] plain = new float[Beats * s_classes.Length], typedScores = new float[plain.Length], loadedScores = new float[plain.Length];
            double Plain() => Time(() => model.Score(samples, plain, options.Threads));
            double Typed() => Time(() => ReadScores(typed.Transform(view), typedScores));
            double Loaded() => Time(() => ReadScores(loaded.Transform(view), loadedScores));

            // The first of each fills the cache and lets the runtime compile; it also checks.
            for (var warmUp = 0; warmUp < 2; warmUp++) _ = Plain() + Typed() + Loaded();
            if (!plain.AsSpan().SequenceEqual(typedScores) || !plain.AsSpan().SequenceEqual(loadedScores))
                throw new InvalidOperationException($"{architecture}: ML.NET's scores are not those of the plain engine; nothing to compare.");

            List<double> plainTimes = [], typedTimes = [], loadedTimes = [];
            for (var run = 0; run < options.Runs; run++)
            {
                plainTimes.Add(Plain());
                typedTimes.Add(Typed());
                loadedTimes.Add(Loaded());
            }

            yield return new Result(architecture, Comparison.Median(plainTimes), Comparison.Median(typedTimes), Comparison.Median(loadedTimes));
        }
    }

    /// <summary>Goes through all rows as Evaluate does: both added columns of each.</summary>
    private static void ReadScores(IDataView view, float[] scores)
    {
        DataViewSchema.Column scoreColumn = view.Schema["Score"], labelColumn = view.Schema["PredictedLabel"];
        using var cursor = view.GetRowCursor([scoreColumn, labelColumn]);
        var getScore = cursor.GetGetter<VBuffer<float>>(scoreColumn);
        var getLabel = cursor.GetGetter<uint>(labelColumn);
        VBuffer<float> score = default;
        uint label = 0;
        for (var at = 0; cursor.MoveNext(); at += s_classes.Length)
        {
            getScore(ref score);
            getLabel(ref label);
            score.CopyTo(scores, at);
        }
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static float[] MakeBeats()
    {
        var random = new Random(1);
        var samples = new float[Beats * BeatDataset.BeatLength];
        foreach (ref var sample in samples.AsSpan()) sample = (2 * random.NextSingle()) - 1;
        return samples;
    }

    private sealed class Row
    {
        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];
    }
}
