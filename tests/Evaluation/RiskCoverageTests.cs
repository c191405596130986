using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class RiskCoverageTests
{
    [Fact]
    public void EachThresholdKeepsWhatIsAtLeastAsSure()
    {
        var curve = RiskCoverage.Of([0.9f, 0.5f, 0.7f, 0.5f, 0.6f], [true, false, true, true, false]);
        Assert.Equal(
            [
                new RiskCoveragePoint(0.5f, 1, 0.4),
                new RiskCoveragePoint(0.6f, 0.6, 1 / 3.0),
                new RiskCoveragePoint(0.7f, 0.4, 0),
                new RiskCoveragePoint(0.9f, 0.2, 0),
            ], curve.Points);

        // (0/1 + 0/2 + 1/3 + 1.5/4 + 2/5) / 5
        Assert.Equal((1 / 3.0 + 1.5 / 4 + 2 / 5.0) / 5, curve.Area, 1e-12);
        Assert.Equal(0.7f, curve.AtRisk(0.1)!.Value.Threshold);
        Assert.Equal(0.5f, curve.AtRisk(0.4)!.Value.Threshold);
        Assert.Equal(0.6f, curve.AtCoverage(0.5).Threshold);
        Assert.Equal(0.9f, curve.AtCoverage(0).Threshold);
        Assert.Null(RiskCoverage.Of([0.9f], [false]).AtRisk(0.5));
    }

    [Fact]
    public void TheOrderOfTheBeatsDoesNotMatterAndCountingByHandAgrees() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 20), Gen.Elements(true, false)).NonEmptyListOf().ToArbitrary(), beats =>
        {
            float[] confidences = [.. beats.Select(b => b.Item1 / 20f)];
            bool[] right = [.. beats.Select(b => b.Item2)];
            var curve = RiskCoverage.Of(confidences, right);
            var reversed = RiskCoverage.Of([.. confidences.Reverse()], [.. right.Reverse()]);
            return curve.Points.SequenceEqual(reversed.Points) && Math.Abs(curve.Area - reversed.Area) < 1e-12
                && curve.Points.Count == confidences.Distinct().Count() && curve.Points[0].Coverage == 1
                && curve.Points.All(p =>
                {
                    int kept = confidences.Count(c => c >= p.Threshold);
                    int wrong = Enumerable.Range(0, confidences.Length).Count(i => confidences[i] >= p.Threshold && !right[i]);
                    return p.Coverage == (double)kept / confidences.Length && p.Risk == (double)wrong / kept;
                });
        }).Holds();

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentException>(() => RiskCoverage.Of([], []));
        Assert.Throws<ArgumentException>(() => RiskCoverage.Of([1], []));
        Assert.Contains("beat 1", Assert.Throws<ArgumentException>(() => RiskCoverage.Of([1, float.NaN], [true, true])).Message, StringComparison.Ordinal);
    }
}
