using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>The same settings give the same network; a run that was broken off goes on as if it had not been.</summary>
public class ReproducibilityTests
{
    [Fact]
    public void SameSeedGivesTheSameBytesOnOneThreadAndOnTwo()
    {
        var one = Settings();
        one.Threads = 1;
        var two = Settings();
        two.Threads = 2;
        var other = Settings();
        other.Seed = 7;
        byte[] bytes = Fit(one);
        Assert.Equal(bytes, Fit(two));
        Assert.NotEqual(bytes, Fit(other));
    }

    [Fact]
    public void ScoresDoNotDependOnThreadsOrOnHowManyRowsAreReadAhead()
    {
        var rows = Rows(perClass: 150);
        var model = Trained.Value;
        float[] scores = Scores(ArrhythmiNetTransformer.From(model, threads: 1).Transform(View(rows)));
        Assert.Equal(scores, Scores(ArrhythmiNetTransformer.From(model, threads: 2).Transform(View(rows))));
        Assert.Equal(scores, Scores(Context.Data.Cache(model.Transform(View(rows)))));
        Assert.Equal(scores[..(7 * 5)], Scores(Context.Data.TakeRows(model.Transform(View(rows)), 7)));
        Assert.Equal(scores[^(9 * 5)..], Scores(model.Transform(Context.Data.SkipRows(View(rows), rows.Length - 9))));
    }

    [Fact]
    public void ARunThatWasBrokenOffGoesOnFromItsCheckpoint()
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
        try
        {
            byte[] whole = Fit(Settings());

            using var cancellation = new CancellationTokenSource();
            var options = Settings();
            options.CheckpointPath = Path.Combine(folder, "run.checkpoint");
            options.Progress = new CancelAfterEpoch(2, cancellation);
            options.CancellationToken = cancellation.Token;
            Assert.ThrowsAny<OperationCanceledException>(() => Trainer(options).Fit(View()));
            Assert.Equal(["run.checkpoint"], Directory.GetFiles(folder).Select(Path.GetFileName));

            options.Progress = null;
            options.CancellationToken = default;
            var resumed = Trainer(options).Fit(View());
            Assert.Equal(2, resumed.Training!.ResumedAfterEpoch);
            Assert.Equal(4, resumed.Training.History.Count);
            Assert.Equal(whole, resumed.Model.ToBytes());

            // Other rows are another run: the checkpoint must not be taken up for them.
            Assert.Throws<InvalidDataException>(() => Trainer(options).Fit(View(Rows(seed: 9))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void StopsWhenCancelledBeforeItBegan()
    {
        var options = Settings();
        options.CancellationToken = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer(options).Fit(View()));
    }

    [Fact]
    public void StartsFromAModelThatWasTrained()
    {
        var options = Quick(epochs: 1);
        options.LearningRate = 1e-4;
        options.WarmStart = Trained.Value.Model;
        var warm = Trainer(options).Fit(View()).Training!.History[0];
        options.WarmStart = null;
        var cold = Trainer(options).Fit(View()).Training!.History[0];
        Assert.True(warm.Loss < cold.Loss / 2, $"warm {warm.Loss}, cold {cold.Loss}");
    }

    private static ArrhythmiNetTrainer.Options Settings()
    {
        var options = Quick(epochs: 4);
        options.ValidationFraction = 0.2;
        options.ValidationGroupColumnName = "Patient";
        options.Balance = BalanceTarget.Rows(30);
        return options;
    }

    private static byte[] Fit(ArrhythmiNetTrainer.Options options) => Trainer(options).Fit(View()).Model.ToBytes();

    private sealed class CancelAfterEpoch(int epoch, CancellationTokenSource cancellation) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch > epoch) cancellation.Cancel();
        }
    }
}
