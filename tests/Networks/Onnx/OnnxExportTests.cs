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

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        var model = Model(ArrhythmiNetArchitecture.V2);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Normalization = (OnnxNormalization)7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Convolutions = (OnnxConvolutions)7 }));
        Assert.Throws<ArgumentException>(() => OnnxExport.ToBytes(model, new OnnxExportOptions { Preprocessing = new string('x', OnnxExportOptions.LongestPreprocessing + 1) }));
        Assert.Throws<ArgumentException>(() => OnnxExport.Save(model, ""));
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void EveryNodeTakesWhatIsThereAndEveryTensorIsTaken(ArrhythmiNetArchitecture architecture)
    {
        var model = Model(architecture);
        var graph = OnnxGraphBuilder.Build("net", model.Definition, model.Numbers, new OnnxExportOptions { Normalization = OnnxNormalization.ZScore });
        var known = graph.Initializers.Select(tensor => tensor.Name).Append("beats").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(graph.Initializers.Count + 1, known.Count);
        foreach (var node in graph.Nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, known));
            Assert.All(node.Outputs, output => Assert.True(known.Add(output), output));
        }

        Assert.Contains("probabilities", known);
        var taken = graph.Nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        Assert.All(known.Except(taken), name => Assert.Equal("probabilities", name));
        Assert.Equal(model.ParameterCount, OnnxParameter.Of(model.Definition, default).Sum(parameter => parameter.Count));
    }

    /// <summary>Numbers that are the same on every machine.</summary>
    private static ArrhythmiNetModel Model(ArrhythmiNetArchitecture architecture) =>
        new(architecture, SyntheticBeats.Names, [], [.. Enumerable.Range(0, ArchitectureTables.Build(architecture, 5).ParameterCount).Select(i => ((i % 23) + 1) / 32f)]);
}
