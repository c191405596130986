using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Networks.Tests;

public sealed class OnnxImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.None, OnnxConvolutions.TwoDimensional)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.None, OnnxConvolutions.OneDimensional)]
    [InlineData(ArrhythmiNetArchitecture.V1, OnnxNormalization.ZScore, OnnxConvolutions.OneDimensional)]
    [InlineData(ArrhythmiNetArchitecture.V2, OnnxNormalization.ZScore, OnnxConvolutions.TwoDimensional)]
    public void WhatIsReadBackIsWhatWasWritten(ArrhythmiNetArchitecture architecture, OnnxNormalization normalization, OnnxConvolutions convolutions)
    {
        var model = ArchitectureTests.Untrained(architecture, ["N", "élevé \"x\"", "心室"]);
        var options = new OnnxExportOptions { Normalization = normalization, Convolutions = convolutions, Preprocessing = "Sym4, 5 levels\n— causal." };
        var path = Path.Combine(_folder, "model.onnx");
        OnnxExport.Save(model, path, options);
        OnnxExport.Save(model, path, options);
        Assert.Equal([path], Directory.GetFiles(_folder));
        var bytes = File.ReadAllBytes(path);
        foreach (var read in new[] { OnnxImport.Load(path), OnnxImport.FromBytes(bytes) })
        {
            Assert.Equal(options, read.Options);
            Assert.Equal(model.ToBytes(), read.Network.ToBytes());
            Assert.Equal(bytes, OnnxExport.ToBytes(read.Network, read.Options));
        }
    }

    [Theory]
    [InlineData(OnnxNormalization.None, false, OnnxExplanation.None, OnnxShrinkage.Firm)]
    [InlineData(OnnxNormalization.MinMax, true, OnnxExplanation.GradCam, OnnxShrinkage.Soft)]
    [InlineData(OnnxNormalization.Robust, false, OnnxExplanation.GradCamEndToEnd, OnnxShrinkage.Hard)]
    public void TheWholePipelineIsReadBack(OnnxNormalization normalization, bool scale, OnnxExplanation explanation, OnnxShrinkage function)
    {
        var model = ArchitectureTests.Untrained(ArrhythmiNetArchitecture.V2, SyntheticBeats.Names);
        var options = Whole with
        {
            Normalization = normalization, ScaleInput = scale, Explanation = explanation, Preprocessing = "none", NamePrefix = scale ? "ecg." : "", SlotNames = scale, Denoising = Whole.Denoising! with { Function = function },
        };
        var bytes = OnnxExport.ToBytes(model, options);
        var read = OnnxImport.FromBytes(bytes);
        Assert.Equal(options, read.Options);
        Assert.Equal(options.GetHashCode(), read.Options.GetHashCode());
        Assert.Equal(bytes, OnnxExport.ToBytes(read.Network, read.Options));
        Assert.All(OnnxReader.Read(bytes, "file").Graph.Outputs, port => Assert.StartsWith(options.NamePrefix, port.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void ContextMayBePickedFromALongerVector()
    {
        var model = new ArrhythmiNetModel(
            ArrhythmiNetArchitecture.V1, SyntheticBeats.Names, ["a", "b"], [.. Enumerable.Range(0, ArchitectureTables.Build(ArrhythmiNetArchitecture.V1, 5, 2).ParameterCount).Select(i => (i % 7) / 8f)]);
        var options = Whole with { ContextPlaces = new OnnxContextPlaces(9, [4, 0]), Preprocessing = "none" };
        var bytes = OnnxExport.ToBytes(model, options);
        var read = OnnxImport.FromBytes(bytes);
        Assert.Equal(options, read.Options);
        Assert.Equal(options.GetHashCode(), read.Options.GetHashCode());
        Assert.Equal(bytes, OnnxExport.ToBytes(read.Network, read.Options));
        Assert.Equal(9, OnnxReader.Read(bytes, "file").Graph.Inputs[1].Width);
        foreach (var wrong in (OnnxContextPlaces[])[new(9, [4]), new(9, [4, 9]), new(9, [-1, 0]), new(0, [0, 0]), new(2000, [0, 1])])
            Assert.Throws<ArgumentException>(() => OnnxExport.ToBytes(model, options with { ContextPlaces = wrong }));

        var file = OnnxReader.Read(bytes, "file");
        foreach (var text in (string[])["", "9", "9 4 9", "9 4 x", "9 4 0 1"])
        {
            Changed(
                file with { Metadata = [.. file.Metadata.Select(e => e.Key == "arrhythmiavision.contextplaces" ? new KeyValuePair<string, string>(e.Key, text) : e)] },
                "contextplaces are no places");
        }
    }

    [Fact]
    public void ADamagedPipelineIsRefused()
    {
        var file = OnnxReader.Read(OnnxExport.ToBytes(ArchitectureTests.Untrained(ArrhythmiNetArchitecture.V2, SyntheticBeats.Names), Whole), "file");
        var entry = file.Metadata.Single(e => e.Key == "arrhythmiavision.denoising");
        Text("", "denoising is damaged");
        Text("{}", "denoising is damaged");
        Text("[1]", "denoising is damaged");
        Text(entry.Value.Replace("Symmetric", "Zero", StringComparison.Ordinal), "'Zero'");
        Text(entry.Value.Replace("\"firmRatio\":2", "\"firmRatio\":0.5", StringComparison.Ordinal), "at least 1 times");
        Text(entry.Value.Replace("2.5", "2.25", StringComparison.Ordinal), "'denoise.level1.factor'");
        Text(entry.Value.Replace("\"filter\":[", $"\"filter\":[{string.Join(',', Enumerable.Repeat(0, 200))},", StringComparison.Ordinal), "too long");
        Changed(file with { Metadata = [.. file.Metadata.Where(e => e.Key != "arrhythmiavision.explanation")] }, "ArrhythmiaVision writes");
        Changed(file with { Graph = file.Graph with { Outputs = [.. file.Graph.Outputs.Select(o => o with { Type = OnnxElementType.Double })] } }, "float or int64");

        void Text(string text, string because) =>
            Changed(file with { Metadata = [.. file.Metadata.Select(e => e.Key == entry.Key ? new KeyValuePair<string, string>(e.Key, text) : e)] }, because);
    }

    [Fact]
    public void TheDefaultTextComesBackAsText()
    {
        var read = OnnxImport.FromBytes(Exported());
        Assert.Contains("360 Hz", read.Options.Preprocessing, StringComparison.Ordinal);
        Assert.Equal(Exported(), OnnxExport.ToBytes(read.Network, read.Options));
    }

    [Fact]
    public void ManyClassesWithLongNamesFit()
    {
        var classes = Enumerable.Range(0, 1000).Select(i => new string('é', 510) + i).ToArray();
        var model = ArchitectureTests.Untrained(ArrhythmiNetArchitecture.V1, classes);
        var options = new OnnxExportOptions { Preprocessing = new string('é', OnnxExportOptions.LongestPreprocessing) };
        Assert.Equal(classes, OnnxImport.FromBytes(OnnxExport.ToBytes(model, options)).Network.Classes);
    }

    [Fact]
    public void CutFilesAreRefused()
    {
        var bytes = Exported();
        for (var length = 0; length < bytes.Length; length += length < 100 ? 1 : 1009)
            Assert.Throws<InvalidDataException>(() => OnnxImport.FromBytes(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void AChangedByteIsAnotherNumberOrRefused()
    {
        var bytes = Exported();
        var graphStart = FirstDifference(bytes, Exported(seed: 2)) - 64;
        for (var at = 0; at < bytes.Length; at += at < graphStart + 64 || at > bytes.Length - 700 ? 11 : 997)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 0x11;
            try
            {
                var read = OnnxImport.FromBytes(changed);
                Assert.Equal(changed, OnnxExport.ToBytes(read.Network, read.Options));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void AnyBytesAtAllGiveTheOneError()
    {
        var start = Exported()[..150];
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            tail =>
            {
                foreach (var bytes in new[] { tail, [.. start, .. tail], [0x3A, (byte)tail.Length, .. tail] })
                    Assert.Throws<InvalidDataException>(() => OnnxImport.FromBytes(bytes));
            }).Holds();
    }

    [Fact]
    public void OtherFilesAreNamedAndExplained()
    {
        var path = Path.Combine(_folder, "other.onnx");
        File.WriteAllText(path, "This is some other file altogether.");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => OnnxImport.Load(path)).Message, StringComparison.Ordinal);
        using (var large = File.Create(path)) large.SetLength(17 << 20);
        Refused(() => OnnxImport.Load(path), "17825792 bytes");
    }

    [Fact]
    public void WhatIsNotWrittenHereIsRefusedByName()
    {
        var file = OnnxReader.Read(Exported(), "file");
        var graph = file.Graph;
        Changed(file with { Metadata = [] }, "not written by ArrhythmiaVision");
        Changed(file with { Opset = 17 }, "opset 17");
        Changed(file with { MLOpset = 2 }, "opset 13");
        Changed(file with { Metadata = Metadata("arrhythmiavision.version", "2") }, "version '2'");
        Changed(file with { Metadata = Metadata("arrhythmiavision.architecture", "V3") }, "'V3'");
        Changed(file with { Metadata = Metadata("arrhythmiavision.normalization", "1") }, "'1'");
        Changed(file with { Metadata = Metadata("classes", """["N","N","R","A","V"]""") }, "'N' is named twice");
        Changed(file with { Metadata = Metadata("classes", """["N",["L"]]""") }, "not strings alone");
        Changed(file with { Metadata = Metadata("classes", """["N","L","R","A"]""") }, "tensor 'dense.weight'");
        Changed(file with { Metadata = [.. file.Metadata, file.Metadata[4]] }, "'classes' 2 times");
        Changed(file with { Graph = graph with { Nodes = Replace(graph.Nodes, 4, node => node with { Operator = "Gelu" }) } }, "Gelu 'bottleneck1.expand'");
        Changed(file with { Graph = graph with { Nodes = Replace(graph.Nodes, 1, node => node with { Attributes = [OnnxAttribute.Of("group", 2L)] }) } }, "Conv 'stem'");
        Changed(file with { Graph = graph with { Nodes = [.. graph.Nodes, graph.Nodes[0]] } }, "Unsqueeze 'channels' is none");
        Changed(file with { Graph = graph with { Nodes = [.. graph.Nodes.SkipLast(1)] } }, "Softmax 'probabilities' is missing");
        Changed(file with { Graph = graph with { Initializers = [.. graph.Initializers.Skip(1)] } }, "'stem.weight' is missing");
        Changed(file with { Graph = graph with { Initializers = [.. graph.Initializers, graph.Initializers[0]] } }, "'stem.weight' is there twice");
        Changed(file with { Graph = graph with { Initializers = Replace(graph.Initializers, 0, t => t with { Dimensions = [1L << 40, 1L << 40] }) } }, "'stem.weight'");
        Changed(file with { Graph = graph with { Initializers = Replace(graph.Initializers, 1, t => OnnxTensor.Of(t.Name, new float[17], 17)) } }, "'stem.bn.gamma'");
        Changed(file with { Graph = graph with { Initializers = Replace(graph.Initializers, 1, t => OnnxTensor.Of(t.Name, [.. new float[15], float.NaN], 16)) } }, "NaN");
        Changed(file with { Graph = graph with { Initializers = Replace(graph.Initializers, 4, t => OnnxTensor.Of(t.Name, [.. new float[15], -1], 16)) } }, "'stem.bn.variance' holds -1");
        Changed(file with { Graph = graph with { Inputs = [new OnnxPort("beats", 361)] } }, "input 'beats'");
        Changed(file with { Graph = graph with { Name = "Net" } }, "names or metadata");

        IReadOnlyList<KeyValuePair<string, string>> Metadata(string key, string value) =>
            [.. file.Metadata.Select(entry => entry.Key == key ? new KeyValuePair<string, string>(key, value) : entry)];
    }

    [Fact]
    public void FieldsThatAreNotKnownAreRefusedWithTheirPlace()
    {
        // training_info, field 20 of the model, empty.
        Refused(() => OnnxImport.FromBytes([.. Exported(), 0xA2, 0x01, 0x00]), "field 20");

        // Field 1 as a 64-bit number.
        Refused(() => OnnxImport.FromBytes([0x09, 0, 0, 0, 0, 0, 0, 0, 0]), "Fixed64");

        // A graph that says it is 2 GB long.
        Refused(() => OnnxImport.FromBytes([0x08, 0x07, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]), "from byte 2");
    }

    private static readonly OnnxExportOptions Whole = new()
    {
        Denoising = new OnnxDenoising { Filter = [0.1f, 0.7f, 0.7f, -0.1f], Thresholds = [2.5f, 0, 1.75f] },
        Normalization = OnnxNormalization.ZScore,
        PredictedClass = true,
        Explanation = OnnxExplanation.GradCam,
    };

    private static byte[] Exported(int seed = 1) => OnnxExport.ToBytes(ArchitectureTests.Untrained(ArrhythmiNetArchitecture.V2, SyntheticBeats.Names, seed));

    private static int FirstDifference(byte[] a, byte[] b) => a.AsSpan().CommonPrefixLength(b);

    private static T[] Replace<T>(IReadOnlyList<T> list, int index, Func<T, T> change) => [.. list.Select((item, i) => i == index ? change(item) : item)];

    private static void Changed(OnnxFile file, string because) => Refused(() => OnnxImport.FromBytes(OnnxWriter.Write(file)), because);

    private static void Refused(Action read, string because) =>
        Assert.Contains(because, Assert.Throws<InvalidDataException>(read).Message, StringComparison.Ordinal);
}
