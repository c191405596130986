using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes a recording as a WFDB record: a header, one signal file, an annotation file where there are annotations.</summary>
internal static class WfdbOutput
{
    private const int BlockFrames = 1 << 12;

    // What 16 bits hold, with room for a filter's overshoot.
    private const double Reach = 32000;

    public static void Write(string stem, RecordingContent content, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(stem);
        string folder = Path.GetDirectoryName(stem) is { Length: > 0 } some ? some : ".";
        double frames = content.Signals.Min(signal => signal.SamplingRate);
        WfdbSignal[] signals = [.. content.Signals.Select(signal => Describe(signal, name, PerFrame(signal, frames)))];
        var header = new WfdbHeader
        {
            RecordName = name,
            StatedSamplingFrequency = frames,
            Signals = signals,
            BaseDate = content.StartTime is { } date ? DateOnly.FromDateTime(date) : null,
            BaseTime = content.StartTime?.TimeOfDay,
            Comments = [.. content.Remarks.Select(remark => " " + remark.ReplaceLineEndings(" "))],
        };
        long length = content.Signals.Zip(signals, (signal, stored) => (signal.Length + stored.SamplesPerFrame - 1) / stored.SamplesPerFrame).Max();
        int perFrame = signals.Sum(signal => signal.SamplesPerFrame);
        using var writer = WfdbRecordWriter.Create(folder, header);
        var digital = new int[BlockFrames * perFrame];
        var physical = new float[BlockFrames * signals.Max(signal => signal.SamplesPerFrame)];
        for (long frame = 0; frame < length; frame += BlockFrames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(BlockFrames, length - frame);
            for (int s = 0, offset = 0; s < signals.Length; offset += signals[s++].SamplesPerFrame)
            {
                int of = signals[s].SamplesPerFrame;
                content.Signals[s].Fill(physical.AsSpan(0, count * of));
                for (int f = 0; f < count; f++)
                {
                    for (int i = 0; i < of; i++)
                        digital[(f * perFrame) + offset + i] = signals[s].ToDigital(physical[(f * of) + i]);
                }
            }

            writer.WriteFrames(digital.AsSpan(0, count * perFrame));
        }

        using var annotations = content.Annotations.Count == 0 ? null : new AnnotationWriter($"{stem}.{content.Annotator}");
        foreach (var annotation in content.Annotations)
            annotations!.Write(annotation with { Sample = (long)Math.Round(annotation.Sample * frames / content.AnnotationRate, MidpointRounding.AwayFromZero) });
        writer.CompleteWith(annotations is null ? null : annotations.Complete);
    }

    private static int PerFrame(OutputSignal signal, double frames)
    {
        double of = signal.SamplingRate / frames;
        return Math.Abs(of - Math.Round(of)) <= 1e-9 * of && of < 1 << 16 ? (int)Math.Round(of)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Signal '{signal.Name}' has {signal.SamplingRate} samples a second, no multiple of the {frames} of another: a WFDB record cannot hold both. Give one sampling rate (--rate), or choose leads."));
    }

    private static WfdbSignal Describe(OutputSignal signal, string name, int perFrame)
    {
        string file = name + ".dat";
        if (signal.Stored is { } stored)
        {
            int bits = SignalFormat.Of(stored.Format).Bits;
            return stored with { FileName = file, Format = bits is > 16 and <= 24 ? 24 : bits > 24 ? 32 : 16, SamplesPerFrame = perFrame, Skew = 0, ByteOffset = 0, Checksum = null, StatedInitialValue = null };
        }

        double largest = Math.Max(Math.Abs((double)signal.Lowest), Math.Abs((double)signal.Highest));
        return new WfdbSignal
        {
            FileName = file,
            Format = 16,
            SamplesPerFrame = perFrame,
            StatedGain = GainFor(largest),
            StatedBaseline = 0,
            StatedUnits = signal.Units.Length > 0 ? signal.Units.Replace(' ', '_') : null,
            StatedAdcResolution = 16,
            StatedAdcZero = 0,
            StatedDescription = signal.Name,
        };
    }

    // The largest of 1, 2, 5, 10, … that the samples fit in 16 bits by.
    private static double GainFor(double largest)
    {
        double most = Math.Clamp(Reach / Math.Max(largest, 1e-30), 1e-6, 1e6);
        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power;
    }
}
