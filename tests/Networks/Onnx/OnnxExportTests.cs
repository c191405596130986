using System.Security.Cryptography;

namespace ArrhythmiaVision.Networks.Tests;

public class OnnxExportTests
{
    // Made by an independent reader and writer of the same file:
    // python3 -c "import hashlib, onnx; m = onnx.load(path); onnx.checker.check_model(m, full_check=True); print(hashlib.sha256(m.SerializeToString()).hexdigest())"
    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.None, OnnxConvolutions.OneDimensional, "6379b1c9561e5ba7098e14a99f2419f6186b7eebcb353502ca44f4ba6d9be517")]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.ZScore, OnnxConvolutions.TwoDimensional, "bddd56ca9c2fca9cbb62be3bdd6858044765940b9eaaf9facd49ae3e1de26f48")]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.None, OnnxConvolutions.TwoDimensional, "c99f8e1a25fa24324adddfc2687302129c690b48f89c17b7da5d76de3ae691d7")]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.ZScore, OnnxConvolutions.OneDimensional, "cd1f1118c42ef2fa936c9bb35f4e4bde0fd11f8ddf75fd935d8576e0c0c4dbd9")]
    public void BytesAreThoseOfTheReferenceWriter(ArrhythmiNetArchitecture architecture, OnnxNormalization normalization, OnnxConvolutions convolutions, string expected)
    {
        var bytes = OnnxExport.ToBytes(Model(architecture), new OnnxExportOptions { Normalization = normalization, Convolutions = convolutions });
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    // As above.
    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.Robust, OnnxConvolutions.OneDimensional, OnnxShrinkage.Firm, "8a429696e8cd0bf38ce3856db96cfffb99353d1724f2131eae80a3e3ab96ee54")]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.MinMax, OnnxConvolutions.TwoDimensional, OnnxShrinkage.Garrote, "cab2ec73e0f785ee574de768614e1a15a1d7b9774f24446fbbdcc7840b24b251")]
    public void BytesOfWholePipelinesAreThoseOfTheReferenceWriter(
        ArrhythmiNetArchitecture architecture, OnnxNormalization normalization, OnnxConvolutions convolutions, OnnxShrinkage function, string expected)
    {
        var bytes = OnnxExport.ToBytes(Model(architecture), Whole(function) with { Normalization = normalization, Convolutions = convolutions });
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Normalization = (OnnxNormalization)7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Convolutions = (OnnxConvolutions)7 }));
        Assert.Throws<ArgumentException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Preprocessing = new string('x', OnnxExportOptions.LongestPreprocessing + 1) }));
        Assert.Throws<ArgumentException>(() => OnnxExport.Save(model, ""));
        Assert.Throws<ArgumentException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { ScaleInput = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Explanation = (OnnxExplanation)7 }));
        var denoising = Whole(OnnxShrinkage.Soft).Denoising!;
        foreach (var wrong in (OnnxDenoising[])
        [
            denoising with { Filter = [1, 1, 1] }, denoising with { Filter = [] }, denoising with { Filter = [1, float.NaN] }, denoising with { Thresholds = [] },
            denoising with { Thresholds = [-1] }, denoising with { Thresholds = new float[21] }, denoising with { FirmRatio = 0.5f },
            denoising with { Function = (OnnxShrinkage)7 }, denoising with { Boundary = (OnnxBoundary)7 },
        ])
        {
            Assert.ThrowsAny<ArgumentException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Denoising = wrong }));
        }
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.ZScore, null, false)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.ZScore, null, false)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.ZScore, OnnxShrinkage.Soft, true)]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.MinMax, OnnxShrinkage.Hard, true)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.Robust, OnnxShrinkage.Garrote, true)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.None, OnnxShrinkage.Firm, true)]
    public void EveryNodeTakesWhatIsThereAndEveryTensorIsTaken(ArrhythmiNetArchitecture architecture, OnnxNormalization normalization, OnnxShrinkage? function, bool whole)
    {
        var model = Model(architecture);
        var options = whole ? Whole(function!.Value) with { Normalization = normalization } : new OnnxExportOptions { Normalization = normalization };
        var graph = OnnxGraphBuilder.Build("net", model.Definition, model.Numbers, model.Classes, options);
        var known = graph.Initializers.Select(tensor => tensor.Name).Append("beats").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(graph.Initializers.Count + 1, known.Count);
        foreach (var node in graph.Nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, known));
            Assert.All(node.Outputs, output => Assert.True(known.Add(output), output));
        }

        Assert.Contains("probabilities", known);
        var taken = graph.Nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);

        // TopK gives places too, which nobody needs; what names ML.NET's slots is needed by its name alone.
        Assert.All(
            known.Except(taken).Where(name => !name.EndsWith(".order", StringComparison.Ordinal) && name != "slots.unused"), name => Assert.Contains(name, graph.Outputs.Select(port => port.Name)));
        Assert.All(graph.Outputs, port => Assert.Contains(port.Name, known));
        Assert.Equal(model.ParameterCount, OnnxParameter.Of(model.Definition, default).Sum(parameter => parameter.Count));
    }

    private static OnnxExportOptions Whole(OnnxShrinkage function) => new()
    {
        Denoising = new OnnxDenoising
        {
            Filter = [0.5f, 0.75f, 0.25f, -0.125f], Thresholds = [2.5f, 2, 1.5f], Function = function, Boundary = OnnxBoundary.Reflect, NoiseOfEachLevel = function == OnnxShrinkage.Firm,
        },
        PredictedClass = true,
        SlotNames = function == OnnxShrinkage.Garrote,
        Explanation = OnnxExplanation.GradCam,
    };

    /// <summary>Numbers that are the same on every machine.</summary>
    private static ArrhythmiNetModel Model(ArrhythmiNetArchitecture architecture) =>
        new(architecture, SyntheticBeats.Names, [], [.. Enumerable.Range(0, ArchitectureTables.Build(architecture, 5).ParameterCount).Select(i => ((i % 23) + 1) / 32f)]);
}
