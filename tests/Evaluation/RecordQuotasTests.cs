namespace ArrhythmiaVision.Evaluation.Tests;

public class RecordQuotasTests
{
    private static readonly BeatTable s_beats = new(
        ["N", "V"], [.. Enumerable.Range(0, 100).Select(i => i % 10 == 9 ? -1 : i % 5 == 0 ? 1 : 0)], [.. Enumerable.Range(0, 100).Select(i => i < 70 ? "a" : "b")]);

    [Fact]
    public void EachRecordGivesAtMostItsQuotaAndEachBeatItsCopies()
    {
        int[] rows = [.. Enumerable.Range(5, 90)];
        int[] chosen = RecordQuotas.Choose(s_beats, rows, [new ClassQuota(20), new ClassQuota(null, 3)], seed: 4);
        Assert.Equal(chosen.Order(), chosen);
        Assert.Equal(chosen, RecordQuotas.Choose(s_beats, [.. rows.Reverse().Order()], [new ClassQuota(20), new ClassQuota(null, 3)], seed: 4));
        Assert.NotEqual(chosen, RecordQuotas.Choose(s_beats, rows, [new ClassQuota(20), new ClassQuota(null, 3)], seed: 5));

        Assert.Equal(20, chosen.Count(row => row < 70 && s_beats.Labels[row] == 0));
        Assert.Equal(rows.Count(row => row >= 70 && s_beats.Labels[row] == 0), chosen.Count(row => row >= 70 && s_beats.Labels[row] == 0));
        Assert.All(chosen.GroupBy(row => row), group => Assert.Equal(s_beats.Labels[group.Key] == 1 ? 3 : 1, group.Count()));
        Assert.Equal(rows.Where(row => s_beats.Labels[row] == 1), chosen.Where(row => s_beats.Labels[row] == 1).Distinct());
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentException>(() => RecordQuotas.Choose(s_beats, [1], [new ClassQuota(1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordQuotas.Choose(s_beats, [1], [new ClassQuota(0), new ClassQuota(1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordQuotas.Choose(s_beats, [1], [new ClassQuota(1), new ClassQuota(1, 0)], 1));
        Assert.Contains("records", Assert.Throws<ArgumentException>(() => RecordQuotas.Choose(new BeatTable(["a"], [0]), [0], [default], 1)).Message, StringComparison.Ordinal);
    }
}
