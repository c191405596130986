using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>Loads a model and applies it in a process where nothing of this project was touched before.</summary>
internal static class FreshProcess
{
    private const string ScoreCommand = "--score-in-fresh-process";
    private const string ApplyCommand = "--apply-in-fresh-process";
    private const string SegmentCommand = "--segment-in-fresh-process";

    /// <summary>Scores beats, in a prediction engine and as a view.</summary>
    public static Task ScoreAsync(string model, string beats, string scores, CancellationToken cancellation, string? program = null) =>
        StartAsync([ScoreCommand, model, beats, scores], cancellation, program);

    /// <summary>Applies a model to beats as a view, and writes a column.</summary>
    public static Task ApplyAsync(string model, string beats, string output, string column, CancellationToken cancellation) => StartAsync([ApplyCommand, model, beats, output, column], cancellation);

    /// <summary>Applies a model to a folder of records, and writes the column Features; or, of a model that cannot be loaded, what the innermost exception says.</summary>
    public static Task SegmentAsync(string model, string folder, string output, bool registered, CancellationToken cancellation) =>
        StartAsync([SegmentCommand, model, folder, output, registered ? "registered" : "not"], cancellation);

    /// <summary>Does in the fresh process what it was started for; false where that is nothing of these.</summary>
    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case [ScoreCommand, var model, var beats, var scores]:
                Score(model, beats, scores);
                return true;
            case [ApplyCommand, var model, var beats, var output, var column]:
                var context = new MLContext();
                Write(output, context.Model.Load(model, out _).Transform(context.Data.LoadFromEnumerable(Read(beats))), column);
                return true;
            case [SegmentCommand, var model, var folder, var output, var registered]:
                Segment(model, folder, output, registered == "registered");
                return true;
            default:
                return false;
        }
    }

    private static async Task StartAsync(string[] arguments, CancellationToken cancellation, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program ?? typeof(FreshProcess).Assembly.Location, .. arguments])
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

    // Only ML.NET is named here.
    private static void Score(string model, string beats, string scores)
    {
        var context = new MLContext();
        var loaded = context.Model.Load(model, out _);
        var rows = Read(beats);
        using var engine = context.Model.CreatePredictionEngine<FeatureRow, BeatPrediction>(loaded);
        float[] one = [.. rows.SelectMany(row => engine.Predict(row).Score)];
        var view = loaded.Transform(context.Data.LoadFromEnumerable(rows));
        if (!one.AsSpan().SequenceEqual([.. view.GetColumn<float[]>("Score").SelectMany(score => score)]))
            throw new InvalidOperationException("The prediction engine and the view differ.");
        Write(scores, view, "Score");
    }

    private static void Segment(string model, string folder, string output, bool registered)
    {
        var context = new MLContext();
        if (registered)
            context.RegisterBeatSegment();
        try
        {
            Write(output, context.Model.Load(model, out _).Transform(context.Data.LoadFromWfdb(folder)), "Features");
        }
        catch (Exception error) when (!registered)
        {
            File.WriteAllText(output, error.GetBaseException().Message);
        }
    }

    private static List<FeatureRow> Read(string beats) =>
        [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(beats)).ToArray().Chunk(360).Select(beat => new FeatureRow { Features = beat })];

    private static void Write(string path, IDataView view, string column)
    {
        float[] values = [.. view.GetColumn<float[]>(column).SelectMany(row => row)];
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private sealed class FeatureRow
    {
        [VectorType(360)]
        public float[] Features { get; set; } = [];
    }
}
