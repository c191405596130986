using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Reads what <see cref="CheckedWriter"/> wrote. Sizes are held against what they may be before anything is read by them.
/// </summary>
internal sealed class CheckedReader : IDisposable
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    /// <param name="stream">Where to read.</param>
    /// <param name="name">What error messages call it.</param>
    public CheckedReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
    }

    public void Dispose() => _hash.Dispose();

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        var read = _stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (read < count) throw Broken($"it ends at byte {_position + read}, short of {count - read} bytes");
        _hash.AppendData(bytes);
        _position += count;
        return bytes;
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public int Int32(string what, int minimum, int maximum)
    {
        var at = _position;
        var value = Int32();
        if (value < minimum || value > maximum)
            throw Broken(string.Create(CultureInfo.InvariantCulture, $"{what} at byte {at} is {value}, not from {minimum} to {maximum}"));
        return value;
    }

    public string Text(string what, int maximumBytes)
    {
        var bytes = Bytes(Int32("the length of " + what, 0, maximumBytes));
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Broken($"{what} before byte {_position} is no UTF-8");
        }
    }

    public float[] Floats(string what, int count)
    {
        Int32("the count of " + what, count, count);
        var bytes = Bytes(checked(count * sizeof(float)));
        var values = new float[count];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        for (var i = 0; i < count; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return values;
    }

    /// <summary>Reads the digest and holds it against what was read.</summary>
    public void Finish()
    {
        var expected = _hash.GetCurrentHash();
        if (!Bytes(expected.Length).AsSpan().SequenceEqual(expected)) throw Broken("its digest does not match: it is damaged");
    }

    public InvalidDataException Broken(string why) => new($"{_name} cannot be read: {why}.");
}
