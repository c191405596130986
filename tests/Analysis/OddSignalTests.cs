using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Whole analyses of signals that no electrode should give, but some do.</summary>
public class OddSignalTests
{
    private const double Rate = 360;

    private static readonly ArrhythmiNetModel s_network = PretrainedModels.Load("v1-rr-ds1");

    public static TheoryData<string> Odd =>
        ["nothing", "one value", "zeros", "a constant", "all missing", "missing stretches", "positive infinity", "negative infinity", "both infinities", "saturated", "steps", "single spikes", "the largest numbers", "the smallest numbers", "noise", "spikes just below missing", "next to nothing, then beats", "gains of all sizes"];

    [Theory]
    [MemberData(nameof(Odd))]
    public void EveryNumberThatComesOutIsOne(string kind)
    {
        float[] signal = Make(kind);
        foreach (var scope in Enum.GetValues<NormalizationScope>())
        {
            var beats = Analyze(signal, scope);
            Assert.All(beats.Where(beat => beat.Class is not null), beat => Assert.Equal(1, beat.Probabilities.Sum(), 1e-4f));
            Assert.All(beats, beat => Assert.All(beat.Probabilities, p => Assert.InRange(p, 0f, 1f)));
            if (kind is "nothing" or "one value" or "zeros" or "a constant" or "all missing") Assert.Empty(beats);
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void BeatsThatAreGivenThereAreNumbersTooOnAnyThreads(string kind)
    {
        // R peaks where no detector would see one, in the raw lead.
        float[] signal = Make(kind);
        RPeak[] peaks = [.. Enumerable.Range(0, signal.Length / 300).Select(i => new RPeak(300 * i))];
        foreach (var denoising in new[] { new WaveletDenoiserOptions(), null })
        {
            var judged = new List<Judged>[3];
            foreach (var (i, threads) in new[] { 1, 2, 8 }.Index())
            {
                judged[i] = [];
                var options = new AnalysisOptions { Threads = threads, Denoising = denoising, NormalizationScope = NormalizationScope.Patient };
                new RecordAnalyzer(s_network, options).Analyze(
                    new SampleBlocks(signal, Rate), new GivenPeaks(peaks), (in AnalyzedBeat beat) => judged[i].Add(new Judged(beat.Sample, beat.Class, beat.Probabilities.ToArray())), cancellationToken: TestContext.Current.CancellationToken);
            }

            Assert.Equal(peaks.Length, judged[0].Count);
            Assert.All(judged[0], beat => Assert.All(beat.Probabilities, p => Assert.InRange(p, 0f, 1f)));
            Assert.All(judged[1..], other => Assert.Equal(judged[0].Select(beat => (beat.Class, Bits(beat))), other.Select(beat => (beat.Class, Bits(beat)))));
        }

        static string Bits(Judged beat) => Result.Bits(beat.Probabilities);
    }

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1e-3f)]
    [InlineData(1e3f)]
    [InlineData(1e6f)]
    public void AGainThatNoEcgHasGivesNumbersAllTheSame(float gain) =>
        Assert.All(Analyze([.. Ecg().Select(value => value * gain)], NormalizationScope.Patient), beat => Assert.All(beat.Probabilities, p => Assert.InRange(p, 0f, 1f)));

    [Theory]
    [InlineData(-40f)]
    [InlineData(300f)]
    public void AnOffsetGivesTheSameLabels(float offset)
    {
        float[] signal = Ecg();
        Assert.Equal(Labels(Analyze(signal, NormalizationScope.Beat)), Labels(Analyze([.. signal.Select(value => value + offset)], NormalizationScope.Beat)));
    }

    private static IEnumerable<(long, string?)> Labels(IEnumerable<Judged> beats) => beats.Select(beat => (beat.Sample, beat.Class));

    private static List<Judged> Analyze(float[] signal, NormalizationScope scope)
    {
        var judged = new List<Judged>();
        var live = new LiveBeatClassifier(s_network, Rate, new AnalysisOptions { NormalizationScope = scope });
        live.Push(signal, Note);
        live.Complete(Note);
        return judged;

        void Note(in AnalyzedBeat beat) => judged.Add(new Judged(beat.Sample, beat.Class, beat.Probabilities.ToArray()));
    }

    private static float[] Ecg() =>
        [.. SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 4, Seconds = 90, VentricularPrematureShare = 0.1 }).Leads[0]];

    private static float[] Make(string kind)
    {
        float[] ecg = Ecg();
        var random = new Random(1);
        return kind switch
        {
            "nothing" => [],
            "one value" => [0.3f],
            "zeros" => new float[ecg.Length],
            "a constant" => [.. ecg.Select(_ => 7.25f)],
            "all missing" => [.. ecg.Select(_ => float.NaN)],
            "missing stretches" => [.. ecg.Select((value, i) => i / 1000 % 3 == 1 ? float.NaN : value)],
            "positive infinity" => [.. ecg.Select((value, i) => i % 4001 == 4000 ? float.PositiveInfinity : value)],
            "negative infinity" => [.. ecg.Select((value, i) => i % 4001 == 4000 ? float.NegativeInfinity : value)],
            "both infinities" => [.. ecg.Select((value, i) => (i % 1500) switch { 700 => float.PositiveInfinity, 701 => float.NegativeInfinity, _ => value })],
            "saturated" => [.. ecg.Select(value => Math.Clamp(value, -0.2f, 0.2f))],
            "steps" => [.. ecg.Select((value, i) => value + (i / 500 % 2 * 10))],
            "single spikes" => [.. ecg.Select((value, i) => i % 777 == 0 ? 500 : value)],
            "the largest numbers" => [.. ecg.Select((value, i) => i % 2 == 0 ? float.MaxValue : -float.MaxValue)],
            "the smallest numbers" => [.. ecg.Select((_, i) => i % 200 == 0 ? float.Epsilon : 0)],
            "spikes just below missing" => [.. ecg.Select((value, i) => i % 777 == 0 ? 9e14f : value)],
            "next to nothing, then beats" => [.. ecg.Select((value, i) => i < 30_000 ? value * 1e-38f : value)],
            "gains of all sizes" => [.. ecg.Select((value, i) => value * MathF.Pow(10, (i / 2000 % 13) - 6))],
            "noise" => [.. ecg.Select(_ => (float)((2 * random.NextDouble()) - 1))],
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
    }

    /// <summary>R peaks that lie fast.</summary>
    private sealed class GivenPeaks(RPeak[] given) : IRPeakSource
    {
        private long _pushed;
        private int _next;

        public long MaxDelay => 0;

        public void Push(ReadOnlySpan<float> samples, List<RPeak> peaks)
        {
            _pushed += samples.Length;
            for (; _next < given.Length && given[_next].Sample < _pushed; _next++) peaks.Add(given[_next]);
        }

        public void Flush(List<RPeak> peaks)
        {
        }
    }

    private sealed record Judged(long Sample, string? Class, float[] Probabilities);
}
