using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Recordings;

/// <summary>Unpacks the amplitude formats of signal(5), a block at a time. Formats 0 and 8 need more than the bytes at hand and are not here.</summary>
internal static class SampleDecoder
{
    /// <summary>Decodes samples from bytes that start with a group of the format.</summary>
    /// <param name="format">The format's number.</param>
    /// <param name="bytes">The bytes; the last group may be cut where its samples allow (<see cref="SignalFormat.SamplesIn"/>).</param>
    /// <param name="samples">As many samples as are wanted.</param>
    public static void Decode(int format, ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        switch (format)
        {
            case 16:
                Decode16(bytes, samples);
                break;
            case 24:
                Decode24(bytes, samples);
                break;
            case 32:
                Decode32(bytes, samples);
                break;
            case 61:
                Decode61(bytes, samples);
                break;
            case 80:
                Decode80(bytes, samples);
                break;
            case 160:
                Decode160(bytes, samples);
                break;
            case 212:
                Decode212(bytes, samples);
                break;
            case 310:
                Decode310(bytes, samples);
                break;
            case 311:
                Decode311(bytes, samples);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "No amplitude format.");
        }
    }

    private static void Decode16(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);
        }
    }

    private static void Decode24(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            ReadOnlySpan<byte> b = bytes.Slice(3 * i, 3);
            samples[i] = b[0] | (b[1] << 8) | ((sbyte)b[2] << 16);
        }
    }

    private static void Decode32(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        }
    }

    private static void Decode61(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]);
        }
    }

    private static void Decode80(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = bytes[i] - 128;
        }
    }

    private static void Decode160(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) - 32768;
        }
    }

    // Two samples in three bytes: the middle byte holds the high four bits of the first (low half) and of the second.
    private static void Decode212(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        int done = Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian ? Decode212InVectors(bytes, samples) : 0;
        int pairs = samples.Length / 2;
        for (int i = done / 2; i < pairs; i++)
        {
            ReadOnlySpan<byte> b = bytes.Slice(3 * i, 3);
            int middle = b[1];
            samples[2 * i] = (b[0] | (middle << 8)) << 20 >> 20;
            samples[(2 * i) + 1] = (b[2] | (middle << 4 & 0xF00)) << 20 >> 20;
        }

        if ((samples.Length & 1) != 0)
        {
            samples[^1] = (bytes[3 * pairs] | (bytes[(3 * pairs) + 1] << 8)) << 20 >> 20;
        }
    }

    // Eight samples at a time: each pair of bytes goes to a lane of 16 bits, the second sample's with its middle byte on top.
    private static int Decode212InVectors(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref int target = ref MemoryMarshal.GetReference(samples);
        Vector128<short> first = Vector128.Create(-1, 0, -1, 0, -1, 0, -1, 0);
        int done = 0;

        // A load takes sixteen bytes, of which twelve are used.
        for (int position = 0; position <= bytes.Length - 16 && done <= samples.Length - 8; position += 12, done += 8)
        {
            Vector128<short> lanes = Vector128.Shuffle(
                Vector128.LoadUnsafe(ref source, (nuint)position),
                Vector128.Create((byte)0, 1, 2, 1, 3, 4, 5, 4, 6, 7, 8, 7, 9, 10, 11, 10)).AsInt16();
            Vector128<short> even = Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(lanes, 4), 4);
            Vector128<short> odd = Vector128.ShiftLeft(Vector128.ShiftRightArithmetic(lanes, 12), 8) | (lanes & Vector128.Create((short)0xFF));
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(Vector128.ConditionalSelect(first, even, odd));
            lower.StoreUnsafe(ref target, (nuint)done);
            upper.StoreUnsafe(ref target, (nuint)done + 4);
        }

        return done;
    }

    // Three samples in two words: bits 1 to 10 of each word, and the upper five bits of both together.
    private static void Decode310(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int unit = i / 3;
            int place = i - (3 * unit);
            int value;
            if (place < 2)
            {
                value = BinaryPrimitives.ReadUInt16LittleEndian(bytes[((4 * unit) + (2 * place))..]) >> 1;
            }
            else
            {
                int first = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(4 * unit)..]);
                int second = BinaryPrimitives.ReadUInt16LittleEndian(bytes[((4 * unit) + 2)..]);
                value = (first >> 11) | (second >> 11 << 5);
            }

            samples[i] = value << 22 >> 22;
        }
    }

    // Three samples in the low thirty bits of a word of 32.
    private static void Decode311(ReadOnlySpan<byte> bytes, Span<int> samples)
    {
        int units = samples.Length / 3;
        for (int i = 0; i < units; i++)
        {
            // A file that ends in an unpadded group may lack the last byte, but then not all three samples are there.
            int word = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
            samples[3 * i] = word << 22 >> 22;
            samples[(3 * i) + 1] = word << 12 >> 22;
            samples[(3 * i) + 2] = word << 2 >> 22;
        }

        int left = samples.Length - (3 * units);
        if (left > 0)
        {
            ReadOnlySpan<byte> b = bytes[(4 * units)..];
            int word = b[0] | (b[1] << 8) | (left > 1 ? b[2] << 16 : 0);
            samples[3 * units] = word << 22 >> 22;
            if (left > 1)
            {
                samples[(3 * units) + 1] = word << 12 >> 22;
            }
        }
    }
}
