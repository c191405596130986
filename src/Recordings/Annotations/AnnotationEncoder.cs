using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes annotations one after the other in the MIT format of annot(5).</summary>
internal sealed class AnnotationEncoder(Stream stream)
{
    // Not disposed: that would close the caller's stream.
    private readonly BufferedStream _output = new(stream, 1 << 16);
    private long _sample;
    private short _channel;
    private short _num;

    public void Write(Annotation annotation)
    {
        Check(annotation);
        long delta = annotation.Sample - _sample;
        while (delta is > int.MaxValue or < int.MinValue + 1L)
        {
            int step = delta > 0 ? int.MaxValue : int.MinValue + 1;
            WriteSkip(_output, step);
            delta -= step;
        }

        // A word of zeros would end the file, so an empty annotation steps back one and forward again.
        if (annotation.Code == AnnotationCode.None)
        {
            WriteSkip(_output, (int)(delta - 1));
            delta = 1;
        }
        else if (delta is > AnnotationCodec.MaxInterval or < 0)
        {
            WriteSkip(_output, (int)delta);
            delta = 0;
        }

        WriteWord(_output, (annotation.Code.Value << 10) | (int)delta);
        if (annotation.Subtype != 0)
        {
            WriteWord(_output, (AnnotationCodec.Sub << 10) | (annotation.Subtype & AnnotationCodec.MaxInterval));
        }

        if (annotation.Channel != _channel)
        {
            WriteWord(_output, (AnnotationCodec.Chn << 10) | (annotation.Channel & AnnotationCodec.MaxInterval));
        }

        if (annotation.Num != _num)
        {
            WriteWord(_output, (AnnotationCodec.Num << 10) | (annotation.Num & AnnotationCodec.MaxInterval));
        }

        if (!annotation.Aux.IsEmpty)
        {
            WriteWord(_output, (AnnotationCodec.Aux << 10) | annotation.Aux.Length);
            _output.Write(annotation.Aux.Span);
            if ((annotation.Aux.Length & 1) != 0)
            {
                _output.WriteByte(0);
            }
        }

        (_sample, _channel, _num) = (annotation.Sample, annotation.Channel, annotation.Num);
    }

    /// <summary>Writes the end mark.</summary>
    public void End()
    {
        WriteWord(_output, 0);
        _output.Flush();
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

    private static void WriteSkip(Stream output, int interval)
    {
        WriteWord(output, AnnotationCodec.Skip << 10);
        WriteWord(output, (int)((uint)interval >> 16));
        WriteWord(output, interval & 0xFFFF);
    }

    private static void WriteWord(Stream output, int word)
    {
        output.WriteByte((byte)word);
        output.WriteByte((byte)(word >> 8));
    }
}
