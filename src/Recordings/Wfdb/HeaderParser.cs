using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Reads a header line by line. Nothing is set aside for a number of signals or segments before their lines have been
/// seen, so a header cannot ask for more memory than its own size.
/// </summary>
internal sealed class HeaderParser
{
    private const int MaxSamplesPerFrame = 1_000_000;

    // Frames: centuries at any rate, and the product with the samples a frame still fits in 64 bits.
    private const long MaxLength = 1L << 42;

    private readonly string _name;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private int _line;

    private HeaderParser(string name) => _name = name;

    public static WfdbHeader Parse(string text, string name) => new HeaderParser(name).Parse(text);

    private WfdbHeader Parse(string text)
    {
        WfdbHeader? header = null;
        var leading = new List<string>();
        var trailing = new List<string>();
        var signals = new List<WfdbSignal>();
        var segments = new List<WfdbSegment>();
        int segmentCount = 0;
        int signalCount = 0;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            _line++;
            string line = text[range].TrimEnd('\r');
            ReadOnlySpan<char> trimmed = line.AsSpan().Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            if (trimmed[0] == '#')
            {
                (IsComplete() ? trailing : leading).Add(line[(line.IndexOf('#', StringComparison.Ordinal) + 1)..]);
            }
            else if (header is null)
            {
                header = ParseRecordLine(line, out segmentCount, out signalCount);
            }
            else if (segmentCount > 0 && segments.Count < segmentCount)
            {
                segments.Add(ParseSegmentLine(line));
            }
            else if (segmentCount == 0 && signals.Count < signalCount)
            {
                signals.Add(ParseSignalLine(line));
                CheckGroup(signals);
            }

            // Further lines are ignored, as the format says.
            bool IsComplete() => header is not null
                && (segmentCount > 0 ? segments.Count == segmentCount : signals.Count == signalCount);
        }

        if (header is null)
        {
            throw new InvalidDataException($"{_name} has no record line: it is empty or no header. Get the file anew.");
        }

        int expected = segmentCount > 0 ? segmentCount : signalCount;
        int found = segmentCount > 0 ? segments.Count : signals.Count;
        if (found < expected)
        {
            throw Error($"the record line promises {expected} {(segmentCount > 0 ? "segments" : "signals")}, but the header ends after {found}; it is cut off or wrong");
        }

