using System.Buffers.Binary;

namespace ArrhythmiaVision.Networks;

/// <summary>A constant of the graph (TensorProto); its elements lie in <paramref name="RawData"/>, little-endian.</summary>
internal sealed record OnnxTensor(string Name, OnnxElementType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> RawData)
{
    public static OnnxTensor Of(string name, ReadOnlySpan<float> values, params long[] dimensions)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        return new OnnxTensor(name, OnnxElementType.Float, dimensions, raw);
    }

    /// <summary>A single number.</summary>
    public static OnnxTensor Number(string name, float value) => Of(name, [value], 1);

    /// <summary>A single number in double precision.</summary>
    public static OnnxTensor Number(string name, double value)
    {
        var raw = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        return new OnnxTensor(name, OnnxElementType.Double, [1], raw);
    }

    /// <summary>A list of integers, as Pad and Unsqueeze take them.</summary>
    public static OnnxTensor Of(string name, params ReadOnlySpan<long> values)
    {
        var raw = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * sizeof(long)), values[i]);
        return new OnnxTensor(name, OnnxElementType.Int64, [values.Length], raw);
    }

    public void CopyTo(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(RawData.Span[(i * sizeof(float))..]);
    }
}
