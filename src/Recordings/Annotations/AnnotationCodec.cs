using System.Buffers.Binary;
using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>The MIT annotation format of annot(5): pairs of bytes, six bits of code above ten bits of interval or data.</summary>
internal static class AnnotationCodec
{
    private const int Skip = 59;
    private const int Num = 60;
    private const int Sub = 61;
    private const int Chn = 62;
    private const int Aux = 63;
    private const int MaxInterval = 1023;

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

    public static void Encode(IEnumerable<Annotation> annotations, Stream stream)
    {
        // Not disposed: that would close the caller's stream.
        var output = new BufferedStream(stream, 1 << 16);
        long sample = 0;
        short channel = 0;
        short num = 0;
        foreach (Annotation annotation in annotations)
        {
            Check(annotation);
            long delta = annotation.Sample - sample;
            while (delta is > int.MaxValue or < int.MinValue + 1L)
            {
                int step = delta > 0 ? int.MaxValue : int.MinValue + 1;
                WriteSkip(output, step);
                delta -= step;
            }

            // A word of zeros would end the file, so an empty annotation steps back one and forward again.
            if (annotation.Code == AnnotationCode.None)
            {
                WriteSkip(output, (int)(delta - 1));
                delta = 1;
            }
            else if (delta is > MaxInterval or < 0)
            {
                WriteSkip(output, (int)delta);
                delta = 0;
            }

            WriteWord(output, (annotation.Code.Value << 10) | (int)delta);
            if (annotation.Subtype != 0)
            {
                WriteWord(output, (Sub << 10) | (annotation.Subtype & MaxInterval));
            }

            if (annotation.Channel != channel)
            {
                WriteWord(output, (Chn << 10) | (annotation.Channel & MaxInterval));
            }

            if (annotation.Num != num)
            {
                WriteWord(output, (Num << 10) | (annotation.Num & MaxInterval));
            }

            if (!annotation.Aux.IsEmpty)
            {
                WriteWord(output, (Aux << 10) | annotation.Aux.Length);
                output.Write(annotation.Aux.Span);
                if ((annotation.Aux.Length & 1) != 0)
                {
                    output.WriteByte(0);
                }
            }

            (sample, channel, num) = (annotation.Sample, annotation.Channel, annotation.Num);
        }

        WriteWord(output, 0);
        output.Flush();
    }

    private static void Check(Annotation annotation)
    {
        string? problem =
            annotation.Code.Value > AnnotationCode.MaxValue ? $"code {annotation.Code.Value} is above {AnnotationCode.MaxValue}"
            : annotation.Subtype is < -512 or > 511 ? $"subtype {annotation.Subtype} is outside -512 to 511"
            : annotation.Channel is < 0 or > 1023 ? $"channel {annotation.Channel} is outside 0 to 1023"
            : annotation.Num is < -512 or > 511 ? $"num {annotation.Num} is outside -512 to 511"
            : annotation.Aux.Length > 255 ? $"{annotation.Aux.Length} auxiliary bytes are more than 255"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The annotation at sample {annotation.Sample} cannot be stored in MIT format: {problem}."));
        }
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

    private static void WriteSkip(Stream output, int interval)
    {
        WriteWord(output, Skip << 10);
        WriteWord(output, (int)((uint)interval >> 16));
        WriteWord(output, interval & 0xFFFF);
    }

    private static void WriteWord(Stream output, int word)
    {
        output.WriteByte((byte)word);
        output.WriteByte((byte)(word >> 8));
    }
}
