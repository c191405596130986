using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Finds the first place where a file is not what it should be, and says so in an error.</summary>
internal static class OnnxComparison
{
    public static void Check(OnnxFile expected, OnnxFile actual, string fileName)
    {
        if (actual.IrVersion != expected.IrVersion || actual.Opset != expected.Opset || actual.MLOpset != expected.MLOpset)
        {
            throw Broken(fileName, string.Create(
                CultureInfo.InvariantCulture,
                $"it is of IR version {actual.IrVersion} and opset {actual.Opset}, where ArrhythmiaVision writes {expected.IrVersion} and {expected.Opset}"));
        }

        Same("node", expected.Graph.Nodes, actual.Graph.Nodes, OnnxWriter.Write, node => $"{node.Operator} '{node.Name}'", fileName);
        Same("tensor", expected.Graph.Initializers, actual.Graph.Initializers, OnnxWriter.Write, tensor => $"'{tensor.Name}'", fileName);
        Same("input", expected.Graph.Inputs, actual.Graph.Inputs, OnnxWriter.Write, port => $"'{port.Name}'", fileName);
        Same("output", expected.Graph.Outputs, actual.Graph.Outputs, OnnxWriter.Write, port => $"'{port.Name}'", fileName);
        if (!OnnxWriter.Write(expected).AsSpan().SequenceEqual(OnnxWriter.Write(actual)))
            throw Broken(fileName, "its names or metadata are not those that ArrhythmiaVision writes");
    }

    private static void Same<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> actual, Func<T, byte[]> bytes, Func<T, string> name, string fileName)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= actual.Count) throw Broken(fileName, $"{what} {name(expected[i])} is missing");
            if (i >= expected.Count) throw Broken(fileName, $"{what} {name(actual[i])} is none that ArrhythmiaVision writes there");
            if (!bytes(expected[i]).AsSpan().SequenceEqual(bytes(actual[i])))
                throw Broken(fileName, $"{what} {name(actual[i])} is not as ArrhythmiaVision writes {name(expected[i])} there; only its own exports can be read");
        }
    }

    private static InvalidDataException Broken(string fileName, string why) => new($"{fileName} cannot be read: {why}.");
}
