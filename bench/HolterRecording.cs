using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Bench;

/// <summary>A long recording of one lead: MIT-BIH records joined end to end, with their annotations.</summary>
internal static class HolterRecording
{
    private const string Lead = "ECG";

    /// <summary>Writes the recording.</summary>
    /// <param name="mitBih">The database's folder.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="hours">How long it is to be, at most 24.</param>
    /// <returns>The record's path.</returns>
    public static string Write(string mitBih, string folder, int hours)
    {
        var length = hours * 3600L * (long)MitBihArrhythmiaDatabase.SamplingFrequency;
        var name = "holter" + hours.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signal = new WfdbSignal { FileName = name + ".dat", Format = 212, StatedGain = 200, StatedAdcResolution = 11, StatedAdcZero = 1024, StatedDescription = Lead };
        var header = new WfdbHeader { RecordName = name, StatedSamplingFrequency = MitBihArrhythmiaDatabase.SamplingFrequency, Signals = [signal] };
        var annotations = new List<Annotation>();
        long written = 0;
        using (var writer = WfdbRecordWriter.Create(folder, header))
        {
            foreach (var source in MitBihArrhythmiaDatabase.Records)
            {
                if (written == length) break;
                using var record = WfdbRecord.Open(Path.Combine(mitBih, source));
                var samples = new int[Math.Min(record.Length, length - written)];
                record.ReadDigital(MitBihArrhythmiaDatabase.PreferredLead(record.Leads), 0, samples);
                writer.WriteFrames(samples);
                foreach (var annotation in record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator))
                {
                    if (annotation.Sample < samples.Length) annotations.Add(annotation with { Sample = annotation.Sample + written });
                }

                written += samples.Length;
            }

            writer.Complete();
        }

        if (written < length) throw new InvalidOperationException($"The records give {written} samples, fewer than the {length} of {hours} hours.");
        var path = Path.Combine(folder, name);
        new AnnotationFile(annotations).Write($"{path}.{MitBihArrhythmiaDatabase.Annotator}");
        return path;
    }
}
