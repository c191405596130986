using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Reads ONNX files that <see cref="OnnxExport"/> wrote, and no others.</summary>
public static class OnnxImport
{
    /// <summary>More than the largest export takes: 1,000 classes with the longest names.</summary>
    private const int MostBytes = 16 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or is none that <see cref="OnnxExport"/> wrote; the message says by what.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        CheckSize(stream.Length, path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes, path);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">All of them.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or are none that <see cref="OnnxExport"/> wrote; the message says by what.</exception>
    public static OnnxModel FromBytes(ReadOnlySpan<byte> bytes)
    {
        const string name = "The ONNX model";
        CheckSize(bytes.Length, name);
        return Read(bytes.ToArray(), name);
    }

    private static OnnxModel Read(byte[] bytes, string fileName)
    {
        var file = OnnxReader.Read(bytes, fileName);
        var (architecture, classes, context, options) = OnnxMetadata.Parse(file.Metadata, fileName);
        var definition = ArchitectureTables.Build(architecture, classes.Count, context.Count);
        var numbers = Numbers(file.Graph, definition, options.Convolutions, fileName);

        // What the file says it is, written anew, must be what the file is: nothing in it goes unread.
        OnnxComparison.Check(OnnxExport.Describe(architecture, definition, numbers, classes, context, options), file, fileName);
        return new OnnxModel(new ArrhythmiNetModel(architecture, classes, context, numbers), options);
    }

    private static float[] Numbers(OnnxGraph graph, NetworkDefinition definition, OnnxConvolutions convolutions, string fileName)
    {
        var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializers)
        {
            if (!tensors.TryAdd(tensor.Name, tensor)) throw Broken($"tensor '{tensor.Name}' is there twice");
        }

        var numbers = new float[definition.ParameterCount];
        foreach (var p in OnnxParameter.Of(definition, convolutions))
        {
            if (!tensors.TryGetValue(p.Name, out var tensor)) throw Broken($"tensor '{p.Name}' is missing");
            if (tensor.Type != OnnxElementType.Float || !tensor.Dimensions.SequenceEqual(p.Dimensions) || tensor.RawData.Length != p.Count * sizeof(float))
            {
                throw Broken(string.Create(
                    CultureInfo.InvariantCulture,
                    $"tensor '{p.Name}' is not {p.Count} floats of shape [{string.Join(" x ", p.Dimensions)}], but {tensor.RawData.Length} bytes of shape [{string.Join(" x ", tensor.Dimensions)}]"));
            }

            var values = numbers.AsSpan(p.Offset, p.Count);
            tensor.CopyTo(values);
            foreach (var value in values)
            {
                if (!float.IsFinite(value) || (p.IsVariance && value < 0))
                    throw Broken(string.Create(CultureInfo.InvariantCulture, $"tensor '{p.Name}' holds {value}: it is damaged"));
            }
        }

        return numbers;

        InvalidDataException Broken(string why) => new($"{fileName} cannot be read: {why}.");
    }

    private static void CheckSize(long bytes, string name)
    {
        if (bytes > MostBytes)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name} cannot be read: its {bytes} bytes are more than any export of ArrhythmiaVision has."));
    }
}
