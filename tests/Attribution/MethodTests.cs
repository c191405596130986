namespace ArrhythmiaVision.Attribution.Tests;

/// <summary>Gradients, occlusion and sampled Shapley values: against PyTorch, each other, and their laws.</summary>
public class MethodTests
{
    private static readonly string[] s_context = ["previous RR / median", "next RR / median"];

    public static TheoryData<ArrhythmiNetArchitecture> Both() => [ArrhythmiNetArchitecture.V1, ArrhythmiNetArchitecture.V2];

    [Theory]
    [MemberData(nameof(Both))]
    public void IntegratedGradientsAndOcclusionAreThoseOfPyTorch(ArrhythmiNetArchitecture architecture)
    {
        var (model, golden) = (TestModels.Make(architecture), GoldenNumbers.Networks[architecture]);
        var baseline = TestModels.Beats(0, 1);
        foreach (var (target, (sum, gap)) in new[] { (AttributionTarget.Logit, golden.IntegratedLogit), (AttributionTarget.Probability, golden.IntegratedProbability) })
        {
            var result = new IntegratedGradients(model, baseline, 50, target).Attribute(TestModels.Beat(1), [], 2);
            Assert.Equal(sum, TestModels.Checksum(result.Values), GoldenNumbers.Tolerance(sum));
            Assert.Equal(gap, result.AdditivityGap!.Value, GoldenNumbers.Tolerance(gap));
        }

        Assert.Equal(golden.Occlusion, TestModels.Checksum(new Occlusion(model, baseline, 25, 10).Attribute(TestModels.Beat(1), [], 2).Values), GoldenNumbers.Tolerance(golden.Occlusion));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void EveryMethodGivesTheSameBitsAgainAndOnAnyThread(ArrhythmiNetArchitecture architecture)
    {
        var model = TestModels.Make(architecture, s_context);
        var (beat, context) = (TestModels.Beat(1), TestModels.Context(1, 2));
        Func<IAttributionMethod>[] makers =
        [
            () => new GradCam(model),
            () => new ShapleySegments(model, TestModels.Beats(2, 2, 2), new ShapleySegmentsOptions { Segmenter = BeatSegmenters.Fixed(TestModels.Five) }),
            () => new IntegratedGradients(model, TestModels.Beats(2, 2, 2), 8),
            () => new ExpectedGradients(model, TestModels.Beats(2, 5, 2)),
            () => new PermutationShapley(model, TestModels.Beats(2, 1, 2), pairs: 1, samplesPerPlayer: 20),
            () => new Occlusion(model, TestModels.Beats(2, 1, 2)),
        ];
        foreach (var make in makers)
        {
            var method = make();
            var first = method.Attribute(beat, context, 3);
            method.Attribute(TestModels.Beat(4), context, 1);
            var results = new BeatAttribution[3];
            Parallel.For(0, 3, i => results[i] = make().Attribute(beat, context, 3));
            foreach (var other in results.Append(method.Attribute(beat, context, 3)))
            {
                Assert.Equal(first.Values, other.Values);
                Assert.Equal(first.ContextValues, other.ContextValues);
            }

            Assert.Equal((method.Name, "A", 360, 2), (first.Method, first.ClassName, first.Values.Count, first.ContextValues.Count));
            Assert.Equal(TestModels.Logit(model, beat, context, 3), first.Output, 1e-6);
            Assert.ThrowsAny<ArgumentException>(() => method.Attribute(beat, context, -1));
            Assert.ThrowsAny<ArgumentException>(() => method.Attribute(beat.AsSpan(1), context, 0));
        }
    }

    [Fact]
    public void SampledShapleyAddsUpExactlyAndNearsTheExactValues()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V2, s_context);
        var (beat, context, baseline) = (TestModels.Beat(1), TestModels.Context(1, 2), TestModels.Beats(0, 1, 2));
        var exact = new ShapleySegments(model, baseline).Explain(beat, context, ClinicalSegments.Equal(6)).ForClass(2);
        double previous = double.MaxValue;
        foreach (var pairs in new[] { 2, 60 })
        {
            var sampled = new PermutationShapley(model, baseline, pairs, seed: 4, samplesPerPlayer: 60).Attribute(beat, context, 2);
            Assert.InRange(sampled.AdditivityGap!.Value, -2e-6, 2e-6);
            var distance = exact.Values.Zip(sampled.Values, (a, b) => Math.Abs(a - b)).Concat(exact.ContextValues.Zip(sampled.ContextValues, (a, b) => Math.Abs(a - b))).Sum();
            Assert.True(distance < previous, $"{pairs} pairs: {distance}, not below {previous}");
            previous = distance;
        }

