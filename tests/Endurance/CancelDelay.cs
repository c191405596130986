using System.Diagnostics;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Measures how soon work ends that is cancelled at a moment that is drawn.</summary>
internal sealed class CancelDelay(int seed)
{
    private const int ExitCodeOfCancelled = 130;
    private readonly Random _random = new(seed);

    /// <summary>What the libraries do, in this process.</summary>
    public static IReadOnlyList<(string Name, Action<CancellationToken> Work)> Works(string longRecord)
    {
        var beats = Noise.Beats(4000, ["N", "L", "R", "A", "V"], seed: 1);
        float[] ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, 600)).Leads[0];
        var model = PretrainedModels.Load("v1-rr-ds1");
        return
        [
            ("training V1, with validation", token => ArrhythmiNetTraining.Train(beats, beats, new() { Architecture = ArrhythmiNetArchitecture.V1, Epochs = 1000 }, null, token)),
            ("training V2, with validation", token => ArrhythmiNetTraining.Train(beats, beats, new() { Epochs = 1000 }, null, token)),
            ("training V1, batches of 4,000", token => ArrhythmiNetTraining.Train(beats, null, new() { Architecture = ArrhythmiNetArchitecture.V1, BatchSize = 4000, Epochs = 1000 }, null, token)),
            ("analysis of a record", token => new RecordAnalyzer(model).Analyze(new SampleBlocks(Forever(ecg), 360), new DetectedRPeaks(360), (in AnalyzedBeat _) => { }, null, token)),
            ("analysis of a flat record", token => new RecordAnalyzer(model).Analyze(new SampleBlocks(Forever(new float[65_536]), 360), new DetectedRPeaks(360), (in AnalyzedBeat _) => { }, null, token)),
            ("reading a data set", token => BeatSet.Read([.. Enumerable.Repeat(longRecord, 1000)], new BeatSetOptions { Annotator = null }, null, token)),
        ];
    }

    /// <summary>What the tool does, in a process of its own.</summary>
    public static IReadOnlyList<(string Name, string[] Arguments)> Commands(string longRecord, string folder)
    {
        var commands = new List<(string, string[])>
        {
            ("stream, waiting", ["stream", "--rate", "360"]),
            ("classify", ["classify", longRecord, "--out", Path.Combine(folder, "c"), "--force"]),
            ("detect", ["detect", longRecord, "--out", Path.Combine(folder, "d"), "--force"]),
            ("report", ["report", longRecord, "--out", Path.Combine(folder, "r.html"), "--force"]),
            ("convert to EDF", ["convert", longRecord, Path.Combine(folder, "e.edf"), "--force"]),
        };
        if (new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name) is not null)
        {
            commands.Add(("train", ["train", "--model", "v2", "--protocol", "inter-patient", "--out", Path.Combine(folder, "m"), "--force"]));
            commands.Add(("evaluate", ["evaluate", "--model", "v1-rr", "--protocol", "inter-patient"]));
        }

        return commands;
    }

    /// <summary>Cancels work in this process.</summary>
    /// <returns>The milliseconds until it ended, of each time.</returns>
    public double[] Measure(Action<CancellationToken> work, int times) => [.. Enumerable.Range(0, times).Select(_ =>
    {
        using var cancel = new CancellationTokenSource();
        var running = Task.Factory.StartNew(() => work(cancel.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Thread.Sleep(_random.Next(100, 1500));
        long at = Stopwatch.GetTimestamp();
        cancel.Cancel();
        try
        {
            running.GetAwaiter().GetResult();
            throw new InvalidOperationException("The work ended before it was cancelled.");
        }
        catch (OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        }
    })];

    /// <summary>Presses Ctrl-C in the tool.</summary>
    /// <returns>The milliseconds until its process had ended, of each time that it was not at its end before.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public double[] Measure(string[] arguments, int times) => [.. Enumerable.Range(0, times).Select(_ =>
    {
        using var tool = RealTool.Start([.. arguments, "-q"]);
        Thread.Sleep(_random.Next(700, 4000));
        long at = Stopwatch.GetTimestamp();
        if (!tool.HasEnded && tool.Cancel() == ExitCodeOfCancelled) return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        tool.End();
        return double.NaN;
    }).Where(double.IsFinite)];

    private static IEnumerable<ReadOnlyMemory<float>> Forever(float[] signal)
    {
        while (true) yield return signal;
    }
}
