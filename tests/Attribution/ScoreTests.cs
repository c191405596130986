namespace ArrhythmiaVision.Attribution.Tests;

public class ScoreTests
{
    private static readonly ArrhythmiNetModel s_model = TestModels.Make(ArrhythmiNetArchitecture.V1);

    /// <summary>1-based ranks 1 2.5 2.5 4 against 1 3 2 4: r = 4.5 / √(4.5 · 5). scipy.stats.spearmanr([1,2,2,3],[10,30,20,40]) → 0.9486832980505138.</summary>
    [Fact]
    public void RankCorrelationSharesTheRanksOfTies()
    {
        Assert.Equal(0.9486832980505138, RankCorrelation.Of([1, 2, 2, 3], [10, 30, 20, 40]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3], [9, 4, 1]), 1e-12);
        Assert.Equal(double.NaN, RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1], [1, 2]));
    }

    [Fact]
    public void DeletionInTheOrderOfWhatItDoesBeatsRandomAndItsReverse()
    {
        var (beat, baseline) = (TestModels.Beat(1), TestModels.Beats(0, 1));
        var good = new Occlusion(s_model, baseline, 10, 10, AttributionTarget.Probability).Attribute(beat, [], 2);
        var score = new DeletionInsertion(s_model, baseline);
        var result = score.Score(beat, [], good);
        Assert.Equal(result, score.Score(beat, [], good));
        Assert.True(result.DeletionGain > 0, $"{result}");
        var bad = score.Score(beat, [], Of([.. good.Values.Select(v => -v)], 2));
        Assert.True(bad.Deletion > result.Deletion, $"{bad.Deletion} {result.Deletion}");
        Assert.Equal((result.RandomDeletion, result.RandomInsertion), (bad.RandomDeletion, bad.RandomInsertion));
    }

    [Fact]
    public void DeletionOfOneWindowIsTheMeanOfBothEnds()
    {
        var (beat, baseline) = (TestModels.Beat(1), TestModels.Beats(0, 1));
        var result = new DeletionInsertion(s_model, baseline, window: 360).Score(beat, [], Of(new float[360], 3));
        var probabilities = new float[10];
        s_model.Score([.. beat, .. baseline.Beats], probabilities);
        var mean = (probabilities[3] + probabilities[8]) / 2.0;
        Assert.Equal(mean, result.Deletion, 3e-7);
        Assert.Equal(mean, result.Insertion, 3e-7);
        Assert.Equal(mean, result.RandomDeletion, 3e-7);
    }

    /// <summary>With one window every order has the same area, so that what is left is how much each baseline beat weighs.</summary>
    [Fact]
    public void RandomOrdersWeighEachBaselineBeatTheSameHoweverManyThereAre()
    {
        var (beat, baseline) = (TestModels.Beat(2), TestModels.Beats(0, 2));
        var even = new DeletionInsertion(s_model, baseline, window: 360, randomOrders: 2).InRandomOrders(beat, [], 3);
        var odd = new DeletionInsertion(s_model, baseline, window: 360, randomOrders: 3).InRandomOrders(beat, [], 3);
        var probabilities = new float[15];
        s_model.Score([.. beat, .. baseline.Beats], probabilities);
        var mean = (probabilities[3] / 2.0) + ((probabilities[8] + (double)probabilities[13]) / 4);
        Assert.Equal(mean, even.Deletion, 3e-7);
        Assert.Equal(mean, odd.Deletion, 3e-7);
        Assert.Equal(mean, odd.Insertion, 3e-7);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeletionInsertion(s_model, baseline).InRandomOrders(beat, [], 9));
    }

    [Fact]
    public void InfidelityIsLowForWhatForeseesAndOneForWhatDoesNot()
    {
        var (beat, baseline) = (TestModels.Beat(1), TestModels.Beats(0, 1));
        var score = new Infidelity(s_model, baseline);
        var shapley = new PermutationShapley(s_model, baseline, pairs: 3, samplesPerPlayer: 10).Attribute(beat, [], 2);
        var foreseen = score.Score(beat, [], shapley);
        Assert.InRange(foreseen, 0, 0.9);
        Assert.Equal(foreseen, score.Score(beat, [], Of([.. shapley.Values.Select(v => 7 * v)], 2)), 1e-6);
        Assert.Equal(1, score.Score(beat, [], Of(new float[360], 2)));
        Assert.Equal(1, score.Score(beat, [], Of([.. shapley.Values.Select(v => -v)], 2)));
        Assert.Equal(double.NaN, score.Score(TestModels.Beat(0), [], shapley));
    }

    [Fact]
    public void AMethodThatLooksAtTheBeatAloneIsNotChangedByRandomLayers()
    {
        var rows = new WeightRandomization(s_model, m => new Echo(m), layers: 3).Score(TestModels.Beat(1), [], 0);
        Assert.Equal(["dense", "block5.pointwise", "block5.depthwise"], rows.Select(r => r.Layer));
        Assert.All(rows, r => Assert.Equal(1, r.Correlation, 1e-12));
        var signed = new WeightRandomization(s_model, m => new GradCam(m, new GradCamOptions { Signed = true }), layers: 3).Score(TestModels.Beat(1), [], 0);
        Assert.All(signed, r => Assert.True(r.Correlation < 0.999));
        Assert.Equal(16, new WeightRandomization(s_model, m => new Echo(m)).Score(TestModels.Beat(1), [], 0).Length);
    }

    [Fact]
    public void AMapThatFollowsTheBeatIsStableUnderShifts()
    {
        var result = new Stability(new Echo(s_model)).Score(TestModels.Beat(1), [], 0);
        Assert.Equal(1, result.Shift, 1e-9);
        Assert.InRange(result.Noise, 0.99, 1);
        Assert.Equal(1, new Stability(new Echo(s_model), shifts: [-7]).Score(TestModels.Beat(1), [], 0).Shift, 1e-9);
        Assert.Throws<ArgumentException>(() => new Stability(new Echo(s_model), shifts: []));
        Assert.Throws<ArgumentException>(() => new Stability(new Echo(s_model), shifts: [360]));
        Assert.True(new Stability(new Echo(s_model), noise: 5).Score(TestModels.Beat(1), [], 0).Noise < 0.5);
    }

    [Fact]
    public void EvidenceIsSharedOutOverSegmentsAndContext()
    {
        var values = new float[360];
        values[10] = 3;
        values[20] = -8;
        values[110] = 1;
        values[200] = 4;
        var shares = EvidenceShare.Of(Of(values, 0), [new("a", 0, 100), new("b", 100, 150)]);
        Assert.Equal([0.375, 0.125, 0], shares);
        Assert.All(EvidenceShare.Of(Of(new float[360], 0), TestModels.Five), s => Assert.Equal(double.NaN, s));
    }

    [Fact]
    public void OverviewHoldsMeanSpreadAndShares()
    {
        var overview = new AttributionOverview();
        var segments = new ClinicalSegment[] { new("QRS", 0, 1), new("T", 1, 360) };
        foreach (var (first, second) in new[] { (1f, 3f), (3f, 1f), (2f, 0f) })
        {
            var values = new float[360];
            (values[0], values[5]) = (first, second);
            overview.Add(TestModels.Beat(0), Of(values, 4), segments);
        }

        overview.Add(TestModels.Beat(0), Of(new float[360], 4), [new("P", 0, 360)]);
        overview.Add(TestModels.Beat(0), Of(new float[360], 1), segments);
        Assert.Equal(["L", "V"], overview.Classes.Select(c => c.ClassName));
        var v = overview.Classes[1];
        Assert.Equal((4, 1), (v.Count, v.WithoutEvidence));
        Assert.Equal(1.5, v.Mean[0], 1e-9);
        Assert.Equal(1.2909944487358056, v.StandardDeviation[0], 1e-9); // numpy.std([1, 3, 2, 0], ddof=1)
        Assert.Equal((0.25 + 0.75 + 1) / 3, v.SegmentShares["QRS"], 1e-9);
        Assert.Equal((0.75 + 0.25 + 0) / 3, v.SegmentShares["T"], 1e-9);
        Assert.Equal(0, v.SegmentShares[AttributionOverview.Context]);
        Assert.Equal(TestModels.Beat(0)[7], v.MeanBeat[7], 1e-6);
        Assert.Equal(0, v.BeatDeviation[7], 1e-6);
    }

    [Fact]
    public void PassportSaysWhatAnExplanationFails()
    {
        var (beat, baseline) = (TestModels.Beat(1), TestModels.Beats(0, 1));
        var constant = new PassportOffice(s_model, m => new Constant(m), baseline).Issue(beat, [], 2);
        Assert.False(constant.IsReliable);
        Assert.Contains(constant.Reasons, r => r.Contains("same for every sample", StringComparison.Ordinal));
        var echo = new PassportOffice(s_model, m => new Echo(m), baseline, [new Occlusion(s_model, baseline)]).Issue(beat, [], 2);
        Assert.Contains(echo.Reasons, r => r.Contains("dense forgets", StringComparison.Ordinal));
        Assert.NotNull(echo.Agreement);
        var easy = new PassportThresholds { DeletionGain = -1, InsertionGain = -1, Infidelity = 1, RandomizedCorrelation = 1, Stability = -1, Agreement = -1 };
        var passed = new PassportOffice(s_model, m => new Echo(m), baseline, thresholds: easy).Issue(beat, [], 2);
        Assert.True(passed.IsReliable, string.Join(" ", passed.Reasons));
        Assert.Throws<ArgumentException>(() => new PassportOffice(s_model, m => new Echo(m), baseline, [new GradCam(TestModels.Make(ArrhythmiNetArchitecture.V1))]));
    }

    [Fact]
    public void ComparedMethodsHaveThePassportsThatEachHasByItself()
    {
        var (beat, baseline) = (TestModels.Beat(1), TestModels.Beats(0, 2));
        Func<ArrhythmiNetModel, IAttributionMethod>[] methods =
            [m => new Echo(m), m => new Occlusion(m, baseline), m => new GradCam(m, new GradCamOptions { Signed = true })];
        var comparison = new MethodComparison(s_model, methods, baseline);
        Assert.Equal(["echo", "occlusion"], comparison.Methods.Select(m => m.Name).Take(2));
        var passports = comparison.Issue(beat, [], 2, randomizedLayers: 3);
        for (var i = 0; i < methods.Length; i++)
        {
            var others = methods.Where((_, other) => other != i).Select(make => make(s_model)).ToArray();
            var alone = new PassportOffice(s_model, methods[i], baseline, others, randomizedLayers: 3).Issue(beat, [], 2);
            Assert.Equal(alone.DeletionInsertion, passports[i].DeletionInsertion);
            Assert.Equal(alone.Randomized, passports[i].Randomized);
            Assert.Equal(alone.Stability, passports[i].Stability);
            Assert.Equal(alone.Agreement!.Value, passports[i].Agreement!.Value, 1e-12);
            Assert.Equal(alone.FailedChecks, passports[i].FailedChecks);
        }

        Assert.Equal(["dense", "block5.pointwise", "block5.depthwise"], passports[0].Randomized.Select(r => r.Layer));
        Assert.Equal(passports[0].DeletionInsertion.RandomDeletion, passports[2].DeletionInsertion.RandomDeletion);
        Assert.Contains("randomisation", passports[0].FailedChecks);
        Assert.Single(comparison.Issue(beat, [], 2)[0].Randomized);

        // One aside is held against the others, and they are not held against it.
        var aside = new MethodComparison(s_model, methods, baseline, [m => new Constant(m)]).Issue(beat, [], 2);
        Assert.Equal(passports.Select(p => p.Agreement), aside.Take(3).Select(p => p.Agreement));
        Assert.Equal(0, aside[3].Agreement);
        Assert.Contains("constant map", aside[3].FailedChecks);

        // Witnesses count in agreement as the compared do, and have no passport.
        var witnessed = new MethodComparison(s_model, methods[..1], baseline, randomizedLayers: 3, witnesses: methods[1..]).Issue(beat, [], 2, randomizedLayers: 3);
        Assert.Equal(passports[0].Checks, Assert.Single(witnessed).Checks);
        Assert.Throws<ArgumentException>(() => new MethodComparison(s_model, [], baseline));
    }

    private static BeatAttribution Of(float[] values, int classIndex) => new("made", s_model, classIndex, AttributionTarget.Logit, values, []);

    /// <summary>Says of each sample its own value, whatever the network.</summary>
    private sealed class Echo(ArrhythmiNetModel model) : IAttributionMethod
    {
        public string Name => "echo";

        public ArrhythmiNetModel Model => model;

        public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex) =>
            new(Name, model, classIndex, AttributionTarget.Logit, beat.ToArray(), context.ToArray());
    }

    /// <summary>Says the same of every sample.</summary>
    private sealed class Constant(ArrhythmiNetModel model) : IAttributionMethod
    {
        public string Name => "constant";

        public ArrhythmiNetModel Model => model;

        public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex) =>
            new(Name, model, classIndex, AttributionTarget.Logit, [.. Enumerable.Repeat(1f, beat.Length)], new float[context.Length]);
    }
}