        var size = exact.Values.Concat(exact.ContextValues).Sum(Math.Abs);
        Assert.True(previous < 0.05 * size, $"{previous} of {size}");
    }

    [Fact]
    public void ExpectedGradientsNearWhatTheyAddUpTo()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V2, s_context);
        var (beat, context, background) = (TestModels.Beat(1), TestModels.Context(1, 2), TestModels.Beats(2, 4, 2));
        var method = (int rounds, int seed) => new ExpectedGradients(model, background, rounds, seed).Attribute(beat, context, 2);

        // Fifty times the points: by the law of large numbers a gap of about a seventh, over several seeds as one may be lucky.
        var gap = (int rounds) => Enumerable.Range(1, 6).Average(seed => Math.Abs(method(rounds, seed).AdditivityGap!.Value));
        var (few, many) = (gap(1), gap(50));
        Assert.True(many < 0.3 * few, $"{many} with 50 rounds, {few} with one");
        Assert.NotEqual(method(1, 1).Values, method(1, 2).Values);
    }

    [Fact]
    public void IntegratedGradientsCloseTheGapWithMoreSteps()
    {
        var method = (int steps) => Math.Abs(
            new IntegratedGradients(TestModels.Make(ArrhythmiNetArchitecture.V1), Baseline.FlatLine(), steps).Attribute(TestModels.Beat(1), [], 0).AdditivityGap!.Value);
        var (few, many) = (method(3), method(400));
        Assert.True(many < 0.05 * few, $"{many} with 400 steps, {few} with 3");
    }

    [Fact]
    public void OcclusionSeesNothingWhereTheBeatIsTheBaseline()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V2);
        var beat = TestModels.Beat(1);
        TestModels.Beat(0).AsSpan(100, 100).CopyTo(beat.AsSpan(100));
        var values = new Occlusion(model, TestModels.Beats(0, 1), window: 10, step: 5).Attribute(beat, [], 0).Values;
        Assert.All(values.Skip(110).Take(80), v => Assert.Equal(0, v, 1e-7f));
        Assert.Contains(values, v => Math.Abs(v) > 1e-5f);
    }

    [Fact]
    public void BaselinesAreOfTheSetAndTheSeed()
    {
        var data = SyntheticBeats.Make(23, 1);
        var balanced = Baseline.ClassBalanced(data, 4, 7);
        Assert.Equal(20, balanced.Count);
        for (var i = 0; i < balanced.Count; i++)
        {
            var at = Enumerable.Range(0, 23).Single(j => data.Samples.AsSpan(j * 360, 360).SequenceEqual(Baseline.ClassBalanced(data, 4, 7).Beat(i)));
            Assert.Equal(i / 4, data.Labels[at]);
        }

        Assert.False(balanced.Beats.SequenceEqual(Baseline.ClassBalanced(data, 4, 8).Beats));
        var mean = Baseline.MeanBeat(data);
        var expected = Enumerable.Range(0, 5).Average(k => Enumerable.Range(0, 23).Where(i => data.Labels[i] == k).Average(i => data.Samples[(i * 360) + 180]));
        Assert.Equal(expected, mean.Beat(0)[180], 1e-5);
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => Baseline.MeanBeat(new BeatDataset([], [], data.Classes))).Message, StringComparison.Ordinal);
    }
}
