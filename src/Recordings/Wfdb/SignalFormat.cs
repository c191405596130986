using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>What is the same for all samples of a storage format of signal(5): range, packing, the value that means "no sample".</summary>
internal sealed class SignalFormat
{
    private static readonly Dictionary<int, SignalFormat> s_formats = new SignalFormat[]
    {
        new(0, 0, 0, 1), new(8, 0, 1, 1), new(16, 16, 2, 1), new(24, 24, 3, 1), new(32, 32, 4, 1), new(61, 16, 2, 1),
        new(80, 8, 1, 1), new(160, 16, 2, 1), new(212, 12, 3, 2), new(310, 10, 4, 3), new(311, 10, 4, 3),
    }.ToDictionary(format => format.Code);

    private SignalFormat(int code, int bits, int unitBytes, int unitSamples)
    {
        Code = code;
        Bits = bits;
        UnitBytes = unitBytes;
        UnitSamples = unitSamples;
        Invalid = bits == 0 ? int.MinValue : int.MinValue >> (32 - bits);
        Min = bits == 0 ? int.MinValue + 1 : Invalid + 1;
        Max = bits == 0 ? int.MaxValue : ~Invalid;
    }

    public int Code { get; }

    /// <summary>Bits a sample; 0 where the format stores no amplitudes.</summary>
    public int Bits { get; }

    /// <summary>Bytes in the smallest group of samples that starts on a byte.</summary>
    public int UnitBytes { get; }

    /// <summary>Samples in that group.</summary>
    public int UnitSamples { get; }

    /// <summary>The stored value that means "no sample": the least the format holds. Format 8 has none.</summary>
    public int Invalid { get; }

    public int Min { get; }

    public int Max { get; }

    public static SignalFormat Of(int code) => s_formats[code];

    /// <summary>Why a format cannot be read, or null where it can.</summary>
    public static string? Refusal(int code) => code switch
    {
        508 or 516 or 524 => "which is FLAC-compressed and not supported; convert the record to format 16 or 24 (xform of the WFDB software does)",
        _ when s_formats.ContainsKey(code) => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"which is unknown; known are {string.Join(", ", s_formats.Keys.Order())}"),
    };

    /// <summary>The whole samples in a number of bytes.</summary>
    public long SamplesIn(long bytes)
    {
        long units = bytes / UnitBytes;
        long rest = bytes % UnitBytes;
        return (units * UnitSamples) + (Code switch
        {
            212 => rest == 2 ? 1 : 0,
            310 => rest >= 2 ? 1 : 0,
            311 => rest >= 2 ? rest - 1 : 0,
            _ => 0,
        });
    }

    /// <summary>The byte, counted from the first sample, where the group with a sample starts.</summary>
    public long ByteOf(long sample) => sample / UnitSamples * UnitBytes;
}
