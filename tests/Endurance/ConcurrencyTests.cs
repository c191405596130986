using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Endurance.Tests;

public class ConcurrencyTests
{
    [Theory]
    [InlineData("v1-rr-ds1")]
    [InlineData("v2-unique")]
    public async Task OneModelScoredFromManyThreadsWhileAnotherTrainsGivesTheSameBits(string name)
    {
        const int Threads = 64;
        const int Beats = 24;
        var model = PretrainedModels.Load(name);
        var random = new Random(1);
        var beats = Noise.Beats(Threads + Beats, [.. model.Classes], seed: 2).Samples;
        float[] context = [.. Enumerable.Range(0, (Threads + Beats) * model.ContextNames.Count).Select(_ => (float)random.NextDouble())];
        int length = model.InputLength, contexts = model.ContextNames.Count, classes = model.Classes.Count;

        // Alone, beat by beat.
        var alone = new float[(Threads + Beats) * classes];
        for (int i = 0; i < Threads + Beats; i++)
            model.Score(beats.AsSpan(i * length, length), context.AsSpan(i * contexts, contexts), alone.AsSpan(i * classes, classes));

        using var scored = new CancellationTokenSource();
        var set = Noise.Beats(64, ["N", "V"], seed: 3);
        var training = Task.Run(() => ArrhythmiNetTraining.Train(set, set, new() { Epochs = 100_000, BatchSize = 16, Threads = 2 }, null, scored.Token), CancellationToken.None);
        var wrong = new int[Threads];
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(own => new Thread(() =>
        {
            var probabilities = new float[Beats * classes];
            start.SignalAndWait();
            for (int round = 0; round < 4; round++)
            {
                // Each thread a piece of its own, in tiles of other sizes, some on threads beside its own.
                int count = 1 + ((own + (7 * round)) % Beats);
                var part = probabilities.AsSpan(0, count * classes);
                model.Score(beats.AsSpan(own * length, count * length), context.AsSpan(own * contexts, count * contexts), part, 1 + (own % 3));
                if (!part.SequenceEqual(alone.AsSpan(own * classes, count * classes))) wrong[own]++;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.False(training.IsCompleted);
        await scored.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        Assert.All(wrong, count => Assert.Equal(0, count));
    }
}
