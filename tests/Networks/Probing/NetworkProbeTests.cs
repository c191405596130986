namespace ArrhythmiaVision.Networks.Tests;

public class NetworkProbeTests
{
    /// <summary>What the networks' strides, kernels and paddings come to: the last maps' points, and some before them.</summary>
    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, "block1.conv", 3, 2, 1)]
    [InlineData(ArrhythmiNetArchitecture.V1, "block2.depthwise", 19, 4, 3)]
    [InlineData(ArrhythmiNetArchitecture.V1, "block5.pointwise", 187, 32, 31)]
    [InlineData(ArrhythmiNetArchitecture.V2, "stem", 5, 2, 0)]
    [InlineData(ArrhythmiNetArchitecture.V2, "bottleneck3.expand", 29, 4, 0)]
    [InlineData(ArrhythmiNetArchitecture.V2, "head", 525, 128, 0)]
    public void ReceptiveFieldsFollowFromTheLayers(ArrhythmiNetArchitecture architecture, string name, int field, int step, double first)
    {
        var probe = new NetworkProbe(Model(architecture));
        var layer = probe.Layers[probe.LayerIndex(name)];
        Assert.Equal((field, step, first), (layer.ReceptiveField, layer.Step, layer.FirstCenter));
        Assert.Equal(probe.Model.Layers.Single(l => l.Name == name).OutputLength, layer.Length);
        Assert.Equal(first + (step * (layer.Length - 1)), layer.Center(layer.Length - 1));
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void APointSeesItsReceptiveFieldAndNoMore(ArrhythmiNetArchitecture architecture)
    {
        var probe = new NetworkProbe(Model(architecture));
        var beat = Formulas.Single(Formulas.Beats(1, 360));
        for (var l = 0; l < probe.Layers.Count; l++)
        {
            var layer = probe.Layers[l];
            var point = layer.Length / 2;
            var reach = (layer.ReceptiveField - 1) / 2.0;
            var before = Activation(probe, beat, l, point);
            foreach (var outside in new[] { layer.Center(point) - reach - 1, layer.Center(point) + reach + 1 })
            {
                if (outside is < 0 or > 359) continue;
                var changed = (float[])beat.Clone();
                changed[(int)outside] += 10;
                Assert.Equal(before, Activation(probe, changed, l, point));
            }
        }
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void ManyBeatsGiveTheLogitsThatEachGives(ArrhythmiNetArchitecture architecture)
    {
        var model = Model(architecture, 3);
        var probe = new NetworkProbe(model);
        var beats = Formulas.Single(Formulas.Beats(7, 360));
        var contexts = Enumerable.Range(0, 7).SelectMany(b => Formulas.Single(Formulas.Context(b, 3))).ToArray();
        var (logits, probabilities) = (new float[7 * 5], new float[7 * 5]);
        probe.Score(beats, contexts, logits);
        model.Score(beats, contexts, probabilities);
        for (var b = 0; b < 7; b++)
        {
            probe.Forward(beats.AsSpan(b * 360, 360), contexts.AsSpan(b * 3, 3));
            for (var k = 0; k < 5; k++) Assert.Equal(probe.Logits[k], logits[(b * 5) + k], 1e-5f);
            var row = logits.AsSpan(b * 5, 5);
            Classifier.Softmax(row);
            for (var k = 0; k < 5; k++) Assert.Equal(probabilities[(b * 5) + k], row[k], 1e-6f);
        }
    }

    [Fact]
    public void GradientOfAProbabilityIsTheFiniteDifference()
    {
        var model = Model(ArrhythmiNetArchitecture.V2, 3);
        var probe = new NetworkProbe(model);
        var (beat, context, probabilities) = (Formulas.Single(Formulas.Beats(1, 360)), Formulas.Single(Formulas.Context(0, 3)), new float[5]);
        probe.Forward(beat, context);
        probe.Backward(2, ofProbability: true);
        var gradient = probe.ContextGradient.ToArray();
        for (var c = 0; c < 3; c++)
        {
            const float h = 5e-3f;
            Assert.Equal((At(c, h) - At(c, -h)) / (2 * h), gradient[c], 2e-4f);
        }

        float At(int c, float step)
        {
            var moved = (float[])context.Clone();
            moved[c] += step;
            model.Score(beat, moved, probabilities);
            return probabilities[2];
        }
    }

    [Fact]
    public void AGradientPartOfTheWayIsThatOfTheWholeWay()
    {
        var probe = new NetworkProbe(Model(ArrhythmiNetArchitecture.V2));
        probe.Forward(Formulas.Single(Formulas.Beats(1, 360)));
        var layer = probe.LayerIndex("bottleneck6.project");
        var (whole, part) = (new float[6 * 32], new float[6 * 32]);
        probe.Backward(1);
        probe.CopyGradient(layer, whole);
        probe.Backward(3);
        probe.Backward(1, downTo: layer);
        probe.CopyGradient(layer, part);
        Assert.Equal(whole, part);
        Assert.Throws<InvalidOperationException>(() => probe.InputGradient.Length);
        Assert.Throws<InvalidOperationException>(() => probe.CopyGradient(0, new float[180 * 16]));
    }

    [Fact]
    public void UnknownLayersAreRefusedWithThoseThereAre()
    {
        var probe = new NetworkProbe(Model(ArrhythmiNetArchitecture.V1));
        Assert.Contains("block5.pointwise", Assert.Throws<ArgumentException>(() => probe.LayerIndex("conv9")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => probe.Backward(0));
        Assert.Throws<ArgumentException>(() => probe.Forward(new float[359]));
        Assert.Throws<ArgumentOutOfRangeException>(() => probe.Backward(5));
    }

    [Fact]
    public void RandomizingALayerChangesItAlone()
    {
        var model = Model(ArrhythmiNetArchitecture.V2, 2);
        var names = LayerRandomization.LayersOf(model);
        Assert.Equal("dense", names[^1]);
        Assert.DoesNotContain("pool", names);
        foreach (var name in names)
        {
            var random = LayerRandomization.Randomize(model, [name], 5);
            Assert.Equal(random.ToBytes(), LayerRandomization.Randomize(model, [name], 5).ToBytes());
            Assert.NotEqual(random.ToBytes(), LayerRandomization.Randomize(model, [name], 6).ToBytes());
            var changed = Enumerable.Range(0, model.ParameterCount).Count(i => model.Numbers[i] != random.Numbers[i]);
            Assert.InRange(changed, 1, model.Layers.Single(l => l.Name == name).ParameterCount);
            Assert.Equal(RootMeanSquare(model), RootMeanSquare(random), 0.1);
        }

        Assert.Contains("stem", Assert.Throws<ArgumentException>(() => LayerRandomization.Randomize(model, ["pool"], 1)).Message, StringComparison.Ordinal);
    }

    private static double RootMeanSquare(ArrhythmiNetModel model) => Math.Sqrt(model.Numbers.ToArray().Average(x => (double)x * x));

    private static float[] Activation(NetworkProbe probe, float[] beat, int layer, int point)
    {
        var (length, channels) = (probe.Layers[layer].Length, probe.Layers[layer].Channels);
        var values = new float[length * channels];
        probe.Forward(beat);
        probe.CopyActivation(layer, values);
        return values[(point * channels)..((point + 1) * channels)];
    }

    private static ArrhythmiNetModel Model(ArrhythmiNetArchitecture architecture, int context = 0)
    {
        var definition = ArchitectureTables.Build(architecture, 5, context);
        return new ArrhythmiNetModel(
            architecture, SyntheticBeats.Names, [.. Enumerable.Range(0, context).Select(i => $"ratio {i}")], Formulas.Single(Formulas.Numbers(definition)));
    }
}
