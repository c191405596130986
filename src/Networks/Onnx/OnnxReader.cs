using System.Globalization;
using static Google.Protobuf.WireFormat;

namespace ArrhythmiaVision.Networks;

/// <summary>Reads the messages that <see cref="OnnxWriter"/> writes; a field it does not write is refused, not passed over.</summary>
internal static class OnnxReader
{
    /// <summary>Longer lists than any exported model has are refused before they fill memory.</summary>
    private const int LongestList = 1024;

    public static OnnxFile Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        long version = 0, opset = 0, mlOpset = 0;
        string producer = "", documentation = "";
        OnnxGraph? graph = null;
        var metadata = new List<KeyValuePair<string, string>>();
        foreach (var field in ProtobufField.Of(fileName, bytes, 0))
        {
            switch (field.Number)
            {
                case 1: version = field.Integer; break;
                case 2: producer = field.Text; break;
                case 6: documentation = field.Text; break;
                case 7 when graph is null: graph = Graph(field); break;
                case 8 when opset == 0: opset = Opset(field, ""); break;
                case 8 when mlOpset == 0: mlOpset = Opset(field, OnnxFile.MLDomain); break;
                case 14: Add(metadata, Entry(field), field); break;
                default: throw Unknown(field, "the model");
            }
        }

        return graph is null
            ? throw new InvalidDataException($"{fileName} cannot be read: it holds no graph; it is no ONNX file, or is damaged.")
            : new OnnxFile(version, producer, documentation, graph, opset, metadata, mlOpset);
    }

    private static OnnxGraph Graph(ProtobufField graph)
    {
        var name = "";
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxTensor>();
        var inputs = new List<OnnxPort>();
        var outputs = new List<OnnxPort>();
        foreach (var field in graph.Message)
        {
            switch (field.Number)
            {
                case 1: Add(nodes, Node(field), field); break;
                case 2: name = field.Text; break;
                case 5: Add(initializers, Tensor(field), field); break;
                case 11: Add(inputs, Port(field), field); break;
                case 12: Add(outputs, Port(field), field); break;
                default: throw Unknown(field, "the graph");
            }
        }

        return new OnnxGraph(name, nodes, initializers, inputs, outputs);
    }

    private static OnnxNode Node(ProtobufField node)
    {
        string name = "", type = "", domain = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        foreach (var field in node.Message)
        {
            switch (field.Number)
            {
                case 1: Add(inputs, field.Text, field); break;
                case 2: Add(outputs, field.Text, field); break;
                case 3: name = field.Text; break;
                case 4: type = field.Text; break;
                case 5: Add(attributes, Attribute(field), field); break;
                case 7: domain = field.Text; break;
                default: throw Unknown(field, $"node '{name}' {type}");
            }
        }

        return new OnnxNode(type, name, inputs, outputs, attributes, domain);
    }

    private static OnnxAttribute Attribute(ProtobufField attribute)
    {
        var name = "";
        float? number = null;
        long? integer = null;
        long type = 0;
        var integers = new List<long>();
        var texts = new List<string>();
        foreach (var field in attribute.Message)
        {
            switch (field.Number)
            {
                case 1: name = field.Text; break;
                case 2: number = field.Number32; break;
                case 3: integer = field.Integer; break;
                case 8: AddIntegers(integers, field); break;
                case 9: Add(texts, field.Text, field); break;
                case 20: type = field.Integer; break;
                default: throw Unknown(field, $"attribute '{name}'");
            }
        }

        var read = new OnnxAttribute(name, number, integer, integers.Count > 0 ? integers : null, texts.Count > 0 ? texts : null);
        return type == (long)read.Type ? read : throw attribute.Broken($"attribute '{name}' is not of the type it says");
    }

    private static OnnxTensor Tensor(ProtobufField tensor)
    {
        var name = "";
        long type = 0;
        var dimensions = new List<long>();
        ReadOnlyMemory<byte> raw = default;
        foreach (var field in tensor.Message)
        {
            switch (field.Number)
            {
                case 1: AddIntegers(dimensions, field); break;
                case 2: type = field.Integer; break;
                case 8: name = field.Text; break;
                case 9: raw = field.Bytes; break;
                default: throw Unknown(field, $"tensor '{name}'");
            }
        }

        return new OnnxTensor(name, (OnnxElementType)type, dimensions, raw);
    }

    private static OnnxPort Port(ProtobufField port)
    {
        var name = "";
        (long Width, OnnxElementType Type) type = default;
        foreach (var field in port.Message)
        {
            switch (field.Number)
            {
                case 1: name = field.Text; break;
                case 2: type = PortType(field); break;
                default: throw Unknown(field, $"input or output '{name}'");
            }
        }

        return new OnnxPort(name, type.Width, type.Type);
    }

    /// <summary>The second axis and the elements of a type that must be float or int64, <c>[N x width]</c>.</summary>
    private static (long Width, OnnxElementType Type) PortType(ProtobufField type)
    {
        long element = 0;
        var axes = new List<(string Name, long Size)>();
        foreach (var tensor in Only(type, 1, "a type").Message)
        {
            if (tensor.Number == 1) element = tensor.Integer;
            else if (tensor.Number == 2) AddAxes(axes, tensor);
            else throw Unknown(tensor, "a tensor's type");
        }

        return (OnnxElementType)element is OnnxElementType.Float or OnnxElementType.Int64 && axes is [(OnnxPort.BatchAxis, 0), ("", > 0)]
            ? (axes[1].Size, (OnnxElementType)element)
            : throw type.Broken($"an input or output is not float or int64 [{OnnxPort.BatchAxis} x width]");
    }

    private static void AddAxes(List<(string Name, long Size)> axes, ProtobufField shape)
    {
        foreach (var axis in shape.Message)
        {
            if (axis.Number != 1) throw Unknown(axis, "a shape");
            var name = "";
            long size = 0;
            foreach (var field in axis.Message)
            {
                if (field.Number == 1) size = field.Integer;
                else if (field.Number == 2) name = field.Text;
                else throw Unknown(field, "an axis");
            }

            Add(axes, (name, size), axis);
        }
    }

    private static long Opset(ProtobufField opset, string domain)
    {
        long version = 0;
        foreach (var field in opset.Message)
        {
            if (field.Number == 1 && field.Text != domain) throw field.Broken($"operators of domain '{field.Text}' are asked for, and ArrhythmiaVision writes none of them there");
            else if (field.Number == 2) version = field.Integer;
            else if (field.Number != 1) throw Unknown(field, "an operator set");
        }

        return version > 0 ? version : throw opset.Broken("an operator set has no version");
    }

    private static KeyValuePair<string, string> Entry(ProtobufField entry)
    {
        string key = "", value = "";
        foreach (var field in entry.Message)
        {
            if (field.Number == 1) key = field.Text;
            else if (field.Number == 2) value = field.Text;
            else throw Unknown(field, "the metadata");
        }

        return new KeyValuePair<string, string>(key, value);
    }

    private static ProtobufField Only(ProtobufField message, int number, string what)
    {
        ProtobufField? only = null;
        foreach (var field in message.Message)
        {
            if (field.Number != number || only is not null) throw Unknown(field, what);
            only = field;
        }

        return only ?? throw message.Broken($"{what} is empty");
    }

    /// <summary>Adds a list's item, or, as newer protobuf writes them, many in one field.</summary>
    private static void AddIntegers(List<long> list, ProtobufField field)
    {
        if (field.Type != WireType.LengthDelimited)
        {
            Add(list, field.Integer, field);
            return;
        }

        using var packed = new Google.Protobuf.CodedInputStream(field.Bytes.ToArray());
        try
        {
            while (!packed.IsAtEnd) Add(list, packed.ReadInt64(), field);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            throw field.Broken("a list of integers is damaged");
        }
    }

    private static void Add<T>(List<T> list, T item, ProtobufField field)
    {
        if (list.Count == LongestList) throw field.Broken(string.Create(CultureInfo.InvariantCulture, $"a list has more than {LongestList} items"));
        list.Add(item);
    }

    private static InvalidDataException Unknown(ProtobufField field, string what) =>
        field.Broken(string.Create(CultureInfo.InvariantCulture, $"{what} holds something (field {field.Number}) that ArrhythmiaVision does not write; only its own exports can be read"));
}
