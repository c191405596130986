using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ArrhythmiaVision.Networks;

/// <summary>Writes little-endian values and ends with their SHA-256 digest.</summary>
internal sealed class CheckedWriter
{
    private readonly MemoryStream _stream = new();

    public void Bytes(ReadOnlySpan<byte> value) => _stream.Write(value);

    public void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    public void Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Int32(bytes.Length);
        _stream.Write(bytes);
    }

    public void Floats(ReadOnlySpan<float> values)
    {
        Int32(values.Length);
        if (BitConverter.IsLittleEndian)
        {
            _stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (var value in values) Int32(BitConverter.SingleToInt32Bits(value));
    }

    /// <summary>All that was written, and its digest.</summary>
    public byte[] Finish()
    {
        _stream.Write(SHA256.HashData(_stream.GetBuffer().AsSpan(0, (int)_stream.Length)));
        return _stream.ToArray();
    }
}
