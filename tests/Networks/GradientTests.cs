namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Every layer's gradient against finite differences of the plain reference.</summary>
public class GradientTests
{
    private const int Beats = 5;
    private const double Smoothing = 0.1;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in SmallNetworks.AllNames)
        {
            foreach (var width in EngineHarness.AllKernels.Keys) cases.Add(name, width);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TrainingGradientIsTheFiniteDifference(string name, int width)
    {
        var definition = SmallNetworks.Make(name);
        var numbers = Formulas.Numbers(definition);
        var beats = Formulas.Beats(Beats, SmallNetworks.Length);
        var labels = Formulas.Labels(Beats, SmallNetworks.Classes);
        using var harness = new EngineHarness(
            definition, EngineHarness.AllKernels[width], Formulas.Single(numbers), Formulas.Single(beats), labels, Smoothing);

        var loss = harness.RunGradients();
        var gradients = harness.Gradients();

        Assert.Equal(new ReferenceNetwork(definition, numbers).Loss(beats, labels, Smoothing), loss, 1e-5);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (IsRunningStatistic(definition, i)) continue;
            var expected = Difference(numbers, i, () => new ReferenceNetwork(definition, numbers).Loss(beats, labels, Smoothing));
            Assert.True(Math.Abs(expected - gradients[i]) < 2e-5 + (1e-3 * Math.Abs(expected)), $"number {i}: {gradients[i]}, difference {expected}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ScoringGradientIsTheFiniteDifference(string name, int width)
    {
        var definition = SmallNetworks.Make(name);
        var numbers = Formulas.Numbers(definition);
        var beat = Formulas.Beats(1, SmallNetworks.Length);
        double[] mix = [1, -0.5, 0.25];
        var pass = new GradientPass(new InferencePlan(definition, Formulas.Single(numbers), EngineHarness.AllKernels[width]));
        var context = Formulas.Context(0, definition.ContextLength);
        pass.Forward(Formulas.Single(beat), Formulas.Single(context));
        pass.Backward(Formulas.Single(mix));

        var reference = new ReferenceNetwork(definition, numbers);
        var logits = reference.Logits(beat, training: false)[0];
        for (var k = 0; k < logits.Length; k++) Assert.Equal(logits[k], pass.Logits[k], 1e-5);
        for (var t = 0; t < beat.Length; t++)
        {
            var expected = Difference(beat, t, () => new ReferenceNetwork(definition, numbers).Logits(beat, training: false)[0].Zip(mix, (a, b) => a * b).Sum());
            Assert.True(Math.Abs(expected - pass.InputGradient[t]) < 2e-5 + (1e-3 * Math.Abs(expected)), $"sample {t}: {pass.InputGradient[t]}, difference {expected}");
        }

        for (var c = 0; c < context.Length; c++)
        {
            var expected = Difference(context, c, () => new ReferenceNetwork(definition, numbers) { FirstContext = context }.Logits(beat, training: false)[0].Zip(mix, (a, b) => a * b).Sum());
            Assert.True(Math.Abs(expected - pass.ContextGradient[c]) < 2e-5 + (1e-3 * Math.Abs(expected)), $"context {c}: {pass.ContextGradient[c]}, difference {expected}");
        }

        for (var u = 0; u < definition.Units.Count; u++)
        {
            var unit = definition.Units[u];
            var activation = new float[unit.OutputLength * unit.OutputChannels];
            pass.CopyActivation(u, activation);
            for (var t = 0; t < unit.OutputLength; t++)
            {
                for (var c = 0; c < unit.OutputChannels; c++)
                    Assert.Equal(reference.Outputs[u][0][c, t], activation[(t * unit.OutputChannels) + c], 1e-4);
            }
        }
    }

    [Fact]
    public void GradientAtTheLastMapIsTheDenseWeightsOverItsLength()
    {
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5);
        var numbers = Formulas.Single(Formulas.Numbers(definition));
        var pass = new GradientPass(new InferencePlan(definition, numbers, NetworkKernels.Best));
        pass.Forward(Formulas.Single(Formulas.Beats(1, 360)));
        pass.Backward([0, 0, 1, 0, 0]);
        var gradient = new float[3 * 190];
        pass.CopyGradient(definition.Units.Count - 1, gradient);
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal(numbers[definition.DenseOffset + (2 * 190) + (i % 190)] / 3, gradient[i], 1e-6f);
    }

    private static double Difference(double[] values, int index, Func<double> f)
    {
        const double h = 1e-5;
        var value = values[index];
        values[index] = value + h;
        var above = f();
        values[index] = value - h;
        var below = f();
        values[index] = value;
        return (above - below) / (2 * h);
    }

    private static bool IsRunningStatistic(NetworkDefinition definition, int index) =>
        Enumerable.Range(0, definition.Units.Count).Any(
            u => index >= definition.MeanOffset(u) && index < definition.VarianceOffset(u) + definition.Units[u].OutputChannels);
}
