namespace ArrhythmiaVision.Networks.Tests;

public class DataTests
{
    [Fact]
    public void BadDataIsRefusedWithTheBeatsNumber()
    {
        var good = SyntheticBeats.Make(10, 1);
        string[] names = SyntheticBeats.Names;
        Assert.Contains("3600", Refusal(() => new BeatDataset(new float[3599], good.Labels, names)), StringComparison.Ordinal);
        Assert.Contains("Beat 4 has label 5", Refusal(() => new BeatDataset(good.Samples, [0, 1, 2, 3, 5, 0, 0, 0, 0, 0], names)), StringComparison.Ordinal);
        Assert.Contains("Beat 0 has label -1", Refusal(() => new BeatDataset(good.Samples, [-1, 1, 2, 3, 4, 0, 0, 0, 0, 0], names)), StringComparison.Ordinal);
        Assert.Contains("twice", Refusal(() => new BeatDataset(good.Samples, good.Labels, ["N", "N", "R", "A", "V"])), StringComparison.Ordinal);
        Assert.Contains("empty", Refusal(() => new BeatDataset(good.Samples, good.Labels, ["N", "", "R", "A", "V"])), StringComparison.Ordinal);
        Assert.Contains("2 to", Refusal(() => new BeatDataset(good.Samples, good.Labels, ["N"])), StringComparison.Ordinal);
        good.Samples[(7 * 360) + 359] = float.NaN;
        Assert.Contains("Beat 7 is NaN at sample 359", Refusal(() => new BeatDataset(good.Samples, good.Labels, names)), StringComparison.Ordinal);
        Assert.Equal([2, 2, 2, 2, 2], good.CountPerClass);
    }

