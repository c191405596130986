using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;

namespace ArrhythmiaVision.Tool;

/// <summary>A report's beats held against reference annotations.</summary>
internal static class ReportReference
{
    private static readonly BeatLabel[] s_weight = [BeatLabel.V, BeatLabel.S, BeatLabel.F, BeatLabel.Q, BeatLabel.O, BeatLabel.X, BeatLabel.N];

    /// <summary>Compares as EC57 says, from five minutes on where the recording is longer than that.</summary>
    public static ReportComparison Compare(Recording record, ReportSettings settings, IReadOnlyList<Annotation> reference, JudgedRecord judged)
    {
        var options = new ComparisonOptions { SamplingFrequency = record.SamplingFrequency, RecordLength = record.Length };
        var whole = options with { Start = TimeSpan.Zero };
        if (settings.ComparesWhole || record.Length / record.SamplingFrequency <= options.Start.TotalSeconds)
            options = whole;
        var result = RecordComparison.Compare(record.Name, reference, judged.Labels, options, settings.Reference!, "report");
        var disagreements = new List<Disagreement>();
        int beat = 0;
        foreach (var pair in BeatComparison.Pairs(reference, judged.Labels, whole))
        {
            if (pair.Reference == pair.Test || pair.Reference == BeatLabel.Excluded || pair.Test == BeatLabel.Excluded)
                continue;
            double probability = double.NaN;
            if (pair.Test < BeatLabel.O)
            {
                while (beat < judged.Labels.Count && judged.Labels[beat].Sample < pair.TestSample)
                    beat++;
                if (beat < judged.Labels.Count && judged.Labels[beat].Sample == pair.TestSample)
                    probability = judged.Beats[beat].Probability;
            }

            disagreements.Add(new Disagreement((pair.Reference < BeatLabel.O ? pair.ReferenceSample : pair.TestSample) / record.SamplingFrequency, pair.Reference, pair.Test, probability));
        }

        // Missed before wrongly called, within each what the model was surest of.
        return new ReportComparison(settings.Reference!, options.Start.TotalSeconds, result, [.. disagreements
            .OrderBy(one => Math.Min(Array.IndexOf(s_weight, one.Reference), Array.IndexOf(s_weight, one.Report)))
            .ThenBy(one => Array.IndexOf(s_weight, one.Reference) > Array.IndexOf(s_weight, one.Report))
            .ThenByDescending(one => double.IsNaN(one.Probability) ? 2 : one.Probability)
            .ThenBy(one => one.Time)]);
    }
}
