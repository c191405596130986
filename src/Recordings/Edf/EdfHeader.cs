using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// The header of an EDF, EDF+, BDF or BDF+ file, checked against the file's size (B. Kemp et al., Electroencephalogr Clin Neurophysiol
/// 82:391-393, 1992; B. Kemp and J. Olivan, Clin Neurophysiol 114:1755-1761, 2003).
/// </summary>
internal sealed class EdfHeader
{
    public const int FixedBytes = 256;
    public const int SignalBytes = 256;
    private const int MaxSignals = 4096;
    private const int VersionBytes = 8;

    private readonly byte[] _bytes;
    private readonly string _path;

    private EdfHeader(byte[] bytes, string path, RecordingFormat format, long fileLength)
    {
        (_bytes, _path, Format) = (bytes, path, format);
        int count = SignalCountOf(bytes, path);
        string reserved = Text(192, 44);
        string kind = Format == RecordingFormat.Edf ? "EDF+" : "BDF+";
        IsPlus = reserved.StartsWith(kind, StringComparison.OrdinalIgnoreCase);
        IsDiscontinuous = reserved.StartsWith(kind + "D", StringComparison.OrdinalIgnoreCase);
        Patient = Text(8, 80);
        RecordingText = Text(88, 80);
        
        // EDF+ says by an X that the date is not known; the field itself must hold one.
        Start = IsPlus && RecordingText.StartsWith("Startdate X", StringComparison.OrdinalIgnoreCase) ? null : ParseStart(Text(168, 8), Text(176, 8));
        RecordSeconds = Number(244, 8, "the duration of a data record");
        Signals = [.. Enumerable.Range(0, count).Select(ParseSignal)];
        long samples = Signals.Sum(signal => (long)signal.SamplesPerRecord);
        if (samples == 0)
            throw Damaged(FixedBytes, "states no samples in its data records");
        RecordBytes = checked(samples * BytesPerSample);
        if (RecordSeconds < 0 || (RecordSeconds == 0 && Signals.Any(signal => !signal.IsAnnotations)))
            throw Damaged(244, Invariant($"states data records of {RecordSeconds} s, so no sampling rate; it must be above 0"));

        long available = (fileLength - HeaderBytes) / RecordBytes;
        double stated = Number(236, 8, "the number of data records");
        if (stated != Math.Floor(stated) || stated < -1)
            throw Damaged(236, Invariant($"states {stated} data records"));
        if (stated > available)
            throw new InvalidDataException(Invariant($"'{path}' is cut off at byte {fileLength}: its header states {stated} data records of {RecordBytes} bytes, and only {Math.Max(0, available)} are there. Get the file anew."));

        // -1: the recording was still going on when the header was written.
        Records = stated < 0 ? Math.Max(0, available) : (long)stated;
    }

    public RecordingFormat Format { get; }

    public bool IsPlus { get; }

    /// <summary>Whether data records may be apart in time.</summary>
    public bool IsDiscontinuous { get; }

    public string Patient { get; }

    public string RecordingText { get; }

    public DateTime? Start { get; }

    /// <summary>Data records in the file.</summary>
    public long Records { get; }

    /// <summary>Seconds of a data record.</summary>
    public double RecordSeconds { get; }

    /// <summary>Bytes of a data record.</summary>
    public long RecordBytes { get; }

    public IReadOnlyList<EdfSignal> Signals { get; }

    public int BytesPerSample => Format == RecordingFormat.Bdf ? 3 : 2;

    /// <summary>The byte that the first data record begins at.</summary>
    public int HeaderBytes => _bytes.Length;

