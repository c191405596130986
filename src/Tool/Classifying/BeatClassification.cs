using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Classifies the beats of one record at a time, block by block, and writes them.</summary>
internal sealed class BeatClassification(ModelSource source, AnalysisOptions options, AnnotationOutput output, BeatFormat format, CsvOptions csv, CancellationToken cancellation)
{
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
        LeadWithoutBeats.RefuseShort(lead);
        IRPeakSource peaks = Peaks is null ? new DetectedRPeaks(lead.SamplingRate) : AnnotatedRPeaks.Read(lead, Peaks);
        string file = output.FileOf(path);
        using var writer = format.Begin(file, lead, source.Model.Classes);
        var summary = _analyzer.Analyze(lead, peaks, (in AnalyzedBeat beat) => writer.Write(beat), new Telling<AnalysisProgress>(at => progress(at.Samples / (double)lead.Length)), cancellation);
        if (summary.Beats == 0)
            throw LeadWithoutBeats.Refusal(record, lead, Peaks is null ? LeadWithoutBeats.WhyNoneFound(record, lead) : $"The annotator '{Peaks}' marks no beat in record {record.Name}.");
        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
        return ClassifiedRecord.Of(record, path, lead, summary, file);
    }
}
