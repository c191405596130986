using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Classifies the beats of one record at a time, block by block, and writes them.</summary>
internal sealed class BeatClassification(ModelSource source, AnalysisOptions options, AnnotationOutput output, BeatFormat format, CsvOptions csv, CancellationToken cancellation)
{
    // Below, not even the detector has learned how large the complexes are.
    private const double ShortestSeconds = 5;

    private readonly RecordAnalyzer _analyzer = new(source.Model, options);

    /// <summary>The lead; null for the usual one.</summary>
    public string? Lead { get; init; }

    /// <summary>The annotator whose R peaks are taken; null to find them.</summary>
    public string? Peaks { get; init; }

    /// <summary>Classifies and writes the beats of a record.</summary>
    /// <param name="path">The record's path.</param>
    /// <param name="progress">Told which part is done, 0 to 1.</param>
    public ClassifiedRecord Run(string path, Action<double> progress)
    {
        using var record = Recording.Open(path, csv);
        var lead = new RecordLead(record, Lead);
        double seconds = lead.Length / lead.SamplingRate;
        if (seconds < ShortestSeconds)
            throw new InvalidDataException(Invariant($"The record has {seconds:0.##} s of lead {lead.Name}, and beats are told apart in {ShortestSeconds} s or more. Give a longer one."));
        IRPeakSource peaks = Peaks is null ? new DetectedRPeaks(lead.SamplingRate) : AnnotatedRPeaks.Read(lead, Peaks);
        string file = output.FileOf(path);
        using var writer = format.Begin(file, lead, source.Model.Classes);
        var summary = _analyzer.Analyze(lead, peaks, (in AnalyzedBeat beat) => writer.Write(beat), new Telling<AnalysisProgress>(at => progress(at.Samples / (double)lead.Length)), cancellation);
        if (summary.Beats == 0)
            throw new InvalidDataException($"{WhyNone(summary, record, lead, path)} Choose another lead with --lead; there {(record.Leads.Count == 1 ? "is only" : "are")} {string.Join(", ", record.Leads)}.");
        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
        return ClassifiedRecord.Of(record, path, lead, summary, file);
    }

    private string WhyNone(AnalysisSummary summary, Recording record, RecordLead lead, string path)
    {
        if (Peaks is not null)
            return $"The annotator '{Peaks}' marks no beat in record {record.Name}.";
        if (summary.MissingSamples == summary.Samples)
            return $"Lead {lead.Name} of record {record.Name} has no samples: all are missing.";
        using var again = Recording.Open(path, csv);
        var samples = new RecordLead(again, Lead);
        var block = new float[1 << 14];
        float low = float.MaxValue, high = float.MinValue;
        for (int count; (count = samples.Read(block)) > 0;)
        {
            foreach (float value in block.AsSpan(0, count))
            {
                if (float.IsFinite(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return low == high ? $"Lead {lead.Name} of record {record.Name} is a flat line, so there are no beats in it." : $"No beats were found in lead {lead.Name} of record {record.Name}.";
    }
}
