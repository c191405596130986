using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Finds the R peaks of one record at a time, block by block, and writes them.</summary>
internal sealed class PeakDetection(string? leadName, CsvOptions csv, AnnotationOutput output, CancellationToken cancellation)
{
    private const int BlockSamples = 1 << 14;

    /// <summary>Finds and writes the R peaks of a record.</summary>
    /// <param name="path">The record's path.</param>
    /// <param name="progress">Told which part is done, 0 to 1.</param>
    public DetectedRecord Run(string path, Action<double> progress)
    {
        using var record = Recording.Open(path, csv);
        var lead = new RecordLead(record, leadName);
        var source = new DetectedRPeaks(lead.SamplingRate);
        short channel = (short)lead.Signal;
        var annotations = new List<Annotation>();
        var peaks = new List<RPeak>();
        var block = new float[BlockSamples];
        long samples = 0, missing = 0;
        for (int count; (count = lead.Read(block)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (float value in block.AsSpan(0, count))
            {
                if (float.IsNaN(value))
                    missing++;
            }

            source.Push(block.AsSpan(0, count), peaks);
            Take();
            samples += count;
            progress(samples / (double)lead.Length);
        }

        source.Flush(peaks);
        Take();
        if (annotations.Count == 0)
            throw LeadWithoutBeats.Refusal(record, lead, LeadWithoutBeats.WhyNoneFound(record, lead));

        string file = output.FileOf(path);
        cancellation.ThrowIfCancellationRequested();
        new AnnotationFile(annotations, AnnotationOutput.TicksOf(record)).Write(file);
        return new DetectedRecord(record.Name, path, lead.Name, lead.SamplingRate, samples / lead.SamplingRate, missing / lead.SamplingRate, annotations.Count, MeanRate(annotations, record.SamplingFrequency), file);

        void Take()
        {
            foreach (var peak in peaks)
                annotations.Add(AnnotationReview.Found(Math.Min(peak.Sample, lead.Length - 1) / lead.SamplesPerFrame) with { Channel = channel });
            peaks.Clear();
        }
    }

    /// <summary>Beats a minute between the first and the last beat; null where there are not two.</summary>
    private static double? MeanRate(List<Annotation> beats, double samplingFrequency) =>
        beats.Count > 1 && beats[^1].Sample > beats[0].Sample ? 60.0 * (beats.Count - 1) * samplingFrequency / (beats[^1].Sample - beats[0].Sample) : null;
}
