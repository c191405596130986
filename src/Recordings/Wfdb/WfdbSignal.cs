using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// One signal of a record as its header describes it (header(5), signal specification lines). A field that the header
/// leaves out has the default value the format gives it, and is left out again when the header is written.
/// </summary>
public sealed record WfdbSignal
{
    /// <summary>ADC units per physical unit where the header states none, or 0.</summary>
    public const double DefaultGain = 200;

    /// <summary>The physical unit where the header states none.</summary>
    public const string DefaultUnits = "mV";

    /// <summary>The file that holds the samples, relative to the header's folder; <c>~</c> where there is none.</summary>
    public required string FileName { get; init; }

    /// <summary>The storage format: 0, 8, 16, 24, 32, 61, 80, 160, 212, 310 or 311.</summary>
    public required int Format { get; init; }

    /// <summary>Samples of this signal in each frame.</summary>
    public int SamplesPerFrame { get; init; } = 1;

    /// <summary>Samples of this signal in the file that precede sample 0.</summary>
    public int Skew { get; init; }

    /// <summary>Bytes of the file before the first sample.</summary>
    public long ByteOffset { get; init; }

    /// <summary>The gain as the header states it, in ADC units per physical unit; 0 or null where the signal is uncalibrated.</summary>
    public double? StatedGain { get; init; }

    /// <summary>The baseline as the header states it, in ADC units.</summary>
    public int? StatedBaseline { get; init; }

    /// <summary>The physical unit as the header states it.</summary>
    public string? StatedUnits { get; init; }

    /// <summary>The ADC resolution in bits as the header states it; 0 or null where it is unknown.</summary>
    public int? StatedAdcResolution { get; init; }

    /// <summary>The ADC zero as the header states it.</summary>
    public int? StatedAdcZero { get; init; }

    /// <summary>The initial value as the header states it.</summary>
    public int? StatedInitialValue { get; init; }

    /// <summary>The 16-bit checksum over all samples (either sign convention); null where the header states none.</summary>
    public int? Checksum { get; init; }

    /// <summary>The block size in bytes for tapes and other block devices; files have 0.</summary>
    public int? StatedBlockSize { get; init; }

    /// <summary>The description as the header states it: the lead's name for an ECG.</summary>
    public string? StatedDescription { get; init; }

    /// <summary>ADC units per physical unit: <see cref="DefaultGain"/> where the header states none, or 0.</summary>
    public double Gain => StatedGain is double gain && gain != 0 ? gain : DefaultGain;

    /// <summary>Whether the header states a gain other than 0.</summary>
    public bool IsCalibrated => StatedGain is double gain && gain != 0;

    /// <summary>The ADC value at 0 physical units: the ADC zero where the header states no baseline.</summary>
    public int Baseline => StatedBaseline ?? AdcZero;

    /// <summary>The physical unit, <c>mV</c> where the header states none.</summary>
    public string Units => StatedUnits ?? DefaultUnits;

    /// <summary>The resolution of the ADC in bits: where the header states none or 0, what the format allows, at most 12.</summary>
    public int AdcResolution => StatedAdcResolution is int bits && bits != 0 ? bits : Format switch
    {
        8 or 310 or 311 => 10,
        80 => 8,
        160 => 16,
        _ => 12,
    };

    /// <summary>The ADC value in the middle of its input range, 0 where the header states none.</summary>
    public int AdcZero => StatedAdcZero ?? 0;

    /// <summary>The value of the first sample (before the first difference in format 8): the ADC zero where the header states none.</summary>
    public int InitialValue => StatedInitialValue ?? AdcZero;

    /// <summary>The block size in bytes, 0 where the header states none.</summary>
    public int BlockSize => StatedBlockSize ?? 0;

    /// <summary>The lead's name, or whatever describes the signal; empty where the header states none.</summary>
    public string Description => StatedDescription ?? "";

    /// <summary>Whole frames of this signal that precede frame 0: the skew divided by the samples a frame, rounded.</summary>
    public int SkewFrames => (int)(((double)Skew / SamplesPerFrame) + 0.5);

    /// <summary>The physical value of an ADC value.</summary>
    /// <param name="digital">The ADC value.</param>
    /// <returns>(digital - baseline) / gain, in <see cref="Units"/>; NaN for <see cref="WfdbRecord.InvalidSample"/>.</returns>
    public double ToPhysical(int digital) =>
        digital == WfdbRecord.InvalidSample ? double.NaN : ((double)digital - Baseline) / Gain;

    /// <summary>The ADC value nearest to a physical value.</summary>
    /// <param name="physical">The value in <see cref="Units"/>.</param>
    /// <returns>round(physical · gain + baseline); <see cref="WfdbRecord.InvalidSample"/> for NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The result does not fit in 32 bits.</exception>
    public int ToDigital(double physical)
    {
        if (double.IsNaN(physical))
        {
            return WfdbRecord.InvalidSample;
        }

        double value = Math.Round((physical * Gain) + Baseline, MidpointRounding.AwayFromZero);
        return value is > int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new ArgumentOutOfRangeException(nameof(physical), physical, string.Create(CultureInfo.InvariantCulture,
                $"{physical} {Units} is {value} ADC units at a gain of {Gain}, which no format holds."));
    }

    /// <summary>The number of millivolts in one physical unit, if the unit is one of voltage.</summary>
    /// <param name="millivolts">1 for mV, 0.001 for µV, 1000 for V, 0.000001 for nV.</param>
    public bool TryGetMillivoltsPerUnit(out double millivolts) => VoltageUnits.TryGetMillivolts(Units, out millivolts);
}
