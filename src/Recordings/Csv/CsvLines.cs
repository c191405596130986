using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>The lines of a text, as bytes and without what ends them, in memory of fixed size.</summary>
internal sealed class CsvLines(Stream stream, string name)
{
    /// <summary>No line of samples is longer.</summary>
    public const int MaxLineBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[2 * MaxLineBytes];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line last read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The byte that the next line begins at.</summary>
    public long Position { get; private set; }

    /// <summary>Whether a whole line is there already, so that <see cref="Next"/> does not wait.</summary>
    public bool HasLine => _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The line is too long to be one of samples, or no text.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0 || (_ended && _end > _start))
            {
                int length = found >= 0 ? searched + found : _end - _start;
                line = _buffer.AsSpan(_start, length);
                _start += length + (found >= 0 ? 1 : 0);
                Position += length + (found >= 0 ? 1 : 0);
                Number++;
                if (Number == 1 && line.StartsWith("\uFEFF"u8))
                    line = line[3..];
                if (line.EndsWith("\r"u8))
                    line = line[..^1];
                return line.Contains((byte)0) ? throw NoText("holds bytes that are no text") : true;
            }

            searched = _end - _start;
            if (_ended)
            {
                line = default;
                return false;
            }

            if (searched > MaxLineBytes)
            {
                Number++;
                throw NoText(string.Create(CultureInfo.InvariantCulture, $"is longer than {MaxLineBytes} bytes"));
            }

            if (_end == _buffer.Length)
            {
                _buffer.AsSpan(_start, searched).CopyTo(_buffer);
                (_start, _end) = (0, searched);
            }

            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _ended = read == 0;
            _end += read;
        }
    }

    /// <summary>Goes to a line that was read before, or to any that begins at a byte.</summary>
    public void Seek(long position, long linesBefore)
    {
        stream.Position = position;
        (_start, _end, _ended) = (0, 0, false);
        (Position, Number) = (position, linesBefore);
    }

    private InvalidDataException NoText(string what) => new(string.Create(CultureInfo.InvariantCulture,
        $"{name}, row {Number} {what}. It must be text, with a row for each sample and a column for each lead."));
}
