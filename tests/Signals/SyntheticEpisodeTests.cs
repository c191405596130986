namespace ArrhythmiaVision.Signals.Tests;

public class SyntheticEpisodeTests
{
    private static readonly SyntheticEcgOptions s_options = new() { Patient = 1, Seed = 2, Seconds = 120, HeartRate = 60, RrVariability = 0, Noise = 0 };

    private static SyntheticBeat[] Beats(SyntheticEpisodeKind kind, double start, double seconds) =>
        [.. SyntheticEcg.Generate(s_options with { Episodes = [new(kind, start, seconds)] }).Beats];

    [Fact]
    public void WithoutEpisodesNothingChanges() =>
        Assert.Equal(SyntheticEcg.Generate(s_options).Leads[0], SyntheticEcg.Generate(s_options with { Episodes = [new(SyntheticEpisodeKind.MuscleNoise, 500, 1)] }).Leads[0]);

    [Fact]
    public void InBigeminyEverySecondBeatIsV()
    {
        var within = Beats(SyntheticEpisodeKind.VentricularBigeminy, 30, 30).Where(beat => beat.Sample > 32 * 360 && beat.Sample < 58 * 360).ToArray();
        Assert.InRange(within.Length, 20, 40);
        for (var i = 1; i < within.Length; i++) Assert.Equal(within[i].Symbol == 'V', within[i - 1].Symbol == 'N');
    }

    [Fact]
    public void ARunIsFastAndEnds()
    {
        var run = Beats(SyntheticEpisodeKind.VentricularRun, 30, 3).Where(beat => beat.Symbol == 'V').ToArray();
        Assert.InRange(run.Length, 6, 10);
        for (var i = 1; i < run.Length; i++) Assert.InRange(run[i].Sample - run[i - 1].Sample, 0.3 * 360, 0.5 * 360);
    }

    [Theory]
    [InlineData(SyntheticEpisodeKind.LeftBundleBranchBlock, 'L')]
    [InlineData(SyntheticEpisodeKind.RightBundleBranchBlock, 'R')]
    public void BlockComesAndGoes(SyntheticEpisodeKind kind, char symbol) =>
        Assert.All(Beats(kind, 30, 30), beat => Assert.Equal(beat.Sample >= 30 * 360 && beat.Sample < 60 * 360 ? symbol : 'N', beat.Symbol));

    [Fact]
    public void APauseIsAsLongAsItsEpisode()
    {
        var beats = Beats(SyntheticEpisodeKind.Pause, 30, 2.5);
        var longest = Enumerable.Range(1, beats.Length - 1).Max(i => beats[i].Sample - beats[i - 1].Sample);
        Assert.InRange(longest, 2.5 * 360 - 1, 2.5 * 360 + 1);
    }

    [Fact]
    public void AnEpisodeWithoutLengthIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Beats(SyntheticEpisodeKind.Pause, 30, 0));
}
