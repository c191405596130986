using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation.Tests;

public class RunComparisonTests
{
    private static readonly ComparisonOptions s_options = new() { SamplingFrequency = 1000, Start = TimeSpan.Zero };

    [Fact]
    public void RunsAreCountedByTheirLength()
    {
        var runs = Compare("NVNVVNVVVNVVVVVVVVNN", "NVNVVNVVVNVVVVVVVVNN").Ventricular;
        Assert.Equal((1, 1, 1, 1), (runs.OfReferenceRuns[1, 1], runs.OfReferenceRuns[2, 2], runs.OfReferenceRuns[3, 3], runs.OfReferenceRuns[6, 6]));
        Assert.Equal(new Proportion(1, 1), runs.CoupletSensitivity);
        Assert.Equal(new Proportion(1, 1), runs.ShortRunPositivePredictivity);
        Assert.Equal(new Proportion(1, 1), runs.LongRunSensitivity);
    }

    [Fact]
    public void ARunIsFoundIfAnotherAsLongOverlapsIt()
    {
        // The reference's couplet lies in a short run of the test annotator: found, but the short run is false.
        var longer = Compare("NNVVNN", "NVVVNN").Ventricular;
        Assert.Equal((new Proportion(1, 1), new Proportion(0, 1)), (longer.CoupletSensitivity, longer.ShortRunPositivePredictivity));
        // The other way round the short run is missed, and the couplet is right.
        var shorter = Compare("NVVVNN", "NNVVNN").Ventricular;
        Assert.Equal((new Proportion(0, 1), new Proportion(1, 1)), (shorter.ShortRunSensitivity, shorter.CoupletPositivePredictivity));
        // A fusion belongs to a ventricular run, a supraventricular beat ends it.
        Assert.Equal(new Proportion(1, 1), Compare("NVFVN", "NVVVN").Ventricular.ShortRunSensitivity);
        Assert.Equal(2, Compare("NVAVN", "NVAVN").Ventricular.OfReferenceRuns[1, 1]);
    }

    [Fact]
    public void SupraventricularRunsAreCountedAlike()
    {
        var result = Compare("NAANVVVNSSSSSSSN", "NAANVVVNSSSSSSNN");
        Assert.Equal((new Proportion(1, 1), new Proportion(1, 1)), (result.Supraventricular.CoupletSensitivity, result.Supraventricular.LongRunSensitivity));
        Assert.Equal((0, 1), (result.Ventricular.CoupletSensitivity.Whole, result.Of(RunKind.Ventricular).ShortRunSensitivity.Whole));
    }

    [Fact]
    public void FlutterAndFibrillationAreLongRuns()
    {
        Annotation[] reference =
        [
            At(1000, "N"), At(1500, "["), At(3000, "]"), At(4000, "N"),
            Rhythm(4500, "(AFIB"), At(5000, "N"), At(6000, "N"), Rhythm(6500, "(N"), At(7000, "N"),
        ];
        var same = RunComparison.Compare(reference, reference, s_options);
        Assert.Equal((new Proportion(1, 1), new Proportion(1, 1)), (same.Ventricular.LongRunSensitivity, same.Ventricular.LongRunPositivePredictivity));
        Assert.Equal((new Proportion(1, 1), new Proportion(1, 1)), (same.Supraventricular.LongRunSensitivity, same.Supraventricular.LongRunPositivePredictivity));

        Annotation[] blind = [At(1000, "N"), At(4000, "N"), At(5000, "N"), At(6000, "N"), At(7000, "N")];
        var missed = RunComparison.Compare(reference, blind, s_options);
        Assert.Equal((new Proportion(0, 1), new Proportion(0, 1)), (missed.Ventricular.LongRunSensitivity, missed.Supraventricular.LongRunSensitivity));
    }

    [Fact]
    public void AnEpisodeFromTheLearningPeriodStillCounts()
    {
        Annotation[] reference = [At(1000, "["), At(400_000, "]"), At(401_000, "N")];
        var learning = s_options with { Start = TimeSpan.FromMinutes(5) };
        Assert.Equal(1, RunComparison.Compare(reference, [At(401_000, "N")], learning).Ventricular.LongRunSensitivity.Whole);
        Assert.Equal(new Proportion(1, 1), RunComparison.Compare(reference, reference, learning).Ventricular.LongRunSensitivity);
    }

    [Fact]
    public void TheRecordsEndClosesARunAndTheComparisonsEndLeavesItOpen()
    {
        Assert.Equal(new Proportion(1, 1), Compare("NVV", "NVV").Ventricular.CoupletSensitivity);
        var cut = RunComparison.Compare(Beats("NVVN"), Beats("NVVN"), s_options with { End = TimeSpan.FromSeconds(3.5) });
        Assert.Equal(0, cut.Ventricular.CoupletSensitivity.Whole);
    }

    [Fact]
    public void AnEarlyRunIsNotTakenForALongOne()
    {
        // Within a match window of the record's start, where rxr -f 0 takes any run for one of six beats.
        Annotation[] beats = [At(100, "V"), At(1000, "N")];
        Assert.Equal(1, RunComparison.Compare(beats, beats, s_options).Ventricular.OfReferenceRuns[1, 1]);
    }

    [Fact]
    public void NoAnnotationsGiveNoRuns()
    {
        var runs = RunComparison.Compare(Beats("NVVN"), [], s_options).Ventricular;
        Assert.Equal((new Proportion(0, 1), new Proportion(0, 0)), (runs.CoupletSensitivity, runs.CoupletPositivePredictivity));
        Assert.Throws<ArgumentOutOfRangeException>(() => runs.OfReferenceRuns[7, 0]);
    }

    private static RunComparisonResult Compare(string reference, string test) => RunComparison.Compare(Beats(reference), Beats(test), s_options);

    private static List<Annotation> Beats(string symbols) => [.. symbols.Select((symbol, i) => At((i + 1) * 1000, symbol.ToString()))];

    private static Annotation At(long sample, string symbol) => new(sample, AnnotationCode.FromSymbol(symbol));

    private static Annotation Rhythm(long sample, string name) => new(sample, AnnotationCode.RhythmChange) { Aux = Annotation.AuxFrom(name) };
}
