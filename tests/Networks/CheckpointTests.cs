namespace ArrhythmiaVision.Networks.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint").FullName;
    private readonly BeatDataset _data = SyntheticBeats.Make(70, 1);
    private readonly BeatDataset _validation = SyntheticBeats.Make(20, 2);

    private string File => Path.Combine(_folder, "run.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AResumedRunEndsWithTheVerySameBits(int broken)
    {
        var unbroken = ArrhythmiNetTraining.Train(_data, _validation, Options(null), cancellationToken: TestContext.Current.CancellationToken);
        BreakOff(broken);
        var resumed = ArrhythmiNetTraining.Train(_data, _validation, Options(File), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(broken, resumed.ResumedAfterEpoch);
        Assert.Equal(unbroken.Model.ToBytes(), resumed.Model.ToBytes());
        Assert.Equal(unbroken.ModelEpoch, resumed.ModelEpoch);
        Assert.Equal(
            unbroken.History.Select(record => record with { Duration = default }), resumed.History.Select(record => record with { Duration = default }));

        // A finished run's checkpoint gives its result again at once.
        var again = ArrhythmiNetTraining.Train(_data, _validation, Options(File), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(4, again.ResumedAfterEpoch);
        Assert.Equal(unbroken.Model.ToBytes(), again.Model.ToBytes());
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AnotherRunsCheckpointIsRefused()
    {
        BreakOff(1);
        var options = Options(File);
        options.LearningRate = 1e-3;
        options.Seed = 9;
        var message = Refusal(_data, options);
        Assert.Contains("LearningRate = 0.005, Seed = 1; now it is LearningRate = 0.001, Seed = 9", message, StringComparison.Ordinal);
        Assert.Contains(File, message, StringComparison.Ordinal);

        Assert.Contains("other beats", Refusal(SyntheticBeats.Make(70, 5), Options(File)), StringComparison.Ordinal);
        options = Options(File);
        options.Threads = 1;
        Assert.Equal(1, ArrhythmiNetTraining.Train(_data, _validation, options, cancellationToken: TestContext.Current.CancellationToken).ResumedAfterEpoch);
    }

    [Fact]
    public void ADamagedCheckpointIsRefused()
    {
        BreakOff(1);
        var bytes = System.IO.File.ReadAllBytes(File);
        foreach (var at in new[] { 0, 9, 30, 600, bytes.Length / 2, bytes.Length - 1 })
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            System.IO.File.WriteAllBytes(File, damaged);
            Refusal(_data, Options(File));
        }

        System.IO.File.WriteAllBytes(File, bytes[..(bytes.Length / 3)]);
        Assert.Contains("short of", Refusal(_data, Options(File)), StringComparison.Ordinal);
    }

    private string Refusal(BeatDataset data, ArrhythmiNetTrainingOptions options) =>
        Assert.Throws<InvalidDataException>(() => ArrhythmiNetTraining.Train(data, _validation, options)).Message;

    private void BreakOff(int afterEpoch)
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener(report =>
        {
            if (report.Epoch == afterEpoch + 1 && report.Step == 2) source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => ArrhythmiNetTraining.Train(_data, _validation, Options(File), listener, source.Token));
    }

    private static ArrhythmiNetTrainingOptions Options(string? checkpoint) => new()
    {
        Epochs = 4, BatchSize = 16, Threads = 2, CheckpointPath = checkpoint,
    };

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
