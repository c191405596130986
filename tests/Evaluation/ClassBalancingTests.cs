using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class ClassBalancingTests
{
    private static readonly string[] Classes = ["N", "L", "R"];

    [Fact]
    public void EveryClassGetsTheSameCountAndCopiesAreSpreadEvenly()
    {
        var cases = from labels in Gen.ArrayOf(Gen.Choose(-1, 2), 60)
                    from target in Gen.Choose(1, 90)
                    from seed in Gen.Choose(0, 1000)
                    select (Labels: (int[])[0, 1, 2, .. labels], target, seed);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            int[] chosen = ClassBalancing.Choose(x.Labels, Classes, x.target, x.seed);
            for (int c = 0; c < 3; c++)
            {
                var uses = Enumerable.Range(0, x.Labels.Length).Where(i => x.Labels[i] == c).Select(i => chosen.Count(k => k == i)).ToArray();
                Assert.Equal(x.target, uses.Sum());
                Assert.True(uses.Max() - uses.Min() <= 1);
            }
            Assert.DoesNotContain(chosen, i => x.Labels[i] < 0);
            Assert.Equal(chosen, ClassBalancing.Choose(x.Labels, Classes, x.target, x.seed));
        }).Holds();
    }

    [Fact]
    public void WithoutACountTheLargestClassGivesIt()
    {
        int[] chosen = ClassBalancing.Choose([0, 0, 0, 1, 2, 2], Classes, null, 1);
        Assert.Equal(9, chosen.Length);
        Assert.Equal([0, 1, 2], chosen.Where(i => i < 3).Order());
    }

    [Fact]
    public void AnotherSeedChoosesOtherRows()
    {
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 3)];
        Assert.NotEqual(ClassBalancing.Choose(labels, Classes, 20, 1), ClassBalancing.Choose(labels, Classes, 20, 2));
    }

    [Fact]
    public void AnEmptyClassIsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassBalancing.Choose([0, 2, -1], Classes, 5, 1));
        Assert.Contains("Class 'L' has no rows", error.Message);
    }

    [Fact]
    public void BadArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassBalancing.Choose([0, 1, 2], Classes, 0, 1));
        Assert.Contains("Row 1 has label 3", Assert.Throws<ArgumentOutOfRangeException>(() => ClassBalancing.Choose([0, 3], Classes, 1, 1)).Message);
        Assert.Throws<ArgumentException>(() => ClassBalancing.Choose([0, 1, 2], Classes, int.MaxValue, 1));
    }
}
