using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Writes ONNX messages in protobuf's wire format, fields in the order of their numbers, so that the same model gives the
/// same bytes. Field numbers: onnx.proto of the ONNX project.
/// </summary>
internal static class OnnxWriter
{
    public static byte[] Write(OnnxFile file) => Message(output =>
    {
        Integer(output, 1, file.IrVersion);
        Text(output, 2, file.Producer);
        Text(output, 6, file.Documentation);
        Nested(output, 7, Write(file.Graph));
        Nested(output, 8, Opset("", file.Opset));
        if (file.MLOpset > 0) Nested(output, 8, Opset(OnnxFile.MLDomain, file.MLOpset));
        foreach (var (key, value) in file.Metadata)
        {
            Nested(output, 14, Message(entry =>
            {
                Text(entry, 1, key);
                Text(entry, 2, value);
            }));
        }
    });

    public static byte[] Write(OnnxNode node) => Message(output =>
    {
        foreach (var input in node.Inputs) Text(output, 1, input);
        foreach (var name in node.Outputs) Text(output, 2, name);
        Text(output, 3, node.Name);
        Text(output, 4, node.Operator);
        foreach (var attribute in node.Attributes) Nested(output, 5, Write(attribute));
        if (node.Domain.Length > 0) Text(output, 7, node.Domain);
    });

    public static byte[] Write(OnnxTensor tensor) => Message(output =>
    {
        foreach (var dimension in tensor.Dimensions) Integer(output, 1, dimension);
        Integer(output, 2, (long)tensor.Type);
        Text(output, 8, tensor.Name);
        output.WriteTag(9, WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(tensor.RawData));
    });

    public static byte[] Write(OnnxPort port) => Message(output =>
    {
        Text(output, 1, port.Name);
        Nested(output, 2, Message(type => Nested(type, 1, Message(tensor =>
        {
            Integer(tensor, 1, (long)port.Type);
            Nested(tensor, 2, Message(shape =>
            {
                Nested(shape, 1, Message(axis => Text(axis, 2, OnnxPort.BatchAxis)));
                Nested(shape, 1, Message(axis => Integer(axis, 1, port.Width)));
            }));
        }))));
    });

    private static byte[] Write(OnnxGraph graph) => Message(output =>
    {
        foreach (var node in graph.Nodes) Nested(output, 1, Write(node));
        Text(output, 2, graph.Name);
        foreach (var tensor in graph.Initializers) Nested(output, 5, Write(tensor));
        foreach (var port in graph.Inputs) Nested(output, 11, Write(port));
        foreach (var port in graph.Outputs) Nested(output, 12, Write(port));
    });

    private static byte[] Write(OnnxAttribute attribute) => Message(output =>
    {
        Text(output, 1, attribute.Name);
        if (attribute.Number is { } number)
        {
            output.WriteTag(2, WireType.Fixed32);
            output.WriteFloat(number);
        }

        if (attribute.Integer is { } integer) Integer(output, 3, integer);
        foreach (var item in attribute.Integers ?? []) Integer(output, 8, item);
        foreach (var text in attribute.Texts ?? []) Text(output, 9, text);
        Integer(output, 20, (long)attribute.Type);
    });

    private static byte[] Opset(string domain, long version) => Message(opset =>
    {
        Text(opset, 1, domain);
        Integer(opset, 2, version);
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true)) write(output);
        return stream.ToArray();
    }

    private static void Integer(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Nested(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }
}
