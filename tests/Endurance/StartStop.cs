using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Starts what has threads or buffers of its own, and stops it: at its end, half-way, by an error.</summary>
internal static class StartStop
{
    private const double Rate = 360;
    private static readonly float[] s_ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, 30)).Leads[0];
    private static readonly ArrhythmiNetModel s_model = PretrainedModels.Load("v2-unique");
    private static readonly BeatDataset s_beats = Noise.Beats(12, ["N", "V"], seed: 1);

    /// <summary>What is started and stopped, by name.</summary>
    public static IReadOnlyList<(string Name, Action<int> Cycle)> Kinds { get; } =
        [("training", Train), ("scoring", Score), ("live classifier", Stream), ("analysis", Analyze), ("analysis, beats asked for", AnalyzeAsync)];

    private static void Train(int cycle)
    {
        using var cancel = new CancellationTokenSource();
        int steps = 0;
        var options = new ArrhythmiNetTrainingOptions { Epochs = 1, BatchSize = 8, Threads = 1 + (cycle % 4) };
        var progress = new Told<TrainingProgress>(_ =>
        {
            if (++steps == cycle % 3) cancel.Cancel();
        });
        try
        {
            ArrhythmiNetTraining.Train(s_beats, s_beats, options, progress, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    private static void Score(int cycle) => s_model.Score(s_beats.Samples, new float[s_beats.Count * s_model.Classes.Count], 1 + (cycle % 8));

    private static void Stream(int cycle)
    {
        var live = new LiveBeatClassifier(s_model, Rate);
        live.Push(s_ecg.AsSpan(0, 1 + (cycle * 97 % 2000)), (in AnalyzedBeat _) => { });
        if (cycle % 2 == 0) live.Complete((in AnalyzedBeat _) => { });
    }

    private static void Analyze(int cycle)
    {
        using var cancel = new CancellationTokenSource();
        int beats = 0;
        try
        {
            Analyzer(cycle).Analyze(new SampleBlocks(s_ecg, Rate), new DetectedRPeaks(Rate), (in AnalyzedBeat _) =>
            {
                if (++beats < 5) return;
                if (cycle % 3 == 1) cancel.Cancel();
                if (cycle % 3 == 2) throw new NotSupportedException();
            }, cancellationToken: cancel.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or NotSupportedException)
        {
        }
    }

    private static void AnalyzeAsync(int cycle) => Task.Run(async () =>
    {
        int beats = 0;
        await foreach (var _ in Analyzer(cycle).AnalyzeAsync(new SampleBlocks(s_ecg, Rate), new DetectedRPeaks(Rate)))
        {
            if (cycle % 2 == 1 && ++beats == 5) break;
        }
    }).GetAwaiter().GetResult();

    private static RecordAnalyzer Analyzer(int cycle) => new(s_model, new AnalysisOptions { Threads = 1 + (cycle % 4), BlockSamples = 1 << 10 });
}