        header = header with
        {
            Signals = signals,
            Segments = segments,
            LeadingComments = leading,
            Comments = trailing,
            NewLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
            Source = text,
        };
        CheckSegmentSum(header);
        return header;
    }

    private WfdbHeader ParseRecordLine(string line, out int segmentCount, out int signalCount)
    {
        var fields = new FieldReader(line);
        string name = fields.Next()!;
        segmentCount = 0;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            segmentCount = (int)Integer(name[(slash + 1)..], "the number of segments", 1, int.MaxValue);
            name = name[..slash];
        }

        if (name.Length == 0)
        {
            throw Error("the record has no name");
        }

        string? count = fields.Next();
        if (count is null)
        {
            throw Error("the record line ends after the record's name; the number of signals is missing");
        }

        signalCount = (int)Integer(count, "the number of signals", 0, int.MaxValue);
        var header = new WfdbHeader { RecordName = name, SignalCount = signalCount };
        if (fields.Next() is not string frequencies)
        {
            return header;
        }

        header = ParseFrequencies(header, frequencies);
        if (fields.Next() is not string length)
        {
            return header;
        }

        header = header with { StatedLength = Integer(length, "the number of samples", 0, MaxLength) };
        if (fields.Next() is not string time)
        {
            return header;
        }

        header = header with { BaseTime = ParseTime(time) };
        return fields.Next() is string date ? header with { BaseDate = ParseDate(date) } : header;
    }

    private WfdbHeader ParseFrequencies(WfdbHeader header, string text)
    {
        double? counter = null;
        double? baseCounter = null;
        string sampling = text;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            sampling = text[..slash];
            string rest = text[(slash + 1)..];
            int open = rest.IndexOf('(', StringComparison.Ordinal);
            if (open >= 0)
            {
                baseCounter = Real(Inside(rest, open, "the base counter value"), "the base counter value");
                rest = rest[..open];
            }

            counter = Real(rest, "the counter frequency");
        }

        double frequency = Real(sampling, "the sampling frequency");
        if (frequency <= 0)
        {
            throw Error($"the sampling frequency is '{sampling}', not a number above 0");
        }

        return header with { StatedSamplingFrequency = frequency, StatedCounterFrequency = counter, StatedBaseCounter = baseCounter };
    }

    private WfdbSegment ParseSegmentLine(string line)
    {
        var fields = new FieldReader(line);
        string name = fields.Next()!;
        string length = fields.Next() ?? throw Error($"the length of segment '{name}' is missing");
        return new WfdbSegment(name, Integer(length, $"the length of segment '{name}'", 0, MaxLength));
    }

    private WfdbSignal ParseSignalLine(string line)
    {
        var fields = new FieldReader(line);
        string file = fields.Next()!;
        string format = fields.Next() ?? throw Error($"the format of the signal in '{file}' is missing");
        WfdbSignal signal = ParseFormat(file, format);
        if (fields.Next() is not string gain)
        {
            return signal;
        }

        signal = ParseGain(signal, gain);
        if (fields.Next() is not string resolution)
        {
            return signal;
        }

        signal = signal with { StatedAdcResolution = (int)Integer(resolution, "the ADC resolution", 0, 64) };
        if (fields.Next() is not string zero)
        {
            return signal;
        }

        signal = signal with { StatedAdcZero = (int)Integer(zero, "the ADC zero", int.MinValue, int.MaxValue) };
        if (fields.Next() is not string initial)
        {
            return signal;
        }

        signal = signal with { StatedInitialValue = (int)Integer(initial, "the initial value", int.MinValue, int.MaxValue) };
        if (fields.Next() is not string checksum)
        {
            return signal;
        }

        signal = signal with { Checksum = (int)Integer(checksum, "the checksum", short.MinValue, ushort.MaxValue) };
        if (fields.Next() is not string block)
        {
            return signal;
        }

        signal = signal with { StatedBlockSize = (int)Integer(block, "the block size", int.MinValue, int.MaxValue) };
        return fields.Rest() is string description ? signal with { StatedDescription = description } : signal;
    }

    // The format's number and, in any order, x samples a frame, : skew, + byte offset.
    private WfdbSignal ParseFormat(string file, string text)
    {
        int end = text.AsSpan().IndexOfAny("x:+");
        string number = end < 0 ? text : text[..end];
        int format = (int)Integer(number, $"the format of the signal in '{file}'", 0, int.MaxValue);
        if (SignalFormat.Refusal(format) is string refusal)
        {
            throw Error($"the signal in '{file}' is in format {format}, {refusal}");
        }

        var signal = new WfdbSignal { FileName = file, Format = format };
        while (end >= 0)
        {
            char kind = text[end];
            int next = text.AsSpan(end + 1).IndexOfAny("x:+");
            string value = next < 0 ? text[(end + 1)..] : text.Substring(end + 1, next);
            signal = kind switch
            {
                'x' => signal with { SamplesPerFrame = (int)Integer(value, "the number of samples a frame", 1, MaxSamplesPerFrame) },
                ':' => signal with { Skew = (int)Integer(value, "the skew", 0, int.MaxValue / 2) },
                _ => signal with { ByteOffset = Integer(value, "the byte offset", 0, long.MaxValue / 2) },
            };
            end = next < 0 ? -1 : end + 1 + next;
        }

        return signal;
    }

    private WfdbSignal ParseGain(WfdbSignal signal, string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && slash < text.Length - 1)
        {
            signal = signal with { StatedUnits = text[(slash + 1)..] };
        }

        string number = slash < 0 ? text : text[..slash];
        int open = number.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0)
        {
            double baseline = Real(Inside(number, open, "the baseline"), "the baseline");
            if (baseline != Math.Floor(baseline) || baseline is < int.MinValue or > int.MaxValue)
            {
                throw Error($"the baseline in '{text}' is no whole number of ADC units");
            }

            signal = signal with { StatedBaseline = (int)baseline };
            number = number[..open];
        }

        return signal with { StatedGain = Real(number, "the gain") };
    }

    // Signals that share a file must be listed together and agree on how it is stored.
    private void CheckGroup(List<WfdbSignal> signals)
    {
        WfdbSignal added = signals[^1];
        if (added.Format == 0)
        {
            return;
        }

        WfdbSignal? before = signals.Count > 1 ? signals[^2] : null;
        if (before?.FileName == added.FileName)
        {
            if (before.Format != added.Format || before.ByteOffset != added.ByteOffset || before.BlockSize != added.BlockSize)
            {
                throw Error($"the signals in '{added.FileName}' do not agree on its format, byte offset or block size");
            }
        }
        else if (!_files.Add(added.FileName))
        {
            throw Error($"the signals in '{added.FileName}' are not listed one after the other");
        }
    }

    private void CheckSegmentSum(WfdbHeader header)
    {
        if (!header.IsMultiSegment)
        {
            return;
        }

        Int128 sum = 0;
        foreach (WfdbSegment segment in header.Segments)
        {
            sum += segment.Length;
        }

        if (sum > MaxLength || (header.StatedLength is long length && length != 0 && length != sum))
        {
            throw Error($"the record line states {header.StatedLength} samples, but the segments' lengths add up to {sum}");
        }
    }

    private TimeSpan ParseTime(string text)
    {
        // H:M:S; like the WFDB library, two numbers are minutes and seconds, and one is seconds.
        string[] parts = text.Split(':');
        if (parts.Length > 3)
        {
            throw Error($"the base time '{text}' is not of the form HH:MM:SS");
        }

        double seconds = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            double part = i == parts.Length - 1
                ? Real(parts[i], "the base time")
                : Integer(parts[i], "the base time", 0, 1000);
            if (part is < 0 or >= 100_000)
            {
                throw Error($"the base time '{text}' is not of the form HH:MM:SS");
            }

            seconds = (seconds * 60) + part;
        }

        return TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }

    private DateOnly? ParseDate(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 3)
        {
            throw Error($"the base date '{text}' is not of the form DD/MM/YYYY");
        }

        int day = (int)Integer(parts[0], "the day of the base date", 0, 31);
        int month = (int)Integer(parts[1], "the month of the base date", 0, 12);
        int year = (int)Integer(parts[2], "the year of the base date", 0, 9999);
        if (day == 0 && month == 0 && year == 0)
        {
            return null;
        }

        return year > 0 && month > 0 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : throw Error($"the base date '{text}' is no day of the calendar");
    }

    private string Inside(string text, int open, string what)
    {
        int close = text.IndexOf(')', open);
        return close > open ? text[(open + 1)..close] : throw Error($"{what} in '{text}' lacks its closing bracket");
    }

    private long Integer(string text, string what, long min, long max) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max
            ? value
            : throw Error(string.Create(CultureInfo.InvariantCulture, $"{what} is '{text}', not a whole number from {min} to {max}"));

    private double Real(string text, string what) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Error($"{what} is '{text}', not a number");

    private InvalidDataException Error(string what) => new(string.Create(CultureInfo.InvariantCulture,
        $"{_name}, line {_line}: {what}. Correct the header or get it anew."));

    private ref struct FieldReader(ReadOnlySpan<char> line)
    {
        private ReadOnlySpan<char> _left = line;

        public string? Next()
        {
            _left = _left.TrimStart(" \t\r");
            if (_left.IsEmpty)
            {
                return null;
            }

            int end = _left.IndexOfAny(" \t\r");
            ReadOnlySpan<char> field = end < 0 ? _left : _left[..end];
            _left = end < 0 ? default : _left[end..];
            return field.ToString();
        }

        public readonly string? Rest()
        {
            ReadOnlySpan<char> rest = _left.TrimStart(" \t\r").TrimEnd('\r');
            return rest.IsEmpty ? null : rest.ToString();
        }
    }
}
