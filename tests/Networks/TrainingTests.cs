
namespace ArrhythmiaVision.Networks.Tests;

public class TrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void LearnsBeatsOfDifferentShapes(ArrhythmiNetArchitecture architecture)
    {
        var result = ArrhythmiNetTraining.Train(
            SyntheticBeats.Make(400, 1), options: new() { Architecture = architecture, Epochs = 6, BatchSize = 16 }, cancellationToken: Token);
        Assert.True(SyntheticBeats.Accuracy(result.Model, SyntheticBeats.Make(200, 2)) > 0.95);
        Assert.True(result.History[^1].Loss < result.History[0].Loss);
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, 21)]
    [InlineData(ArrhythmiNetArchitecture.V2, 48)]
    public void TheSameSeedGivesTheSameBitsWhateverTheThreads(ArrhythmiNetArchitecture architecture, int batch)
    {
        var data = SyntheticBeats.Make(130, 1);
        var validation = SyntheticBeats.Make(30, 2);
        byte[] Train(int threads, int seed) => ArrhythmiNetTraining.Train(
            data, validation, new() { Architecture = architecture, Epochs = 2, BatchSize = batch, Threads = threads, Seed = seed }, cancellationToken: Token)
            .Model.ToBytes();

        var one = Train(1, 1);
        foreach (var threads in new[] { 1, 2, 3, 5 }) Assert.Equal(one, Train(threads, 1));
        Assert.NotEqual(one, Train(1, 2));
    }

    [Fact]
    public void TrainsOnBatchesOfOneAndOnFewerBeatsThanABatch()
    {
        var data = SyntheticBeats.Make(7, 1);
        foreach (var batch in new[] { 1, 3, 48 })
        {
            var result = ArrhythmiNetTraining.Train(data, options: new() { Epochs = 2, BatchSize = batch, LearningRate = 1e-3 }, cancellationToken: Token);
            Assert.All(result.Model.Numbers.ToArray(), number => Assert.True(float.IsFinite(number)));
        }
    }

    [Fact]
    public void OneValueAloneHasABatchVarianceOfZero()
    {
        // One beat and a map one point long: the last unit normalises a single value.
        var units = new List<ConvolutionUnit> { new("only", ConvolutionKind.Standard, 1, 4, 5, 1, 0, 5, Activation.None) };
        var definition = new NetworkDefinition(5, 2, units);
        var numbers = Formulas.Single(Formulas.Numbers(definition));
        using var harness = new EngineHarness(definition, NetworkKernels.Best, numbers, [1, 2, 3, 2, 1], [0], 0);
        Assert.True(double.IsFinite(harness.RunGradients()));
        Assert.All(harness.Gradients(), gradient => Assert.True(float.IsFinite(gradient)));
        var variance = definition.VarianceOffset(0);
        Assert.Equal(0.9f * numbers[variance], harness.Numbers()[variance], 1e-6f);
    }

    [Fact]
    public void BestEpochIsRestoredAndTrainingStopsEarly()
    {
        var data = SyntheticBeats.Make(60, 1);
        var validation = SyntheticBeats.Make(60, 9);
        for (var i = 0; i < validation.Count; i++) validation.Labels[i] = (validation.Labels[i] + 1) % 5;

        // The validation labels are wrong on purpose: the better the network, the worse its figure.
        var options = new ArrhythmiNetTrainingOptions
        {
            Epochs = 40, BatchSize = 12, Schedule = LearningRateSchedule.Constant, EarlyStoppingPatience = 3, LearningRate = 2e-3,
        };
        var result = ArrhythmiNetTraining.Train(data, validation, options, cancellationToken: Token);
        var best = result.History.MinBy(record => record.ValidationLoss)!;
        Assert.True(result.StoppedEarly);
        Assert.Equal(best.Epoch, result.ModelEpoch);
        Assert.Equal(best.Epoch + 3, result.History.Count);

        options.Epochs = result.ModelEpoch;
        Assert.Equal(ArrhythmiNetTraining.Train(data, validation, options, cancellationToken: Token).Model.ToBytes(), result.Model.ToBytes());
        options.Epochs = 40;
        options.RestoreBestEpoch = false;
        Assert.Equal(result.History.Count, ArrhythmiNetTraining.Train(data, validation, options, cancellationToken: Token).ModelEpoch);
    }

    [Fact]
    public void WarmStartGoesOnFromTheModel()
    {
        var data = SyntheticBeats.Make(200, 1);
        var first = ArrhythmiNetTraining.Train(data, options: new() { Epochs = 4, BatchSize = 16 }, cancellationToken: Token);
        var options = new ArrhythmiNetTrainingOptions { Epochs = 1, BatchSize = 16, LearningRate = 1e-4, Schedule = LearningRateSchedule.Constant };
        var cold = ArrhythmiNetTraining.Train(data, options: options, cancellationToken: Token);
        options.WarmStart = first.Model;
        var warm = ArrhythmiNetTraining.Train(data, options: options, cancellationToken: Token);
        Assert.True(warm.History[0].Loss < 0.7 * cold.History[0].Loss);

        options.Architecture = ArrhythmiNetArchitecture.V1;
        Assert.Contains("V2", Assert.Throws<ArgumentException>(() => ArrhythmiNetTraining.Train(data, options: options, cancellationToken: Token)).Message, StringComparison.Ordinal);
        options.Architecture = ArrhythmiNetArchitecture.V2;
        var others = SyntheticBeats.Make(40, 1, ["N", "S", "V", "F"]);
        Assert.Contains("N S V F", Assert.Throws<ArgumentException>(() => ArrhythmiNetTraining.Train(others, options: options, cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressTellsOfEveryStepAndEpoch()
    {
        var reports = new List<TrainingProgress>();
        var data = SyntheticBeats.Make(50, 1);
        ArrhythmiNetTraining.Train(data, data, new() { Epochs = 2, BatchSize = 16 }, new Listener(reports.Add), Token);
        Assert.Equal(2 * (4 + 1), reports.Count);
        Assert.All(reports, report => Assert.Equal((2, 4), (report.Epochs, report.StepsPerEpoch)));
        Assert.Equal([1, 2, 3, 4, 4], reports.Take(5).Select(report => report.Step));
        Assert.Equal([1, 2], reports.Where(report => report.IsEpochEnd).Select(report => report.Epoch));
        Assert.All(reports, report => Assert.Equal(report.IsEpochEnd, report.ValidationLoss is not null && report.ValidationAccuracy is not null));
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.Elapsed <= pair.Second.Elapsed));
    }

    [Fact]
    public void CancellingEndsTheStepUnderWay()
    {
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5);
        var numbers = InitialNumbers.Draw(definition, 1);
        using var harness = new EngineHarness(
            definition, NetworkKernels.Best, numbers, Formulas.Single(Formulas.Beats(32, 360)), Formulas.Labels(32, 5), 0.02, threads: 2);
        using var source = new CancellationTokenSource();
        harness.Cancellation = source.Token;
        var loaded = 0;
        harness.Loading = () =>
        {
            source.Cancel();
            Interlocked.Increment(ref loaded);
        };
        Assert.Throws<OperationCanceledException>(() => harness.RunStep(1e-3, 1));

        // Within a phase too nothing is begun once it is cancelled: each thread ends the chunk that it is at.
        Assert.InRange(loaded, 1, 2 * harness.Engine.ChunkSize);
        Assert.Equal(numbers[definition.DenseOffset..], harness.Numbers()[definition.DenseOffset..]);
    }

    [Fact]
    public void CancellingEndsTraining()
    {
        using var source = new CancellationTokenSource();
        var reports = 0;
        var listener = new Listener(_ =>
        {
            if (++reports == 3) source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => ArrhythmiNetTraining.Train(
            SyntheticBeats.Make(50, 1), options: new() { Epochs = 5, BatchSize = 16 }, progress: listener, cancellationToken: source.Token));
        Assert.Equal(3, reports);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        const int steps = 20;
        Assert.Equal(0, Least(threads: 1));

        // Two threads wait for each other in the runtime's semaphores, which take some bytes where a wait is long.
        Assert.InRange(Least(threads: 2), 0, steps * 512);

        static long Least(int threads)
        {
            var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5);
            using var harness = new EngineHarness(
                definition, NetworkKernels.Best, InitialNumbers.Draw(definition, 1), Formulas.Single(Formulas.Beats(12, 360)), Formulas.Labels(12, 5), 0.02, threads);
            for (var step = 1; step <= steps; step++) harness.RunStep(1e-3, step);
            var least = long.MaxValue;
            for (var run = 0; run < 10 && least > 0; run++)
            {
                var before = harness.AllocatedBytes();
                for (var step = 1; step <= steps; step++) harness.RunStep(1e-3, step);
                var idle = harness.AllocatedBytes();
                var measuring = harness.AllocatedBytes() - idle;
                least = Math.Min(least, Math.Max(0, idle - before - measuring));
            }

            return least;
        }
    }

    [Fact]
    public void AFailureOnATeamThreadReachesTheCaller()
    {
        using var team = new WorkerTeam(3);
        var exception = Assert.Throws<InvalidOperationException>(() => team.Run(thread =>
        {
            if (thread == 2) throw new NotSupportedException("on purpose");
        }));
        Assert.IsType<NotSupportedException>(exception.InnerException);
        var ran = 0;
        team.Run(_ => Interlocked.Increment(ref ran));
        Assert.Equal(3, ran);
    }

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }

    [Fact]
    public void ClassesOfOneShapeAreToldApartByContextAlone()
    {
        var beats = SyntheticBeats.Make(60, 4);
        var context = new BeatContext(["early"], [.. beats.Labels.Select((label, i) => (label == 3 ? -1 : 1) + (0.3f * MathF.Sin(i)))]);
        var data = new BeatDataset(beats.Samples, beats.Labels, beats.Classes, context);
        ArrhythmiNetTrainingOptions options = new() { Epochs = 2, BatchSize = 12, Seed = 5, ClassesOfOneShape = [beats.Classes[3], beats.Classes[0]] };
        var model = ArrhythmiNetTraining.Train(data, options: options, cancellationToken: TestContext.Current.CancellationToken).Model;

        // How much likelier the one is than the other is the same for every beat in the same context, and not in another.
        Assert.Equal(Odds(0, 1), Odds(17, 1), 4);
        Assert.NotEqual(Odds(0, 1), Odds(0, -1), 1);

        var untied = ArrhythmiNetTraining.Train(
            data, options: new() { Epochs = 2, BatchSize = 12, Seed = 5 }, cancellationToken: TestContext.Current.CancellationToken).Model;
        Assert.NotEqual(untied.ToBytes(), model.ToBytes());

        double Odds(int beat, float early)
        {
            var scores = new float[beats.Classes.Count];
            model.Score(beats.Samples.AsSpan(beat * 360, 360), [early], scores);
            return Math.Log(scores[3] / scores[0]);
        }
    }

    [Fact]
    public void ContextOfOneShapeTellsItsClassesApartAndDoesNothingElse()
    {
        var beats = SyntheticBeats.Make(60, 4);
        var context = new BeatContext(["early", "wide"], [.. beats.Labels.SelectMany((label, i) => new[] { (label == 3 ? -1 : 1) + (0.3f * MathF.Sin(i)), label + (0.3f * MathF.Cos(i)) })]);
        var data = new BeatDataset(beats.Samples, beats.Labels, beats.Classes, context);
        ArrhythmiNetTrainingOptions options = new()
        {
            Epochs = 3, BatchSize = 12, Seed = 5, ClassesOfOneShape = [beats.Classes[3], beats.Classes[0]], ContextOfOneShape = ["early"],
        };
        var model = ArrhythmiNetTraining.Train(data, options: options, cancellationToken: TestContext.Current.CancellationToken).Model;

        // Coming early makes the one likelier and the other as much less likely, and no other class more likely than another, or than those two.
        Assert.NotEqual(Odds(3, 0, 0, 1, 0), Odds(3, 0, 0, -1, 0), 1);
        Assert.Equal(Odds(1, 2, 0, 1, 0), Odds(1, 2, 0, -1, 0), 4);
        Assert.Equal(Odds(1, 0, 0, 1, 0) + Odds(1, 3, 0, 1, 0), Odds(1, 0, 0, -1, 0) + Odds(1, 3, 0, -1, 0), 4);

        // Being wide, or of another shape, tells the others apart, and nothing of those two.
        Assert.NotEqual(Odds(1, 2, 0, 1, 0), Odds(1, 2, 0, 1, 2), 2);
        Assert.Equal(Odds(3, 0, 0, 1, 0), Odds(3, 0, 17, 1, 2), 4);

        double Odds(int one, int other, int beat, float early, float wide)
        {
            var scores = new float[beats.Classes.Count];
            model.Score(beats.Samples.AsSpan(beat * 360, 360), [early, wide], scores);
            return Math.Log(scores[one] / scores[other]);
        }
    }

    [Fact]
    public void ClassesOfOneShapeNeedAContextAndANameThatIsKnown()
    {
        var beats = SyntheticBeats.Make(20, 4);
        ArrhythmiNetTrainingOptions options = new() { Epochs = 1, ClassesOfOneShape = [beats.Classes[0], beats.Classes[3]] };
        Assert.Contains("context", Refused(beats, options), StringComparison.Ordinal);
        var data = new BeatDataset(beats.Samples, beats.Labels, beats.Classes, new BeatContext(["early"], new float[20]));
        options.ClassesOfOneShape = ["moon"];
        Assert.Contains("'moon'", Refused(data, options), StringComparison.Ordinal);
        options.ClassesOfOneShape = [];
        options.ContextOfOneShape = ["early"];
        Assert.Contains("two classes", Refused(data, options), StringComparison.Ordinal);
        options.ContextOfOneShape = ["late"];
        Assert.Contains("'late'", Refused(data, options), StringComparison.Ordinal);

        static string Refused(BeatDataset data, ArrhythmiNetTrainingOptions options) =>
            Assert.Throws<ArgumentException>(() => ArrhythmiNetTraining.Train(data, options: options, cancellationToken: TestContext.Current.CancellationToken)).Message;
    }
}
