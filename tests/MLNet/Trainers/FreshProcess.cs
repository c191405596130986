using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>Loads a model and scores beats in a process where nothing of this project was touched before.</summary>
internal static class FreshProcess
{
    public const string Command = "--score-in-fresh-process";

    /// <summary>Starts the process and waits for it.</summary>
    public static async Task ScoreAsync(string model, string beats, string scores, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(FreshProcess).Assembly.Location, Command, model, beats, scores])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        string errors = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, errors + await output);
    }

    /// <summary>What is done in the process: only ML.NET is named here.</summary>
    public static void Score(string model, string beats, string scores)
    {
        var context = new MLContext();
        var loaded = context.Model.Load(model, out _);
        float[] samples = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(beats)).ToArray();
        var rows = samples.Chunk(360).Select(beat => new FeatureRow { Features = beat }).ToList();
        using var engine = context.Model.CreatePredictionEngine<FeatureRow, BeatPrediction>(loaded);
        float[] one = [.. rows.SelectMany(row => engine.Predict(row).Score)];
        float[] all = [.. loaded.Transform(context.Data.LoadFromEnumerable(rows)).GetColumn<float[]>("Score").SelectMany(score => score)];
        if (!one.AsSpan().SequenceEqual(all))
            throw new InvalidOperationException("The prediction engine and the view differ.");
        File.WriteAllBytes(scores, MemoryMarshal.AsBytes(all.AsSpan()));
    }

    private sealed class FeatureRow
    {
        [VectorType(360)]
        public float[] Features { get; set; } = [];
    }
}