    [Fact]
    public void TrainingNeedsEveryClassAndMatchingSets()
    {
        var data = SyntheticBeats.Make(10, 1);
        var lacking = new BeatDataset(new float[720], [0, 1], SyntheticBeats.Names);
        Assert.Contains("'R' has no beat", Refusal(() => ArrhythmiNetTraining.Train(lacking)), StringComparison.Ordinal);
        Assert.Contains("N S V F", Refusal(() => ArrhythmiNetTraining.Train(data, SyntheticBeats.Make(8, 1, ["N", "S", "V", "F"]))), StringComparison.Ordinal);
        Assert.Contains("no beat", Refusal(() => ArrhythmiNetTraining.Train(data, new BeatDataset([], [], SyntheticBeats.Names))), StringComparison.Ordinal);
        Assert.Contains("validation", Refusal(() => ArrhythmiNetTraining.Train(data, options: new() { EarlyStoppingPatience = 2 })), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Check(nameof(ArrhythmiNetTrainingOptions.Epochs), options => options.Epochs = 0);
        Check(nameof(ArrhythmiNetTrainingOptions.BatchSize), options => options.BatchSize = 0);
        Check(nameof(ArrhythmiNetTrainingOptions.LearningRate), options => options.LearningRate = double.NaN);
        Check(nameof(ArrhythmiNetTrainingOptions.WarmUpFraction), options => options.WarmUpFraction = 1.5);
        Check(nameof(ArrhythmiNetTrainingOptions.WeightDecay), options => options.WeightDecay = -1);
        Check(nameof(ArrhythmiNetTrainingOptions.LabelSmoothing), options => options.LabelSmoothing = 1);
        Check(nameof(ArrhythmiNetTrainingOptions.ShiftSamples), options => options.ShiftSamples = 360);
        Check(nameof(ArrhythmiNetTrainingOptions.GainJitter), options => options.GainJitter = -0.1);
        Check(nameof(ArrhythmiNetTrainingOptions.StretchJitter), options => options.StretchJitter = double.NaN);
        Check(nameof(ArrhythmiNetTrainingOptions.WanderAmplitude), options => options.WanderAmplitude = -1);
        Check(nameof(ArrhythmiNetTrainingOptions.Threads), options => options.Threads = -1);
        Check(nameof(ArrhythmiNetTrainingOptions.EarlyStoppingPatience), options => options.EarlyStoppingPatience = 0);
        Check(nameof(ArrhythmiNetTrainingOptions.Architecture), options => options.Architecture = (ArrhythmiNetArchitecture)7);
        Check(nameof(ArrhythmiNetTrainingOptions.Schedule), options => options.Schedule = (LearningRateSchedule)7);
        Check(nameof(ArrhythmiNetTrainingOptions.Monitor), options => options.Monitor = (MonitoredMetric)7);
        Check(nameof(ArrhythmiNetTrainingOptions.ClassesOfOneShape), options => options.ClassesOfOneShape = null!);
        Check(nameof(ArrhythmiNetTrainingOptions.ClassesOfOneShape), options => options.ClassesOfOneShape = ["a", null!]);
        Check(nameof(ArrhythmiNetTrainingOptions.ContextOfOneShape), options => options.ContextOfOneShape = null!);
        Check(nameof(ArrhythmiNetTrainingOptions.ContextOfOneShape), options => options.ContextOfOneShape = ["a", null!]);
        Check(nameof(ArrhythmiNetTrainingOptions.Teachers), options => options.Teachers = null!);
        Check(nameof(ArrhythmiNetTrainingOptions.Teachers), options => options.Teachers = [null!]);

        static void Check(string name, Action<ArrhythmiNetTrainingOptions> spoil)
        {
            var options = new ArrhythmiNetTrainingOptions();
            spoil(options);
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => ArrhythmiNetTraining.Train(SyntheticBeats.Make(10, 1), options: options)).ParamName);
        }
    }

    [Fact]
    public void AnEpochSeesEveryBeatOnceInBatchesOfNearlyTheSameSize()
    {
        foreach (var (count, size, steps) in new[] { (100, 48, 3), (96, 48, 2), (97, 48, 3), (5, 48, 1), (7, 1, 7) })
        {
            // Each beat's samples are its own number, so that it is known again.
            var samples = new float[count * 360];
            for (var i = 0; i < samples.Length; i++) samples[i] = i / 360;
            var data = new BeatDataset(samples, new int[count], ["a", "b"]);
            var batches = new EpochBatches(data, new() { BatchSize = size, GainJitter = 0 });
            Assert.Equal(steps, batches.Steps);
            Assert.NotEqual(Order(1), Order(2), count > 6 ? EqualityComparer<int[]>.Create((a, b) => a!.SequenceEqual(b!)) : EqualityComparer<int[]>.Create((_, _) => false));

            int[] Order(int epoch)
            {
                batches.BeginEpoch(epoch);
                var seen = new List<int>();
                var sizes = new List<int>();
                var beat = new float[360];
                for (var step = 0; step < batches.Steps; step++)
                {
                    sizes.Add(batches.BeginStep(step));
                    for (var i = 0; i < sizes[^1]; i++)
                    {
                        batches.Load(i, beat, []);
                        seen.Add((int)beat[0]);
                    }
                }

                Assert.True(sizes.Max() <= size && sizes.Max() - sizes.Min() <= 1);
                Assert.Equal(Enumerable.Range(0, count), seen.Order());
                return [.. seen];
            }
        }
    }

    [Fact]
    public void ShiftedBeatsRepeatTheirEdges()
    {
        float[] samples = [1, 2, 3, 4, 5, 6];
        var beat = new float[6];
        EpochBatches.Augment(samples, 2, 2, beat);
        Assert.Equal([2, 2, 2, 4, 6, 8], beat);
        EpochBatches.Augment(samples, -2, 1, beat);
        Assert.Equal([3, 4, 5, 6, 6, 6], beat);
        EpochBatches.Augment(samples, 0, 0.5f, beat);
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3], beat);
    }

    [Fact]
    public void StretchedBeatsKeepTheirMiddle()
    {
        var beat = Enumerable.Range(0, 360).Select(i => (float)i).ToArray();
        EpochBatches.Stretch(beat, 2);
        for (var i = 0; i < 360; i++) Assert.Equal(180 + ((i - 180) / 2.0), beat[i], 1e-4);
        EpochBatches.Stretch(beat, 0.25);
        for (var i = 0; i < 360; i++) Assert.Equal(Math.Clamp(180 + ((i - 180) * 2.0), 90, 269.5), beat[i], 1e-4);
    }

    [Fact]
    public void WanderIsASineOfItsAmplitude()
    {
        var beat = new float[360];
        EpochBatches.AddWander(beat, 0.3, 2, 0.25);
        for (var i = 0; i < 360; i++) Assert.Equal(0.3 * Math.Cos(4 * Math.PI * i / 360), beat[i], 1e-6);
    }

    [Fact]
    public void StretchAndWanderAreDrawnForEachBeatAnewAndDependOnTheSeedAlone()
    {
        var samples = Enumerable.Range(0, 50 * 360).Select(i => MathF.Sin(i % 360 * 0.1f)).ToArray();
        var data = new BeatDataset(samples, new int[50], ["a", "b"]);
        float[][] Epoch(int seed, int epoch)
        {
            var batches = new EpochBatches(data, new() { BatchSize = 50, ShiftSamples = 0, GainJitter = 0, StretchJitter = 0.2, WanderAmplitude = 0.3, Seed = seed });
            batches.BeginEpoch(epoch);
            batches.BeginStep(0);
            return [.. Enumerable.Range(0, 50).Select(i =>
            {
                var beat = new float[360];
                batches.Load(i, beat, []);
                return beat;
            })];
        }

        var beats = Epoch(1, 1);
        Assert.Equal(beats, Epoch(1, 1));
        Assert.NotEqual(beats, Epoch(1, 2));
        Assert.Equal(50, beats.Select(beat => beat[90]).Distinct().Count());
        Assert.All(beats, beat => Assert.True(beat.Zip(samples, (a, b) => Math.Abs(a - b)).Max() < 2.4f));
    }

    [Fact]
    public void ShiftsAndGainsSpreadEvenlyOverTheirRange()
    {
        var samples = new float[2000 * 360];
        for (var i = 0; i < samples.Length; i++) samples[i] = 100 + (i % 360);
        var batches = new EpochBatches(new BeatDataset(samples, new int[2000], ["a", "b"]), new() { BatchSize = 2000 });
        batches.BeginEpoch(1);
        batches.BeginStep(0);
        var shifts = new int[9];
        var gains = new List<float>();
        var beat = new float[360];
        for (var i = 0; i < 2000; i++)
        {
            batches.Load(i, beat, []);
            gains.Add((beat[101] - beat[100]) / 1);
            shifts[(int)Math.Round(100 - ((beat[100] / gains[^1]) - 100)) + 4]++;
        }

        Assert.All(shifts, count => Assert.InRange(count, 160, 290));
        Assert.InRange(gains.Min(), 0.899f, 0.905f);
        Assert.InRange(gains.Max(), 1.095f, 1.101f);
        Assert.InRange(gains.Average(), 0.99f, 1.01f);
    }

    [Fact]
    public void EveryScheduleStartsAndEndsWhereItShould()
    {
        var options = new ArrhythmiNetTrainingOptions { LearningRate = 1e-2, Schedule = LearningRateSchedule.Constant };
        Assert.Equal(1e-2, LearningRates.At(options, 99, 100));
        options.Schedule = LearningRateSchedule.Cosine;
        Assert.Equal(1e-2, LearningRates.At(options, 0, 100), 1e-12);
        Assert.Equal(5e-3, LearningRates.At(options, 50, 100), 1e-12);
        Assert.InRange(LearningRates.At(options, 99, 100), 0, 1e-5);
        options.Schedule = LearningRateSchedule.OneCycle;
        foreach (var (warmUp, steps) in new[] { (0.0, 10L), (1.0, 10L), (0.3, 1L), (0.3, 2L), (0.5, 3L) })
        {
            options.WarmUpFraction = warmUp;
            for (var step = 0L; step < steps; step++) Assert.InRange(LearningRates.At(options, step, steps), 0, 1.0000001e-2);
        }
    }

    private static string Refusal(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
