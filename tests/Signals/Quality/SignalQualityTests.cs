using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class SignalQualityTests
{
    private static readonly SyntheticEcgOptions s_options = new() { Patient = 2, Seed = 3, Seconds = 60 };

    private static IReadOnlyList<SignalStretch> Judge(ReadOnlySpan<float> samples, double rate = 360)
    {
        var quality = new SignalQuality(rate);
        quality.Push(samples);
        return quality.Finish();
    }

    [Fact]
    public void AnEcgIsGoodFromItsFirstSampleToItsLast() => Assert.Equal([new SignalStretch(0, 21600, SignalCondition.Good)], Judge(SyntheticEcg.Generate(s_options).Leads[0]));

    [Fact]
    public void EachTroubleIsFoundWhereItIs()
    {
        var record = SyntheticEcg.Generate(s_options with { Episodes = [new(SyntheticEpisodeKind.LeadOff, 10, 5), new(SyntheticEpisodeKind.MuscleNoise, 40, 6)] });
        var samples = record.Leads[0];
        samples.AsSpan(20 * 360, 3 * 360).Fill(float.NaN);
        samples.AsSpan(30 * 360 + 100, 60).Fill(5.1f);
        Assert.Equal(
            [
                (0, SignalCondition.Good), (10, SignalCondition.Flat), (15, SignalCondition.Good), (20, SignalCondition.Missing), (23, SignalCondition.Good),
                (30, SignalCondition.Saturated), (31, SignalCondition.Good), (40, SignalCondition.Noisy), (46, SignalCondition.Good),
            ],
            Judge(samples).Select(stretch => ((int)(stretch.Start / 360), stretch.Condition)));
        Assert.DoesNotContain(record.Beats, beat => beat.Sample >= 3600 && beat.Sample < 5400);
    }

    [Fact]
    public void AMovingBaselineIsNoise()
    {
        var samples = SyntheticEcg.Generate(s_options).Leads[0];
        for (var i = 30 * 360; i < 31 * 360; i++) samples[i] += 3;
        Assert.Equal(SignalCondition.Noisy, Judge(samples).Single(stretch => stretch.Start == 30 * 360).Condition);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500)]
    public void AShortSignalIsJudgedToo(int length)
    {
        var stretches = Judge(new float[length]);
        Assert.Equal([(0L, (long)length, SignalCondition.Flat)], stretches.Select(stretch => (stretch.Start, stretch.End, stretch.Condition)));
        Assert.Empty(Judge([]));
    }

    [Fact]
    public void BlocksOfAnySizeGiveTheSameAndStretchesCoverTheSignal() => Prop.ForAll(
        Gen.Choose(1, 2000).ToArbitrary(), Gen.Choose(1, 20_000).ToArbitrary(), (block, length) =>
        {
            var samples = SyntheticEcg.Generate(s_options with { Episodes = [new(SyntheticEpisodeKind.LeadOff, 7.3, 4), new(SyntheticEpisodeKind.MuscleNoise, 20, 9)] }).Leads[0].AsSpan(0, length);
            var whole = Judge(samples);
            var quality = new SignalQuality(360);
            for (var i = 0; i < length; i += block) quality.Push(samples.Slice(i, Math.Min(block, length - i)));
            Assert.Equal(whole, quality.Finish());
            Assert.Equal((0, length), (whole[0].Start, whole[^1].End));
            for (var i = 1; i < whole.Count; i++)
            {
                Assert.Equal(whole[i - 1].End, whole[i].Start);
                Assert.NotEqual(whole[i - 1].Condition, whole[i].Condition);
            }
            return true;
        }).Holds(cases: 30);

    [Fact]
    public void ARateOutOfRangeIsRefused() => Assert.Contains("samples a second", Assert.Throws<ArgumentOutOfRangeException>(() => new SignalQuality(0)).Message);
}
