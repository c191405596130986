using System.Buffers.Binary;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Samples of one lead as they come in on a stream.</summary>
internal abstract class SampleInput
{
    /// <summary>The formats' names.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["csv", "s16le", "f32le"];

    /// <summary>Reads what has come, at least one sample.</summary>
    /// <param name="destination">Takes samples, mV; NaN where missing.</param>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int Read(Span<float> destination);

    /// <summary>Opens a stream.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="column">In CSV the column; in binary the number of the channel, from 1; null for the usual one.</param>
    /// <param name="units">The unit of CSV columns that name none.</param>
    /// <param name="gain">In binary: units of the samples for each mV.</param>
    /// <param name="channels">In binary: samples that stand together, one of each channel.</param>
    public static SampleInput Open(string format, Stream stream, string? column, string units, double gain, int channels) => format switch
    {
        "csv" => new Text(stream, column, units),
        _ => new Binary(stream, format == "s16le" ? sizeof(short) : sizeof(float), gain, channels, Channel(column, channels)),
    };

    private static int Channel(string? column, int channels)
    {
        if (column is null)
            return 0;
        return int.TryParse(column, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int channel) && channel >= 1 && channel <= channels ? channel - 1
            : throw new ToolException(ExitCodes.Usage, Invariant($"There is no channel '{column}' among the {channels} that --channels says: give its number, from 1."));
    }

    /// <summary>Rows of text, each handed on as soon as it is whole.</summary>
    private sealed class Text(Stream stream, string? column, string units) : SampleInput
    {
        private CsvSampleReader? _reader;

        public override int Read(Span<float> destination)
        {
            _reader ??= new CsvSampleReader(stream, column, new CsvOptions { Units = units });
            if (!_reader.TryRead(out destination[0]))
                return 0;
            int count = 1;

            // What has come already is taken along.
            while (count < destination.Length && _reader.HasRow && _reader.TryRead(out destination[count]))
                count++;
            return count;
        }
    }

    /// <summary>Numbers of fixed width, the channels in turn.</summary>
    private sealed class Binary(Stream stream, int width, double gain, int channels, int channel) : SampleInput
    {
        private readonly byte[] _bytes = new byte[1 << 14];
        private int _held;

        public override int Read(Span<float> destination)
        {
            int frame = width * channels;
            while (_held < frame)
            {
                int read = stream.Read(_bytes, _held, _bytes.Length - _held);
                if (read == 0)
                    return _held == 0 ? 0 : throw new InvalidDataException(Invariant($"standard input ends {_held} bytes into a sample of {width} bytes of {channels} channels. Check --format and --channels."));
                _held += read;
            }

            int count = Math.Min(destination.Length, _held / frame);
            for (int i = 0; i < count; i++)
            {
                var bytes = _bytes.AsSpan((i * frame) + (channel * width), width);

                // The least 16-bit value stands for no sample, as in WFDB's format 16.
                double value = width == sizeof(float) ? BinaryPrimitives.ReadSingleLittleEndian(bytes)
                    : BinaryPrimitives.ReadInt16LittleEndian(bytes) is var sample and not short.MinValue ? sample : double.NaN;
                destination[i] = (float)(value / gain);
            }

            _held -= count * frame;
            _bytes.AsSpan(count * frame, _held).CopyTo(_bytes);
            return count;
        }
    }
}
