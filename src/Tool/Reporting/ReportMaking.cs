using System.Reflection;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Makes a record's report: reads, judges, explains, compares.</summary>
internal static class ReportMaking
{
    private const int BlockSamples = 1 << 15;

    /// <summary>Makes a report and writes it.</summary>
    /// <param name="session">The run.</param>
    /// <param name="path">The record's path.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="output">The page to write.</param>
    /// <param name="annotations">The annotation file to write of what the model says; null for none.</param>
    public static ReportOutcome Write(Session session, string path, ReportSettings settings, string output, string? annotations = null)
    {
        using var record = Recording.Open(path, settings.Csv);
        var (report, judged) = Make(session, record, settings);
        session.Cancellation.ThrowIfCancellationRequested();
        if (annotations is not null)
            judged.Results.Write(annotations);
        report.Save(output);
        return new ReportOutcome(report, judged.Labels, path, output);
    }

    /// <summary>Makes a report, which reads the record as it is written.</summary>
    private static (RecordReport Report, JudgedRecord Judged) Make(Session session, Recording record, ReportSettings settings)
    {
        var source = settings.Source;
        var card = source.Model.Card ?? throw new ToolException(ExitCodes.Failure, $"The model '{source.Name}' has no card, so nobody can tell how its beats are prepared. Train one with 'arrhythmia train', which writes the card into the file.");
        var preparation = BeatPreparation.Of(source.Name, source.Model, card);
        var lead = new RecordLead(record, settings.Lead);
        LeadWithoutBeats.Refuse(record, lead);
        var reference = settings.Reference is { } annotator ? record.ReadAnnotations(annotator) : null;
        var judged = JudgedRecord.Of(session, record, settings, preparation, reference);
        var quality = Quality(record, session.Cancellation);
        record.TryGetMillivoltsPerUnit(lead.Signal, out double millivolts);
        return (new RecordReport
        {
            Record = record.Name,
            Lead = lead.Name,
            SamplingRate = lead.SamplingRate,
            Samples = lead.Length,
            Signal = Read,
            Model = new ReportModel(source.Name, source.Model.Classes, card, settings.RejectBelow ?? card.RejectBelow),
            Beats = judged.Beats,
            Quality = quality,
            IsSynthetic = record.Remarks.Any(remark => remark.StartsWith(SyntheticDemo.Mark, StringComparison.Ordinal)),
            StartTime = record.StartTime,
            Remarks = record.Remarks,
            Paced = judged.Paced,
            Origin = judged.Origin,
            Warnings = Warnings(record, lead, source.Name, card, quality, judged),
            Telling = settings.Explains ? ReportEvidence.Of(session, record, settings, judged) : [],
            Baseline = "flat line",
            Comparison = reference is null ? null : ReportReference.Compare(record, settings, reference, judged),
            Maker = "arrhythmia " + (Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? ""),
        }, judged);

        void Read(long start, Span<float> destination)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            record.ReadSamples(lead.Signal, start, destination);
            if (millivolts != 1)
                System.Numerics.Tensors.TensorPrimitives.Multiply(destination, (float)millivolts, destination);
        }
    }

    private static List<LeadQuality> Quality(Recording record, CancellationToken cancellation)
    {
        var all = new List<LeadQuality>();
        var block = new float[BlockSamples];
        foreach (string name in record.Leads.Distinct(StringComparer.Ordinal))
        {
            // A signal that is no voltage, as respiration, is no lead.
            if (!record.TryGetMillivoltsPerUnit(record.FindLead(name), out _))
                continue;
            var lead = new RecordLead(record, name);
            if (lead.SamplingRate is not (>= SignalQuality.MinRate and <= SignalQuality.MaxRate))
                continue;
            var quality = new SignalQuality(lead.SamplingRate);
            for (int count; (count = lead.Read(block)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                quality.Push(block.AsSpan(0, count));
            }

            all.Add(new LeadQuality(name, lead.SamplingRate, quality.Finish()));
        }

        return all;
    }

    private static List<string> Warnings(Recording record, RecordLead lead, string model, Networks.ModelCard card, List<LeadQuality> quality, JudgedRecord judged)
    {
        var warnings = new List<string>();
        bool isMitBih = MitBihArrhythmiaDatabase.Records.Contains(record.Name) && record.SamplingFrequency == MitBihArrhythmiaDatabase.SamplingFrequency;
        if (isMitBih && card.TrainingRecords.Contains(record.Name))
            warnings.Add($"The model {model} was trained on beats of this very record: it looks better here than on any other patient.");
        if (isMitBih && MitBihArrhythmiaDatabase.Paced.Contains(record.Name))
            warnings.Add("The patient of this record has a pacemaker. The model was never shown paced beats, and pacing is not looked for: its classes mean nothing where the heart is paced.");
        else if (judged.Paced.Count > 0)
            warnings.Add("Annotations mark paced beats. The model was never shown any: its classes mean nothing where the heart is paced.");
        if (quality.Find(one => one.Lead == lead.Name) is { } own && own.AnalysableShare < 0.9)
            warnings.Add(Invariant($"Only {Math.Floor(100 * own.AnalysableShare):0} % of lead {lead.Name} can be analysed: beats may be missing, or be found where there are none."));
        if (lead.Length / lead.SamplingRate < 10)
            warnings.Add(Invariant($"The recording is only {lead.Length / lead.SamplingRate:0.#} s long: it says little of a rhythm."));
        if (judged.Beats.Count == 0)
            warnings.Add($"No beat was found in lead {lead.Name}. Look at the strip; another lead may be read with --lead.");
        else if (2 * judged.Beats.Count(beat => beat.ClassIndex < 0 || beat.IsUnsure) > judged.Beats.Count)
            warnings.Add("More than half of the beats may be of none of the model's classes: this recording is unlike those that the model knows.");
        return warnings;
    }
}
