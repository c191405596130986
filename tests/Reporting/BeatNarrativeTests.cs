using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting.Tests;

public class BeatNarrativeTests
{
    private static readonly RrFeatures s_early = new(0.52f, 1.04f, 0.52f / 0.79f, 0.7f, 0.6f, 0.03f);

    // 53 samples at 360 a second are 147.2 ms.
    private static readonly BeatDelineation s_wide = new(1000, null, new QrsComplex(970, null, null, 1023), null);

    private static readonly BeatFacts s_pvc = new()
    {
        Class = "V", Probability = 0.98, Rr = s_early, Waves = s_wide, Shares = [new("P", 0.1), new("Q", 0.21), new("R", 0.3), new("S", 0.2), new("T", 0.19)],
    };

    [Fact]
    public void A_premature_beat_is_told_as_measured() => Assert.Equal(
        "PVC, 0.98. Comes 34 % early (RR 0.52 s against 0.79 s); QRS 148 ms; no P wave found. 71 % of the evidence lies in the QRS.",
        BeatNarrative.Describe(s_pvc));

    [Fact]
    public void Every_culture_reads_the_same() => Assert.Equal(BeatNarrative.Describe(s_pvc), Cultures.InComma(() => BeatNarrative.Describe(s_pvc)));

    [Theory]
    [InlineData("N", "Normal beat (N), 0.50.", "AAMI N, 0.50.")]
    [InlineData("V", "Premature ventricular contraction (V), 0.50.", "VEB, 0.50.")]
    [InlineData("L", "Left bundle branch block beat (L), 0.50.", "L, 0.50.")]
    [InlineData("R", "Right bundle branch block beat (R), 0.50.", "R, 0.50.")]
    [InlineData("A", "Atrial premature contraction (A), 0.50.", "A, 0.50.")]
    [InlineData("S", "Class S (S), 0.50.", "SVEB, 0.50.")]
    [InlineData("F", "Class F (F), 0.50.", "Fusion, 0.50.")]
    public void A_letter_is_named_by_its_scheme(string label, string mitBihInFull, string aami)
    {
        Assert.Equal(mitBihInFull, BeatNarrative.Describe(new() { Class = label, Probability = 0.5 }, inFull: true));
        Assert.Equal(aami, BeatNarrative.Describe(new() { Class = label, Probability = 0.5, Names = BeatClassNames.Aami }));
    }

    [Fact]
    public void Names_follow_the_models_classes()
    {
        Assert.Same(BeatClassNames.MitBih, BeatClassNames.For(LabelScheme.MitBih5.Classes));
        Assert.Same(BeatClassNames.Aami, BeatClassNames.For(LabelScheme.Aami.Classes));
        Assert.Equal("V", BeatClassNames.For(["V", "other"]).Short("V"));
    }

    [Theory]
    [InlineData(0.996, "PVC, above 0.99.")]
    [InlineData(1.0, "PVC, 1.00.")]
    [InlineData(0.004, "PVC, below 0.01.")]
    [InlineData(double.NaN, "PVC.")]
    public void A_probability_is_not_rounded_to_certainty(double probability, string expected) =>
        Assert.Equal(expected, BeatNarrative.Verdict(new() { Class = "V", Probability = probability }));

    [Theory]
    [InlineData("V", true, BeatWindowStatus.Complete, "None of the model's classes; the most probable is PVC, 0.41.")]
    [InlineData(null, true, BeatWindowStatus.Complete, "None of the model's classes.")]
    [InlineData(null, false, BeatWindowStatus.MissingSamples, "Not classified: samples are missing.")]
    [InlineData(null, false, BeatWindowStatus.TooNearStart, "Not classified: too near the recording's start.")]
    public void A_beat_without_class_says_why(string? label, bool rejected, BeatWindowStatus status, string expected) =>
        Assert.Equal(expected, BeatNarrative.Describe(new() { Class = label, Probability = 0.41, IsRejected = rejected, Status = status }));

    [Fact]
    public void Nothing_is_said_of_what_is_not_known()
    {
        Assert.Equal("", BeatNarrative.Measures(new() { Rr = new(float.NaN, 1, float.NaN, float.NaN, float.NaN, float.NaN), Waves = new(5, null, null, null) }));
        Assert.Equal("RR 0.80 s.", BeatNarrative.Measures(new() { Rr = new(0.8f, 1, 1, 1, 1, float.NaN) }));
        Assert.Equal("QRS 148 ms.", BeatNarrative.Measures(new() { Waves = s_wide, Status = BeatWindowStatus.MissingSamples }));
        Assert.Equal("", BeatNarrative.Evidence(new() { Shares = [new("P", 0)] }));
    }

    [Fact]
    public void An_irregular_rhythm_makes_no_beat_early_and_no_bump_a_P_wave()
    {
        var waves = s_wide with { P = new Wave(900, 915, 930) };
        var irregular = new BeatFacts { Rr = s_early with { Irregularity = 0.2f }, Waves = waves };
        var text = BeatNarrative.Measures(irregular);
        Assert.Equal("RR 0.52 s against 0.79 s, in a rhythm whose intervals change by 22 % from one to the next; QRS 148 ms.", text);
        Assert.Contains("P wave found, PR 194 ms", BeatNarrative.Measures(irregular with { Rr = s_early }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_explanation_is_called_unreliable() => Assert.Equal(
        "Unreliable explanation (failed: deletion, stability). By Grad-CAM, 71 % of the evidence lies in the QRS.",
        BeatNarrative.Evidence(s_pvc with { Method = "Grad-CAM", FailedChecks = ["deletion", "stability"] }));

    [Fact]
    public void Spread_evidence_is_not_called_most() => Assert.Equal(
        "The evidence lies 40 % in the T wave, 30 % in the P wave and 20 % in the QRS.",
        BeatNarrative.Evidence(new() { Shares = [new("P", 0.3), new("QRS", 0.2), new("T", 0.4), new("after", 0.1)] }));

    [Fact]
    public void In_an_irregular_rhythm_evidence_is_not_put_into_a_P_wave()
    {
        var facts = new BeatFacts { Shares = [new("before", 0.2), new("P", 0.3), new("PR", 0.1), new("R", 0.35), new("T", 0.05)] };
        Assert.StartsWith("The evidence lies 35 % in the QRS, 30 % in the P wave", BeatNarrative.Evidence(facts), StringComparison.Ordinal);
        var irregular = facts with { Rr = new RrFeatures(0.6f, 0.7f, 0.9f, 0.9f, 0.9f, 0.3f) };
        Assert.True(irregular.IsRhythmIrregular);
        Assert.Equal("60 % of the evidence lies in the time before the QRS.", BeatNarrative.Evidence(irregular));
        Assert.DoesNotContain("P wave", BeatNarrative.Describe(irregular), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentException>(() => BeatNarrative.Describe(new() { Class = "V", Probability = 98 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BeatNarrative.Describe(new() { Shares = [new("P", 0.8), new("T", 0.8)] }));
        Assert.Throws<ArgumentException>(() => BeatNarrative.Describe(new() { SamplingRate = 0 }));
    }
}