    /// <summary>Whether a file begins as EDF or BDF does; null where as neither.</summary>
    public static RecordingFormat? FormatOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        Span<byte> start = stackalloc byte[VersionBytes];
        return stream.ReadAtLeast(start, VersionBytes, throwOnEndOfStream: false) == VersionBytes ? FormatOf(start) : null;
    }

    /// <summary>Reads a file's header.</summary>
    public static EdfHeader Read(FileStream stream, string path)
    {
        long length = stream.Length;
        byte[] fixedPart = new byte[FixedBytes];
        if (stream.ReadAtLeast(fixedPart, FixedBytes, throwOnEndOfStream: false) < FixedBytes)
            throw new InvalidDataException(Invariant($"'{path}' is no EDF file: it has {length} bytes, and a header has at least {FixedBytes}. Check that it is the right file, and whole."));
        var format = FormatOf(fixedPart) ?? throw new InvalidDataException($"'{path}' is no EDF or BDF file: it does not begin with the version '0', nor with BioSemi's. Check that it is the right file.");
        int count = SignalCountOf(fixedPart, path);
        int bytes = FixedBytes + (count * SignalBytes);
        if (length < bytes)
            throw new InvalidDataException(Invariant($"'{path}' is cut off at byte {length}: the header of {count} signals has {bytes}. Get the file anew."));
        byte[] all = new byte[bytes];
        fixedPart.CopyTo(all, 0);
        stream.ReadExactly(all.AsSpan(FixedBytes));
        return new EdfHeader(all, path, format, length);
    }

    public InvalidDataException Damaged(long position, string what) =>
        new(Invariant($"'{_path}', byte {position}: the header {what}. The file is damaged or no EDF; get it anew."));

    private static RecordingFormat? FormatOf(ReadOnlySpan<byte> start) =>
        start[..VersionBytes].SequenceEqual("0       "u8) ? RecordingFormat.Edf
        : start[0] == 0xFF && start[1..VersionBytes].SequenceEqual("BIOSEMI"u8) ? RecordingFormat.Bdf
        : null;

    private static int SignalCountOf(byte[] bytes, string path)
    {
        string text = Encoding.Latin1.GetString(bytes, 252, 4).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MaxSignals ? count
            : throw new InvalidDataException($"'{path}', byte 252: the header states '{text}' signals; there must be 1 to {MaxSignals.ToString(CultureInfo.InvariantCulture)}. The file is damaged or no EDF; get it anew.");
    }

    // The fields of all signals stand together: all labels, then all transducers, and so on.
    private EdfSignal ParseSignal(int index)
    {
        int count = (_bytes.Length - FixedBytes) / SignalBytes;
        string label = Field(0, 16);
        bool isAnnotations = label.Equals(Format == RecordingFormat.Edf ? EdfSignal.Annotations : EdfSignal.BdfAnnotations, StringComparison.OrdinalIgnoreCase);
        string samplesText = Field(216, 8);
        if (!int.TryParse(samplesText, NumberStyles.None, CultureInfo.InvariantCulture, out int samples))
            throw Damaged(At(216, 8), $"states '{samplesText}' samples a data record of signal '{label}'");
        double physicalMin = 0, physicalMax = 1, digitalMin = 0, digitalMax = 1;
        if (!isAnnotations)
        {
            physicalMin = Number(At(104, 8), 8, $"the physical minimum of '{label}'");
            physicalMax = Number(At(112, 8), 8, $"the physical maximum of '{label}'");
            digitalMin = Number(At(120, 8), 8, $"the digital minimum of '{label}'");
            digitalMax = Number(At(128, 8), 8, $"the digital maximum of '{label}'");
            if (physicalMin == physicalMax || !(digitalMin < digitalMax))
                throw Damaged(At(104, 8), Invariant($"scales signal '{label}' from {digitalMin}..{digitalMax} to {physicalMin}..{physicalMax}, which is no scale"));
        }

        return new EdfSignal(label, Field(96, 8), samples, physicalMin, physicalMax, digitalMin, digitalMax, isAnnotations);

        int At(int offset, int width) => FixedBytes + (count * offset) + (index * width);

        string Field(int offset, int width) => Text(At(offset, width), width);
    }

    // Latin-1 where it is no UTF-8: the µ of µV was written by many in the code page of their machine.
    private string Text(int offset, int length) => HeaderText.Decode(_bytes.AsSpan(offset, length)).TrimEnd('\0', ' ').Trim();

    private double Number(int offset, int length, string what)
    {
        string text = Text(offset, length);

        // Some programs write a decimal comma, which stands for nothing else in this field.
        return double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw Damaged(offset, $"has '{text}' for {what}, which is no number");
    }

    private static DateTime? ParseStart(string date, string time)
    {
        if (!DateTime.TryParseExact($"{date} {time}", "dd.MM.yy HH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
            return null;

        // The format's own clipping date: 85 to 99 are of the 20th century.
        int year = start.Year % 100;
        return start.AddYears((year >= 85 ? 1900 : 2000) + year - start.Year);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
