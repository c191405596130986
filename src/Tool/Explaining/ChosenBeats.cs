using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats of one side of a protocol, equally many of each class, with their waves and segments.</summary>
internal sealed class ChosenBeats
{
    private static readonly BeatWindow s_window = BeatWindow.Default;
    private readonly string[] _records;
    private readonly BeatDelineation?[] _waves;
    private readonly float[][] _millivolts;

    private ChosenBeats(BeatDataset beats, ExplanationBaselines baselines, string[] records, BeatDelineation?[] waves, float[][] millivolts)
    {
        (Beats, Baselines, _records, _waves, _millivolts) = (beats, baselines, records, waves, millivolts);
        Segments = [.. waves.Select(found => found is { } some ? ClinicalSegments.From(some) : [new ClinicalSegment(ClinicalSegments.Before, 0, s_window.Before), new ClinicalSegment(ClinicalSegments.After, s_window.Before, s_window.Length)])];
    }

    /// <summary>The beats as the network takes them, with their true classes.</summary>
    public BeatDataset Beats { get; }

    /// <summary>What they are held against: beats of the training side that are not among them.</summary>
    public ExplanationBaselines Baselines { get; }

    /// <summary>Each beat's record.</summary>
    public IReadOnlyList<string> Records => _records;

    /// <summary>Each beat's waves, by samples of its window.</summary>
    public IReadOnlyList<BeatDelineation?> Waves => _waves;

    /// <summary>Each beat's segments.</summary>
    public IReadOnlyList<ClinicalSegment[]> Segments { get; }

    /// <summary>A beat as the network takes it.</summary>
    public ReadOnlySpan<float> Beat(int index) => Beats.Samples.AsSpan(index * s_window.Length, s_window.Length);

    /// <summary>A beat's context.</summary>
    public ReadOnlySpan<float> Context(int index) => Beats.Context is { } context ? context.Values.AsSpan(index * Beats.ContextNames.Count, Beats.ContextNames.Count) : default;

    /// <summary>A beat's samples as recorded, mV, its median at 0.</summary>
    public ReadOnlySpan<float> Millivolts(int index) => _millivolts[index];

    /// <summary>Chooses beats, and reads of the records what the network is not given: waves, and samples in mV.</summary>
    /// <param name="session">The run.</param>
    /// <param name="all">The protocol's beats.</param>
    /// <param name="split">Their division.</param>
    /// <param name="choice">Which beats, and what they are held against.</param>
    public static ChosenBeats Read(Session session, LabelledBeats all, BeatSplit split, BeatChoice choice)
    {
        int[] rows = choice.Rows(all.Table, split);
        var chosen = rows.ToHashSet();
        var background = choice.Baseline == ExplanationBaselines.Flat ? null : all.ToDataset([.. split.Training.Distinct().Where(row => !chosen.Contains(row)).Order()]);
        var baselines = ExplanationBaselines.Of(choice.Baseline, background, all.Preparation.ContextNames.Count, choice.Seed);
        var (waves, millivolts) = (new BeatDelineation?[rows.Length], new float[rows.Length][]);
        var byRecord = Enumerable.Range(0, rows.Length).GroupBy(i => all.Records[rows[i]], StringComparer.Ordinal).ToList();
        string folder = Path.GetDirectoryName(new RecordFinder(session).Find([$"{MitBihArrhythmiaDatabase.Name}/{byRecord[0].Key}"], [])[0])!;
        using var display = session.Begin("delineating");
        var gate = new Lock();
        int done = 0;
        Parallel.ForEach(byRecord, new ParallelOptions { CancellationToken = session.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, beats =>
        {
            using var record = WfdbRecord.Open(Path.Combine(folder, beats.Key));
            var peaks = record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator).Where(a => a.Code.IsBeat).Select(a => a.Sample);
            var lead = new RecordLead(record);
            var found = RecordWaves.Find(lead, peaks, beats.Select(i => all.SampleNumbers[rows[i]]).ToHashSet(), session.Cancellation);
            int signal = record.FindLead(lead.Name);
            foreach (int i in beats)
            {
                long first = all.SampleNumbers[rows[i]] - s_window.Before;
                if (found.TryGetValue(all.SampleNumbers[rows[i]], out var wave))
                    waves[i] = WindowWaves.Of(wave, first);
                millivolts[i] = new float[s_window.Length];
                record.ReadSamples(signal, first, millivolts[i]);
                Level(millivolts[i]);
            }

            lock (gate)
                display.Report(++done / (double)byRecord.Count, Invariant($"{done} of {byRecord.Count} records"));
        });
        display.Step(Invariant($"the waves of {rows.Length} beats of {byRecord.Count} records"));
        return new ChosenBeats(all.ToDataset(rows), baselines, [.. rows.Select(row => all.Records[row])], waves, millivolts);
    }

    private static void Level(float[] samples)
    {
        float[] sorted = [.. samples.Order()];
        float median = sorted[sorted.Length / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] -= median;
    }
}
