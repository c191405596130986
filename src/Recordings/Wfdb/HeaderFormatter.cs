using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes a header in regular form: one space between fields, fields that were not stated left out.</summary>
internal static class HeaderFormatter
{
    public static string Format(WfdbHeader header)
    {
        var text = new StringBuilder();
        AppendComments(text, header.LeadingComments, header.NewLine);
        AppendRecordLine(text, header);
        foreach (WfdbSegment segment in header.Segments)
        {
            CheckToken(segment.RecordName, "a segment's record name");
            text.Append(CultureInfo.InvariantCulture, $"{segment.RecordName} {segment.Length}").Append(header.NewLine);
        }

        foreach (WfdbSignal signal in header.Signals)
        {
            AppendSignalLine(text, signal);
            text.Append(header.NewLine);
        }

        AppendComments(text, header.Comments, header.NewLine);
        return text.ToString();
    }

    private static void AppendRecordLine(StringBuilder text, WfdbHeader header)
    {
        CheckToken(header.RecordName, "the record name");
        if (header.RecordName.Contains('/') || header.RecordName.StartsWith('#'))
        {
            throw new ArgumentException($"The record name '{header.RecordName}' has a '/' or starts with '#', which a header cannot hold.");
        }

        if (header.NewLine is not ("\n" or "\r\n"))
        {
            throw new ArgumentException("A header's lines end in LF or in CR and LF.");
        }

        if (header.IsMultiSegment && header.Signals.Count > 0)
        {
            throw new ArgumentException("A header has signals or segments, not both.");
        }

        text.Append(header.RecordName);
        if (header.IsMultiSegment)
        {
            text.Append(CultureInfo.InvariantCulture, $"/{header.Segments.Count}");
        }

        text.Append(CultureInfo.InvariantCulture, $" {header.SignalCount}");
        bool withTime = header.BaseTime is not null || header.BaseDate is not null;
        bool withLength = header.StatedLength is not null || withTime;
        bool withCounter = header.StatedCounterFrequency is not null || header.StatedBaseCounter is not null;
        if (header.StatedSamplingFrequency is not null || withCounter || withLength)
        {
            text.Append(' ').Append(Number(header.SamplingFrequency));
            if (withCounter)
            {
                text.Append('/').Append(Number(header.StatedCounterFrequency ?? 0));
            }

            if (header.StatedBaseCounter is double counter)
            {
                text.Append('(').Append(Number(counter)).Append(')');
            }
        }

        if (withLength)
        {
            text.Append(CultureInfo.InvariantCulture, $" {header.StatedLength ?? 0}");
        }

        if (withTime)
        {
            text.Append(' ').Append(Time(header.BaseTime ?? TimeSpan.Zero));
        }

        if (header.BaseDate is DateOnly date)
        {
            text.Append(' ').Append(date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        }

        text.Append(header.NewLine);
    }

    private static void AppendSignalLine(StringBuilder text, WfdbSignal signal)
    {
        CheckToken(signal.FileName, "a signal's file name");
        text.Append(signal.FileName).Append(CultureInfo.InvariantCulture, $" {signal.Format}");
        if (signal.SamplesPerFrame != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"x{signal.SamplesPerFrame}");
        }

        if (signal.Skew != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $":{signal.Skew}");
        }

        if (signal.ByteOffset != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"+{signal.ByteOffset}");
        }

        // A field can be left out only when all that follow it are.
        int fields =
            signal.StatedDescription is not null ? 7
            : signal.StatedBlockSize is not null ? 6
            : signal.Checksum is not null ? 5
            : signal.StatedInitialValue is not null ? 4
            : signal.StatedAdcZero is not null ? 3
            : signal.StatedAdcResolution is not null ? 2
            : signal.StatedGain is not null || signal.StatedBaseline is not null || signal.StatedUnits is not null ? 1
            : 0;
        if (fields >= 1)
        {
            text.Append(' ').Append(Number(signal.StatedGain ?? 0));
            if (signal.StatedBaseline is int baseline)
            {
                text.Append(CultureInfo.InvariantCulture, $"({baseline})");
            }

            if (signal.StatedUnits is not null)
            {
                CheckToken(signal.StatedUnits, "a signal's unit");
                text.Append('/').Append(signal.StatedUnits);
            }
        }

        ReadOnlySpan<int> numbers =
        [
            signal.StatedAdcResolution ?? 0, signal.AdcZero, signal.InitialValue, signal.Checksum ?? 0, signal.BlockSize,
        ];
        for (int i = 0; i < Math.Min(fields - 1, numbers.Length); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {numbers[i]}");
        }

        if (signal.StatedDescription is not null)
        {
            CheckLine(signal.StatedDescription, "a signal's description");
            text.Append(' ').Append(signal.StatedDescription);
        }
    }

    private static void AppendComments(StringBuilder text, IReadOnlyList<string> comments, string newLine)
    {
        foreach (string comment in comments)
        {
            CheckLine(comment, "a comment");
            text.Append('#').Append(comment).Append(newLine);
        }
    }

    private static string Number(double value) => double.IsFinite(value)
        ? value.ToString("R", CultureInfo.InvariantCulture)
        : throw new ArgumentException("A header's numbers must be finite.");

    private static string Time(TimeSpan time)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
        long fraction = time.Ticks % TimeSpan.TicksPerSecond;
        return fraction == 0 ? text : text + "." + fraction.ToString("0000000", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    private static void CheckToken(string value, string what)
    {
        if (value.Length == 0 || value.AsSpan().IndexOfAny(" \t\r\n") >= 0)
        {
            throw new ArgumentException($"'{value}' cannot stand in a header as {what}: it is empty or has a space or a line break.");
        }
    }

    private static void CheckLine(string value, string what)
    {
        if (value.AsSpan().IndexOfAny("\r\n") >= 0)
        {
            throw new ArgumentException($"'{value}' cannot stand in a header as {what}: it has a line break.");
        }
    }
}
