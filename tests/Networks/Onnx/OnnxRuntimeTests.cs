namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Exported networks in ONNX Runtime against the project's own scores.</summary>
public class OnnxRuntimeTests
{
    private const float Tolerance = 1e-5f;

    private static readonly Dictionary<ArrhythmiNetArchitecture, Lazy<ArrhythmiNetModel>> s_trained =
        Enum.GetValues<ArrhythmiNetArchitecture>().ToDictionary(architecture => architecture, architecture => new Lazy<ArrhythmiNetModel>(() => Train(architecture)));

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxConvolutions.TwoDimensional, 256)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxConvolutions.TwoDimensional, 256)]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxConvolutions.OneDimensional, 256)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxConvolutions.OneDimensional, 256)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxConvolutions.TwoDimensional, 1)]
    public void TrainedNetworksScoreAlike(ArrhythmiNetArchitecture architecture, OnnxConvolutions convolutions, int batch)
    {
        OnnxRuntime.SkipUnlessInstalled();
        var model = s_trained[architecture].Value;
        var beats = SyntheticBeats.Make(batch == 1 ? 20 : 2 * batch, 11).Samples;
        Near(Score(model, beats), OnnxRuntime.Score(OnnxExport.ToBytes(model, new OnnxExportOptions { Convolutions = convolutions }), beats, batch));
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void BeatsAreNormalisedInTheGraph(ArrhythmiNetArchitecture architecture)
    {
        OnnxRuntime.SkipUnlessInstalled();
        var model = s_trained[architecture].Value;
        var raw = SyntheticBeats.Make(64, 12).Samples;
        for (var i = 0; i < raw.Length; i++) raw[i] = (raw[i] * (1 + (i / 360))) + (40 * (i / 360));
        raw.AsSpan(5 * 360, 360).Fill(1024.3f);
        raw.AsSpan(6 * 360, 360).Clear();

        // A constant beat but for one sample, by one bit.
        raw.AsSpan(7 * 360, 360).Fill(1024.25f);
        raw[(7 * 360) + 100] = MathF.BitIncrement(1024.25f);
        var normalised = raw.Chunk(360).SelectMany(ZScore).ToArray();
        var exported = OnnxExport.ToBytes(model, new OnnxExportOptions { Normalization = OnnxNormalization.ZScore });
        Near(Score(model, normalised), OnnxRuntime.Score(exported, raw, 64));
    }

    [Theory]
    [InlineData("conv", OnnxConvolutions.OneDimensional)]
    [InlineData("padded_conv", OnnxConvolutions.TwoDimensional)]
    [InlineData("depthwise", OnnxConvolutions.TwoDimensional)]
    [InlineData("pointwise", OnnxConvolutions.TwoDimensional)]
    [InlineData("identity", OnnxConvolutions.OneDimensional)]
    [InlineData("identity", OnnxConvolutions.TwoDimensional)]
    [InlineData("pooled", OnnxConvolutions.OneDimensional)]
    [InlineData("pooled", OnnxConvolutions.TwoDimensional)]
    public void EveryKindOfUnitScoresAlike(string name, OnnxConvolutions convolutions)
    {
        var definition = SmallNetworks.Make(name);
        var numbers = Formulas.Single(Formulas.Numbers(definition));
        var beats = Formulas.Single(Formulas.Beats(5, definition.InputLength));
        var ours = new float[5 * definition.ClassCount];
        new BatchScorer(new InferencePlan(definition, numbers, NetworkKernels.Best)).Score(beats, [], ours, 1);
        var classes = Enumerable.Range(0, definition.ClassCount).Select(k => $"class {k}").ToArray();
        var file = OnnxExport.Describe(ArrhythmiNetArchitecture.V1, definition, numbers, classes, [], new OnnxExportOptions { Convolutions = convolutions });
        Near(ours, OnnxRuntime.Score(OnnxWriter.Write(file), beats, 5));
    }

    private static ArrhythmiNetModel Train(ArrhythmiNetArchitecture architecture) =>
        ArrhythmiNetTraining.Train(
            SyntheticBeats.Make(400, 10),
            options: new ArrhythmiNetTrainingOptions { Architecture = architecture, Epochs = 2, BatchSize = 40, Seed = 3 }).Model;

    private static float[] Score(ArrhythmiNetModel model, float[] beats)
    {
        var scores = new float[beats.Length / 360 * model.Classes.Count];
        model.Score(beats, scores);
        return scores;
    }

    private static float[] ZScore(float[] beat)
    {
        var mean = beat.Average(x => (double)x);
        var deviation = (float)Math.Sqrt(beat.Average(x => (x - mean) * (x - mean)));
        return beat.Min() == beat.Max() ? new float[beat.Length] : [.. beat.Select(x => (x - (float)mean) / deviation)];
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }
}
