using System.Buffers.Binary;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Packs samples into the amplitude formats of signal(5), and differences into format 8. A last group that is not full is written as the WFDB library
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
        switch (format)
        {
            case 16:
                for (int i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)samples[i]);
                }

                break;
            case 24:
                for (int i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(3 * i)..], (ushort)samples[i]);
                    bytes[(3 * i) + 2] = (byte)(samples[i] >> 16);
                }

                break;
            case 32:
                for (int i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], samples[i]);
                }

                break;
            case 61:
                for (int i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteInt16BigEndian(bytes[(2 * i)..], (short)samples[i]);
                }

                break;
            case 8 or 80:
                int zero = format == 8 ? 0 : 128;
                for (int i = 0; i < samples.Length; i++)
                {
                    bytes[i] = (byte)(samples[i] + zero);
                }

                break;
            case 160:
                for (int i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], (ushort)(samples[i] + 32768));
                }

                break;
            case 212:
                Encode212(samples, bytes);
                break;
            case 310:
                for (int i = 0; i < samples.Length; i++)
                {
                    Put310(bytes[(i / 3 * 4)..], i % 3, samples[i]);
                }

                break;
            case 311:
                for (int i = 0; i < samples.Length; i++)
                {
                    Put311(bytes[(i / 3 * 4)..], i % 3, samples[i], samples.Length - i);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "No format that stores samples.");
        }
    }

    private static void Encode212(ReadOnlySpan<int> samples, Span<byte> bytes)
    {
        int pairs = samples.Length / 2;
        for (int i = 0; i < pairs; i++)
        {
            int first = samples[2 * i];
            int second = samples[(2 * i) + 1];
            Span<byte> unit = bytes.Slice(3 * i, 3);
            unit[0] = (byte)first;
            unit[1] = (byte)((first >> 8 & 0x0F) | (second >> 4 & 0xF0));
            unit[2] = (byte)second;
        }

        if ((samples.Length & 1) != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(3 * pairs)..], (ushort)(samples[^1] & 0xFFF));
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
