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
            }).QuickCheckThrowOnFailure();
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
