namespace ArrhythmiaVision.Recordings.Tests;

/// <summary>Signals and headers made by formula.</summary>
internal static class Synthetic
{
    public static readonly int[] StoringFormats = [8, 16, 24, 32, 61, 80, 160, 212, 310, 311];

    /// <summary>
    /// The samples the golden bytes were made from, in whole numbers: format 8: (37i² + 11i) mod 400 - 200; the others:
    /// (2654435761i + 12345) mod (2^bits - 1) - (2^(bits-1) - 1), and every fifth from the fourth on missing.
    /// </summary>
    public static int[] Samples(int format, int count)
    {
        int bits = SignalFormat.Of(format).Bits;
        var samples = new int[count];
        for (long i = 0; i < count; i++)
        {
            samples[i] = bits == 0 ? (int)(((i * i * 37) + (i * 11)) % 400) - 200
                : i % 5 == 3 ? WfdbRecord.InvalidSample
                : (int)((((i * 2654435761L) + 12345) % ((1L << bits) - 1)) - ((1L << (bits - 1)) - 1));
        }

        return samples;
    }

    public static WfdbSignal Signal(string record, int format, string description = "x") => new()
    {
        FileName = record + ".dat",
        Format = format,
        StatedGain = 200,
        StatedUnits = "mV",
        StatedAdcResolution = 12,
        StatedAdcZero = 0,
        StatedBlockSize = 0,
        StatedDescription = description,
    };

    public static WfdbHeader Header(string record, params WfdbSignal[] signals) => new()
    {
        RecordName = record,
        StatedSamplingFrequency = 360,
        Signals = signals,
    };

    public static int[] ReadAll(WfdbRecord record, int signal)
    {
        var samples = new int[record.SampleCountOf(signal)];
        record.ReadDigitalSamples(signal, 0, samples);
        return samples;
    }
}
