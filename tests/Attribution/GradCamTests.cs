namespace ArrhythmiaVision.Attribution.Tests;

public class GradCamTests
{
    public static TheoryData<ArrhythmiNetArchitecture, int> Layers()
    {
        var cases = new TheoryData<ArrhythmiNetArchitecture, int>();
        foreach (var (architecture, golden) in GoldenNumbers.Networks)
        {
            foreach (var layer in golden.GradCam.Keys) cases.Add(architecture, layer);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void MapsAreThoseOfPyTorch(ArrhythmiNetArchitecture architecture, int layer)
    {
        var model = TestModels.Make(architecture);
        var (k, signed, positive) = GoldenNumbers.Networks[architecture].GradCam[layer];
        var name = new NetworkProbe(model).Layers[layer].Name;
        Check(k, signed, new GradCam(model, new GradCamOptions { Layer = name, Signed = true }));
        Check(k, positive, new GradCam(model, new GradCamOptions { Layer = name }));

        static void Check(int k, double expected, GradCam method) =>
            Assert.Equal(expected, TestModels.Checksum(method.Map(TestModels.Beat(1), [], k)), GoldenNumbers.Tolerance(expected));
    }

    /// <summary>After the last convolution come a mean and a sum: the gradient is the dense weight over the map's length.</summary>
    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void OfTheLastConvolutionTheMapIsTheDenseWeightsTimesTheActivations(ArrhythmiNetArchitecture architecture)
    {
        var model = TestModels.Make(architecture, "previous RR / median");
        var (beat, context) = (TestModels.Beat(3), TestModels.Context(1, 1));
        var probe = new NetworkProbe(model);
        var last = probe.Layers[^1];
        var activations = new float[last.Length * last.Channels];
        probe.Forward(beat, context);
        probe.CopyActivation(probe.Layers.Count - 1, activations);
        for (var k = 0; k < 5; k++)
        {
            var map = new GradCam(model, new GradCamOptions { Signed = true }).Map(beat, context, k);
            for (var t = 0; t < last.Length; t++)
            {
                var expected = 0.0;
                for (var c = 0; c < last.Channels; c++)
                    expected += activations[(t * last.Channels) + c] * model.Numbers[model.Definition.DenseOffset + (k * model.Definition.DenseInputs) + c] / last.Length;
                Assert.Equal(expected, map[t], (1e-4 * map.Max(Math.Abs)) + 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void TheGivenClassIsTheOneThatTheModelScoresHighest(ArrhythmiNetArchitecture architecture)
    {
        var model = TestModels.Make(architecture, "previous RR / median");
        var method = new GradCam(model, new GradCamOptions { Signed = true });
        var (map, probabilities) = (new float[360], new float[5]);
        for (var i = 0; i < 8; i++)
        {
            var (beat, context) = (TestModels.Beat(i), TestModels.Context(i, 1));
            model.Score(beat, context, probabilities);
            var given = method.Attribute(beat, context, map.AsSpan());
            Assert.Equal(Array.IndexOf(probabilities, probabilities.Max()), given);
            Assert.Equal(method.Attribute(beat, context, given).Values, map);
        }

        // With no weight at the end all classes are equal, and the first of them is given.
        var definition = ArchitectureTables.Build(architecture, 5, 0);
        var numbers = Formulas.Single(Formulas.Numbers(definition));
        Array.Clear(numbers, definition.DenseOffset, numbers.Length - definition.DenseOffset);
        Assert.Equal(0, new GradCam(new ArrhythmiNetModel(architecture, model.Classes, [], numbers)).Attribute(TestModels.Beat(1), [], map.AsSpan()));
        Assert.Throws<ArgumentException>(() => method.Attribute(TestModels.Beat(0), TestModels.Context(0, 1), new float[359].AsSpan()));
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, 31, 32)]
    [InlineData(ArrhythmiNetArchitecture.V2, 0, 128)]
    public void PointsStandAtTheirReceptiveFieldsAndLinesRunBetween(ArrhythmiNetArchitecture architecture, int first, int step)
    {
        var method = new GradCam(TestModels.Make(architecture), new GradCamOptions { Signed = true });
        var map = method.Map(TestModels.Beat(1), [], 0);
        var values = method.Attribute(TestModels.Beat(1), [], 0).Values;
        for (var i = 0; i < map.Length; i++) Assert.Equal(map[i], values[first + (i * step)]);
        Assert.Equal((map[0] + map[1]) / 2, values[first + (step / 2)], 1e-2f * Math.Abs(map[0] - map[1]));
        Assert.All(values.Take(first), v => Assert.Equal(map[0], v));
        Assert.All(values.Skip(first + (step * (map.Length - 1))), v => Assert.Equal(map[^1], v));
    }

    [Fact]
    public void EndToEndPutsTheFirstPointFirstAndTheLastLast()
    {
        var method = new GradCam(TestModels.Make(ArrhythmiNetArchitecture.V2), new GradCamOptions { Signed = true, Placement = MapPlacement.EndToEnd });
        var map = method.Map(TestModels.Beat(1), [], 0);
        var values = method.Attribute(TestModels.Beat(1), [], 0).Values;
        Assert.Equal((map[0], map[2]), (values[0], values[359]));
        Assert.Equal(map[1] + ((map[2] - map[1]) / 359), values[180], 1e-3f * Math.Abs(map[2] - map[1]) / 359);
    }

    [Fact]
    public void NothingSpeaksBelowZeroUnlessAskedFor()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V1);
        var below = 0;
        for (var k = 0; k < 5; k++)
        {
            var signed = new GradCam(model, new GradCamOptions { Signed = true }).Map(TestModels.Beat(0), [], k);
            Assert.Equal(signed.Select(v => Math.Max(0, v)), new GradCam(model).Map(TestModels.Beat(0), [], k));
            below += signed.Count(v => v < 0);
        }

        Assert.InRange(below, 1, 49);
    }

    [Fact]
    public void WhatCannotBeExplainedIsRefusedWithTheChoices()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V2);
        Assert.Contains("bottleneck7.project, head", Message(() => new GradCam(model, new GradCamOptions { Layer = "conv5" })), StringComparison.Ordinal);
        var method = new GradCam(model);
        Assert.Contains("2 (R)", Message(() => method.Attribute(TestModels.Beat(0), [], 5)), StringComparison.Ordinal);
        Assert.Contains("N, L, R, A, V", Message(() => method.Attribute(TestModels.Beat(0), [], "X")), StringComparison.Ordinal);
        var beat = TestModels.Beat(0);
        beat[17] = float.NaN;
        Assert.Contains("sample 17", Message(() => method.Attribute(beat, [], 0)), StringComparison.Ordinal);
        Assert.Contains("context", Message(() => method.Attribute(TestModels.Beat(0), [1f], 0)), StringComparison.Ordinal);

        static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void InGivenMemoryNothingIsAllocated()
    {
        var (method, beat, values) = (new GradCam(TestModels.Make(ArrhythmiNetArchitecture.V2)), TestModels.Beat(0), new float[360]);
        Assert.Equal(0, Allocations.InSteadyState(() => method.Attribute(beat, [], 1, values)));
        Assert.Equal(0, Allocations.InSteadyState(() => method.Attribute(beat, [], values.AsSpan())));
    }
}
