using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Networks.Tests;

public sealed class ModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model").FullName;

    public static TheoryData<ArrhythmiNetArchitecture> Architectures() => [ArrhythmiNetArchitecture.V1, ArrhythmiNetArchitecture.V2];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void SavedAndLoadedIsTheSame(ArrhythmiNetArchitecture architecture)
    {
        var model = Model(architecture);
        var path = Path.Combine(_folder, "model.arv");
        model.Save(path);
        model.Save(path);
        Assert.Equal([path], Directory.GetFiles(_folder));
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        model.Save(stream);
        stream.Write([4]);
        stream.Position = 3;
        foreach (var copy in new[] { ArrhythmiNetModel.Load(path), ArrhythmiNetModel.FromBytes(model.ToBytes()), ArrhythmiNetModel.Load(stream) })
        {
            Assert.Equal(architecture, copy.Architecture);
            Assert.Equal(model.Classes, copy.Classes);
            Assert.Equal(model.ToBytes(), copy.ToBytes());
            Assert.Equal(Score(model, 3), Score(copy, 3));
        }

        Assert.Equal(4, stream.ReadByte());
    }

    [Fact]
    public void DamagedBytesAreRefused()
    {
        var bytes = Model(ArrhythmiNetArchitecture.V2).ToBytes();
        for (var at = 0; at < bytes.Length; at += at < 60 ? 1 : 997)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x81;
            Assert.Throws<InvalidDataException>(() => ArrhythmiNetModel.FromBytes(damaged));
        }

        foreach (var length in new[] { 0, 7, 8, 20, 30, 1000, bytes.Length - 1 })
            Assert.Throws<InvalidDataException>(() => ArrhythmiNetModel.FromBytes(bytes.AsSpan(0, length)));
        Assert.Contains("follow", Assert.Throws<InvalidDataException>(() => ArrhythmiNetModel.FromBytes([.. bytes, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoModelIsNamed()
    {
        var path = Path.Combine(_folder, "not-a-model.bin");
        File.WriteAllText(path, "This is some other file altogether.");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ArrhythmiNetModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void ABeatsScoreDependsOnNothingButTheBeat(ArrhythmiNetArchitecture architecture)
    {
        var model = Model(architecture);
        var beats = SyntheticBeats.Make(67, 4).Samples;
        var single = new float[67 * 5];
        for (var i = 0; i < 67; i++) model.Score(beats.AsSpan(i * 360, 360), single.AsSpan(i * 5, 5));
        Prop.ForAll(
            Gen.Choose(0, 66).ToArbitrary(),
            Gen.Choose(1, 67).ToArbitrary(),
            Gen.Choose(1, 4).ToArbitrary(),
            (start, most, threads) =>
            {
                var count = Math.Min(most, 67 - start);
                var scores = new float[count * 5];
                model.Score(beats.AsSpan(start * 360, count * 360), scores, threads);
                return scores.AsSpan().SequenceEqual(single.AsSpan(start * 5, count * 5));
            }).Holds();
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void FoldedScoresAreThoseOfTheReference(ArrhythmiNetArchitecture architecture)
    {
        var definition = ArchitectureTables.Build(architecture, 5);
        var numbers = Formulas.Numbers(definition);
        var model = new ArrhythmiNetModel(architecture, SyntheticBeats.Names, [], Formulas.Single(numbers));
        var beats = Formulas.Beats(3, 360);
        var scores = new float[15];
        model.Score(Formulas.Single(beats), scores);
        var logits = new ReferenceNetwork(definition, numbers).Logits(beats, training: false);
        for (var i = 0; i < 15; i++)
        {
            var sum = logits[i / 5].Sum(Math.Exp);
            Assert.Equal(Math.Exp(logits[i / 5][i % 5]) / sum, scores[i], 2e-6);
        }
    }

    [Fact]
    public void OtherFrequenciesMultiplyTheProbabilities()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        var beats = SyntheticBeats.Make(8, 1).Samples;
        float[] before = new float[40], after = new float[40];
        model.Score(beats, before);
        double[] trained = [1, 1, 2, 4, 2], expected = [900, 20, 20, 50, 10];
        foreach (var strength in (double[])[0, 0.25, 1])
        {
            model.WithFrequencies(trained, expected, strength).Score(beats, after);
            for (var beat = 0; beat < 8; beat++)
            {
                // Bayes: p(class | beat) changes with the prior, p(beat | class) stays.
                var weighted = Enumerable.Range(0, 5).Select(k => before[(beat * 5) + k] * Math.Pow(expected[k] / trained[k], strength)).ToArray();
                for (var k = 0; k < 5; k++) Assert.Equal(weighted[k] / weighted.Sum(), after[(beat * 5) + k], 2e-6);
            }
        }

        Assert.Contains("N L R A V", Assert.Throws<ArgumentException>(() => model.WithFrequencies(trained, [1, 1, 0, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("frequency above 0", Assert.Throws<ArgumentException>(() => model.WithFrequencies([1, 2], expected)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.WithFrequencies(trained, expected, 1.5));
    }

    [Fact]
    public void ScoringAllocatesNothing()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        var beats = SyntheticBeats.Make(20, 1).Samples;
        var scores = new float[100];
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var i = 0; i < 20; i++) model.Score(beats, scores);
            for (var i = 0; i < 20; i++) model.Score(beats.AsSpan(0, 360), scores.AsSpan(0, 5));
        }));
    }

    [Fact]
    public void AModelWithContextAndCardComesBackWhole()
    {
        var data = SyntheticBeats.Make(20, 1);
        var context = new BeatContext(["early", "wide"], [.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))]);
        var set = new BeatDataset(data.Samples, data.Labels, data.Classes, context);
        var trained = ArrhythmiNetTraining.Train(set, options: new() { Epochs = 1, BatchSize = 10 }, cancellationToken: TestContext.Current.CancellationToken).Model;
        var card = Card();
        var model = ArrhythmiNetModel.FromBytes(trained.WithCard(card).ToBytes());
        Assert.Equal(trained.WithCard(card).ToBytes(), model.ToBytes());
        Assert.Equal(card.ToJson(), model.Card!.ToJson());
        Assert.Equal(["early", "wide"], model.ContextNames);
        Assert.Null(ArrhythmiNetModel.FromBytes(trained.ToBytes()).Card);

        float[] expected = new float[100], scores = new float[100];
        trained.Score(data.Samples, context.Values, expected);
        model.Score(data.Samples, context.Values, scores, threads: 3);
        Assert.Equal(expected, scores);
        context.Values[0] += 1;
        model.Score(data.Samples, context.Values, scores);
        Assert.NotEqual(expected[..5], scores[..5]);
        Assert.Equal(expected[5..], scores[5..]);
    }

    [Fact]
    public void ContextThatDoesNotFitIsRefused()
    {
        var data = SyntheticBeats.Make(20, 1);
        var scores = new float[100];
        Assert.Contains("takes no context", Assert.Throws<ArgumentException>(() => Model(ArrhythmiNetArchitecture.V2).Score(data.Samples, new float[20], scores)).Message, StringComparison.Ordinal);
        var model = new ArrhythmiNetModel(
            ArrhythmiNetArchitecture.V2, data.Classes, ["early"], InitialNumbers.Draw(ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5, 1), 1));
        Assert.Contains("early", Assert.Throws<ArgumentException>(() => model.Score(data.Samples, scores)).Message, StringComparison.Ordinal);
        var context = new float[20];
        context[7] = float.NaN;
        Assert.Contains("Beat 7", Assert.Throws<ArgumentException>(() => model.Score(data.Samples, context, scores)).Message, StringComparison.Ordinal);
        Assert.Contains("Beat 3 has NaN for b", Assert.Throws<ArgumentException>(() => new BeatContext(["a", "b"], [0, 0, 0, 0, 0, 0, 0, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BeatContext(["a", "b"], [1]));
        Assert.Throws<ArgumentException>(() => new BeatContext(["a", "a"], []));
        Assert.Throws<ArgumentException>(() => new BeatContext([], []));
        Assert.Contains("19", Assert.Throws<ArgumentException>(() => new BeatDataset(data.Samples, data.Labels, data.Classes, new BeatContext(["a"], new float[19]))).Message, StringComparison.Ordinal);

        var with = new BeatDataset(data.Samples, data.Labels, data.Classes, new BeatContext(["a"], new float[20]));
        Assert.Contains("context", Assert.Throws<ArgumentException>(() => ArrhythmiNetTraining.Train(with, data, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("context", Assert.Throws<ArgumentException>(() => ArrhythmiNetTraining.Train(data, options: new() { WarmStart = model }, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACardThatIsNoneIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => ModelCard.FromJson("{}"));
        Assert.Throws<InvalidDataException>(() => ModelCard.FromJson("null"));
        Assert.Throws<InvalidDataException>(() => ModelCard.FromJson(Card().ToJson()[..50]));
        Assert.Contains("There are:", Assert.Throws<ArgumentException>(() => PretrainedModels.Load("v9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneNumberOnACardIsThatOfAllClasses()
    {
        string[] lines = Card().ToJson().Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains("rejectBelow", StringComparison.Ordinal)), last = Array.FindIndex(lines, first, line => line.Contains(']', StringComparison.Ordinal));
        Assert.Equal([0.75], ModelCard.FromJson(With("0.75")).RejectBelow);
        Assert.Contains("must be a number", Assert.Throws<InvalidDataException>(() => ModelCard.FromJson(With("\"often\""))).Message, StringComparison.Ordinal);
        Assert.Contains("must be a number", Assert.Throws<InvalidDataException>(() => ModelCard.FromJson(With("[0.5, null]"))).Message, StringComparison.Ordinal);

        string With(string value) => string.Join('\n', [.. lines[..first], $"\"rejectBelow\": {value},", .. lines[(last + 1)..]]);
    }

    private static ModelCard Card() => new()
    {
        Name = "test", Data = "made", Preparation = "none", Normalization = "ZScore", NormalizationScope = "Beat", Protocol = "unique", Seed = 3, TrainingRecords = ["a", "b"],
        Training = new Dictionary<string, string> { ["epochs"] = "1" }, Command = "none", Figures = [new ModelFigure("unique", "accuracy", 0.25)],
        RejectBelow = [0.75, 0.5], Limits = ["it is not good for anything"],
    };

    [Fact]
    public void OneModelServesManyThreads()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        var expected = Score(model, 9);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => Assert.Equal(expected, Score(model, 9)));
    }

    [Fact]
    public void BadBeatsAreRefused()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        var beats = SyntheticBeats.Make(5, 1).Samples;
        var scores = new float[25];
        Assert.Contains("no whole number", Assert.Throws<ArgumentException>(() => model.Score(beats.AsSpan(1), scores)).Message, StringComparison.Ordinal);
        Assert.Contains("25", Assert.Throws<ArgumentException>(() => model.Score(beats, scores.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Score(beats, scores, -1));
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            beats[(3 * 360) + 17] = bad;
            Assert.Contains("Beat 3", Assert.Throws<ArgumentException>(() => model.Score(beats, scores)).Message, StringComparison.Ordinal);
        }

        model.Score([], []);
    }

    private static ArrhythmiNetModel Model(ArrhythmiNetArchitecture architecture) => ArchitectureTests.Untrained(architecture, SyntheticBeats.Names, 3);

    private static float[] Score(ArrhythmiNetModel model, int beats)
    {
        var scores = new float[beats * 5];
        model.Score(SyntheticBeats.Make(beats, 4).Samples, scores);
        return scores;
    }
}
