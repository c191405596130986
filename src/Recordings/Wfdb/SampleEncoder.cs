using System.Buffers.Binary;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Packs samples into the amplitude formats of signal(5). A last group that is not full is written as the WFDB library
/// writes it: 212 in two bytes; 310 and 311 in two bytes for one sample and in four for two.
/// </summary>
internal static class SampleEncoder
{
    /// <summary>The bytes that a number of samples takes, an incomplete last group included.</summary>
    public static int ByteCount(SignalFormat format, int samples)
    {
        int units = samples / format.UnitSamples;
        int rest = samples - (units * format.UnitSamples);
        return (units * format.UnitBytes) + (rest == 0 ? 0 : format.Code == 212 ? 2 : 2 * rest);
    }

    public static void Encode(int format, ReadOnlySpan<int> samples, Span<byte> bytes)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int value = samples[i];
            switch (format)
            {
                case 16:
                    BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)value);
                    break;
                case 24:
                    bytes[3 * i] = (byte)value;
                    bytes[(3 * i) + 1] = (byte)(value >> 8);
                    bytes[(3 * i) + 2] = (byte)(value >> 16);
                    break;
                case 32:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], value);
                    break;
                case 61:
                    BinaryPrimitives.WriteInt16BigEndian(bytes[(2 * i)..], (short)value);
                    break;
                case 80:
                    bytes[i] = (byte)(value + 128);
                    break;
                case 160:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], (ushort)(value + 32768));
                    break;
                case 212:
                    Put212(bytes[(i / 2 * 3)..], i % 2, value);
                    break;
                case 310:
                    Put310(bytes[(i / 3 * 4)..], i % 3, value);
                    break;
                case 311:
                    Put311(bytes[(i / 3 * 4)..], i % 3, value, samples.Length - i);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(format), format, "No amplitude format.");
            }
        }
    }

    private static void Put212(Span<byte> unit, int place, int value)
    {
        if (place == 0)
        {
            unit[0] = (byte)value;
            unit[1] = (byte)(value >> 8 & 0x0F);
        }
        else
        {
            unit[1] |= (byte)(value >> 4 & 0xF0);
            unit[2] = (byte)value;
        }
    }

    private static void Put310(Span<byte> unit, int place, int value)
    {
        if (place < 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(unit[(2 * place)..], (ushort)(value << 1 & 0x7FE));
        }
        else
        {
            unit[1] |= (byte)(value << 3);
            unit[3] |= (byte)(value >> 2 & 0xF8);
        }
    }

    private static void Put311(Span<byte> unit, int place, int value, int left)
    {
        value &= 0x3FF;
        if (place == 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(unit, (ushort)value);
            if (left > 1)
            {
                unit[2] = 0;
                unit[3] = 0;
            }
        }
        else
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(unit);
            BinaryPrimitives.WriteUInt32LittleEndian(unit, word | ((uint)value << (10 * place)));
        }
    }
}
