namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Kernels work on bare pointers: what they lead to must outlive the work, whatever the collector does meanwhile.</summary>
public class GarbageCollectionTests
{
    [Fact]
    public void TrainingAndScoringAreTheSameWhileTheCollectorRunsWithoutPause()
    {
        var beats = SyntheticBeats.Make(24, seed: 3);
        var options = new ArrhythmiNetTrainingOptions { Epochs = 1, BatchSize = 24, Threads = 1 };
        var expected = TrainAndScore();
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                // Freed room is filled at once, so that numbers read or written after their time would show.
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                for (var i = 0; i < 50; i++) GC.AllocateArray<float>(4096, pinned: true).AsSpan().Fill(1e30f);
            }
        });
        collector.Start();
        try
        {
            for (var run = 0; run < 40; run++) Assert.Equal(expected, TrainAndScore());
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }

        float[] TrainAndScore()
        {
            var model = ArrhythmiNetTraining.Train(beats, options: options).Model;
            var probabilities = new float[beats.Count * model.Classes.Count];
            model.Score(beats.Samples, probabilities);
            return [.. model.Numbers, .. probabilities];
        }
    }
}
