using System.Buffers.Binary;
using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>The MIT annotation format of annot(5): pairs of bytes, six bits of code above ten bits of interval or data.</summary>
internal static class AnnotationCodec
{
    public const int Skip = 59;
    public const int Num = 60;
    public const int Sub = 61;
    public const int Chn = 62;
    public const int Aux = 63;
    public const int MaxInterval = 1023;

    // AHA files start with a zero byte and one of these letters; MIT files cannot be told from noise otherwise.
    private const string AhaCodes = "NVFEPQOSRA";

    public static List<Annotation> Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length >= 16 && bytes.Length % 16 == 0 && bytes[0] == 0 && AhaCodes.Contains((char)bytes[1]))
        {
            throw new InvalidDataException($"{name} looks like an annotation file in AHA format, which is not read. Convert it to MIT format first.");
        }

        var annotations = new List<Annotation>(Math.Min(bytes.Length / 2, 4096));
        long sample = 0;
        int position = 0;
        short channel = 0;
        short num = 0;
        var current = default(Annotation);
        bool open = false;
        while (true)
        {
            int word = ReadWord(bytes, ref position, name);
            if (word == 0)
            {
                break;
            }

            int code = word >> 10;
            int data = word & MaxInterval;
            if (code == Skip)
            {
                int high = ReadWord(bytes, ref position, name);
                int low = ReadWord(bytes, ref position, name);
                sample += (int)(((uint)high << 16) | (uint)low);
            }
            else if (code <= AnnotationCode.MaxValue)
            {
                if (open)
                {
                    annotations.Add(current);
                }

                sample += data;
                current = new Annotation(sample, new AnnotationCode((byte)code)) { Channel = channel, Num = num };
                open = true;
            }
            else if (code < Skip || !open)
            {
                string what = code < Skip ? "an unknown code" : "data that belongs to no annotation";
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{name}, byte {position - 2}: {what} ({code}). This is no annotation file in MIT format, or it is damaged; get it anew."));
            }
            else if (code == Aux)
            {
                // As in the WFDB library, the length is the low byte; an odd one is padded with a byte that does not count.
                int length = data & 0xFF;
                int padded = length + (length & 1);
                if (bytes.Length - position < padded)
                {
                    throw CutOff(name, bytes.Length);
                }

                current = current with { Aux = bytes.Slice(position, length).ToArray() };
                position += padded;
            }
            else
            {
                short signed = (short)(data >= 512 ? data - 1024 : data);
                current = code switch
                {
                    Sub => current with { Subtype = signed },
                    Num => current with { Num = num = signed },
                    _ => current with { Channel = channel = (short)data },
                };
            }
        }

        if (open)
        {
            annotations.Add(current);
        }

        return annotations;
    }

    private static int ReadWord(ReadOnlySpan<byte> bytes, ref int position, string name)
    {
        if (bytes.Length - position < 2)
        {
            throw CutOff(name, bytes.Length);
        }

        position += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes[(position - 2)..]);
    }

    private static InvalidDataException CutOff(string name, int length) => new(string.Create(CultureInfo.InvariantCulture,
        $"{name} ends at byte {length} without an end mark: it is cut off or no annotation file. Get it anew."));
}
