namespace ArrhythmiaVision.Networks.Tests;

/// <summary>The networks against PyTorch: scores, losses, gradients, running statistics, optimiser, schedule.</summary>
public class PyTorchTests
{
    public static TheoryData<string, int> Networks()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in GoldenNumbers.Networks.Keys)
        {
            foreach (var width in EngineHarness.AllKernels.Keys) cases.Add(name, width);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ScoresLossGradientsAndRunningStatisticsAreThoseOfPyTorch(string name, int width)
    {
        var golden = GoldenNumbers.Networks[name];
        var kernels = EngineHarness.AllKernels[width];
        var (definition, count, smoothing) = name switch
        {
            "v1" => (ArchitectureTables.Build(ArrhythmiNetArchitecture.V1, 5), 8, 0.02),
            "v2" => (ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5), 8, 0.02),
            _ => (SmallNetworks.Make(name), 5, 0.1),
        };
        var numbers = Formulas.Single(Formulas.Numbers(definition));
        var beats = Formulas.Single(Formulas.Beats(count, definition.InputLength));

        var scores = new float[definition.ClassCount];
        new BatchScorer(new InferencePlan(definition, numbers, kernels)).Score(beats.AsSpan(0, definition.InputLength), [], scores, 1);
        for (var k = 0; k < scores.Length; k++) Assert.Equal(golden.Scores[k], scores[k], 2e-6);

        using var harness = new EngineHarness(definition, kernels, numbers, beats, Formulas.Labels(count, definition.ClassCount), smoothing);
        Assert.Equal(golden.Loss, harness.RunGradients(), 2e-6);
        var gradients = harness.Gradients();
        var after = harness.Numbers();
        int gradient = 0, running = 0;
        for (var u = 0; u < definition.Units.Count; u++)
        {
            var channels = definition.Units[u].OutputChannels;
            Near(golden.Gradients[gradient++], gradients.AsSpan(definition.WeightOffset(u), definition.Units[u].WeightCount));
            Near(golden.Gradients[gradient++], gradients.AsSpan(definition.GammaOffset(u), channels));
            Near(golden.Gradients[gradient++], gradients.AsSpan(definition.BetaOffset(u), channels));
            Near(golden.Running[running++], after.AsSpan(definition.MeanOffset(u), channels));
            Near(golden.Running[running++], after.AsSpan(definition.VarianceOffset(u), channels));
        }

        Near(golden.Gradients[gradient++], gradients.AsSpan(definition.DenseOffset, definition.ClassCount * definition.FeatureChannels));
        Near(golden.Gradients[gradient++], gradients.AsSpan(definition.DenseBiasOffset, definition.ClassCount));
        Assert.Equal(golden.Gradients.Length, gradient);
        Assert.Equal(golden.Running.Length, running);
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void TwelveStepsOfTrainingFollowPyTorch(ArrhythmiNetArchitecture architecture)
    {
        var expected = architecture == ArrhythmiNetArchitecture.V1 ? GoldenNumbers.V1Losses : GoldenNumbers.V2Losses;
        var definition = ArchitectureTables.Build(architecture, 5);
        var options = new ArrhythmiNetTrainingOptions { LearningRate = 5e-3 };
        using var harness = new EngineHarness(
            definition, NetworkKernels.Best, Formulas.Single(Formulas.Numbers(definition)), Formulas.Single(Formulas.Beats(10, 360)),
            Formulas.Labels(10, 5), smoothing: 0.02, weightDecay: 1e-3);
        for (var step = 0; step < expected.Length; step++)
        {
            // Adam makes a full step of a gradient that is 0 but for rounding, so rounding grows: PyTorch's own single
            // precision is 4 % from its double after a few steps.
            var loss = harness.RunStep(LearningRates.At(options, step, expected.Length), step + 1);
            Assert.Equal(expected[step], loss, (step < 3 ? 1e-3 : 0.06) * expected[step]);
        }
    }

    [Fact]
    public void OneCycleIsThatOfPyTorch()
    {
        var options = new ArrhythmiNetTrainingOptions { LearningRate = 5e-3 };
        for (var step = 0; step < 10; step++)
            Assert.Equal(GoldenNumbers.OneCycle[step], LearningRates.At(options, step, 10), 1e-10);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public unsafe void AdamWIsThatOfPyTorch(int width)
    {
        const int count = 32;
        var kernels = EngineHarness.AllKernels[width];
        AlignedBuffer values = new(count), first = new(count), second = new(count), gradient = new(2 * count);
        for (var j = 0; j < count; j++) values.Span[j] = (float)Math.Sin(j);
        for (var step = 1; step <= 4; step++)
        {
            // In two parts, as two chunks of a batch give it.
            for (var j = 0; j < count; j++)
            {
                gradient.Span[j] = (float)(0.25 * Math.Cos(j * step));
                gradient.Span[count + j] = (float)(0.75 * Math.Cos(j * step));
            }

            kernels.AdamW(values.Pointer, first.Pointer, second.Pointer, gradient.Pointer, 2, count, count, new AdamWStep(0.01, step), 1 - (0.01f * 0.1f));
        }

        for (var j = 0; j < GoldenNumbers.AdamW.Length; j++) Assert.Equal(GoldenNumbers.AdamW[j], values.Span[j], 1e-5);
    }

    private static void Near(double expected, ReadOnlySpan<float> actual)
    {
        var size = 0.0;
        foreach (var value in actual) size += Math.Abs(value);
        Assert.Equal(expected, Formulas.Checksum(actual), 1e-5 + (2e-4 * size));
    }
}
