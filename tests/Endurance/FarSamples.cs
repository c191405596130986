using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Analyses a lead at 1000 samples a second whose beats lie behind so many flat samples that no 32-bit number counts them.</summary>
internal static class FarSamples
{
    private const double Rate = 1000;
    private const int Block = 1 << 16;

    /// <summary>Analyses it.</summary>
    /// <param name="flat">Flat samples between a minute with beats and another, a multiple of 65,536.</param>
    /// <returns>The R peaks that were found more than ten seconds into each of the minutes, counted from its start.</returns>
    public static (IReadOnlyList<long> Before, IReadOnlyList<long> Behind) Run(long flat)
    {
        float[] minute = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, 65_536 / Rate) with { SamplingRate = Rate }).Leads[0];
        List<long> before = [], behind = [];
        long start = minute.Length + flat;
        var analyzer = new RecordAnalyzer(PretrainedModels.Load("v2-unique"), new AnalysisOptions { Threads = 1, BlockSamples = Block });
        analyzer.Analyze(new SampleBlocks(Blocks(), Rate), new DetectedRPeaks(Rate), (in AnalyzedBeat beat) =>
        {
            if (beat.Time != beat.Sample / Rate) throw new InvalidOperationException("A beat's time is not its sample's.");
            var (list, sample) = beat.Sample < start ? (before, beat.Sample) : (behind, beat.Sample - start);
            if (sample > 10 * Rate && sample < minute.Length - Rate) list.Add(sample);
        });
        return (before, behind);

        IEnumerable<ReadOnlyMemory<float>> Blocks()
        {
            yield return minute;
            var rest = new float[Block];
            rest.AsSpan().Fill(minute[^1]);
            for (long done = 0; done < flat; done += Block) yield return rest;
            yield return minute;
        }
    }
}
