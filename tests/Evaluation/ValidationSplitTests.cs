using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class ValidationSplitTests
{
    [Fact]
    public void EachClassGivesItsShare()
    {
        int[] labels = [.. Enumerable.Repeat(0, 40), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(2, 3)];
        var (training, validation) = ValidationSplit.ByClass(labels, 0.25, seed: 1);

        // 10 of 40; 2.5 of 10 and 0.75 of 3, rounded, halves away from zero.
        Assert.Equal([10, 3, 1], Enumerable.Range(0, 3).Select(c => validation.Count(row => labels[row] == c)));
        Assert.Equal(Enumerable.Range(0, 53), training.Concat(validation).Order());
        Assert.Equal(validation, ValidationSplit.ByClass(labels, 0.25, seed: 1).Validation);
        Assert.NotEqual(validation, ValidationSplit.ByClass(labels, 0.25, seed: 2).Validation);
        Assert.Empty(ValidationSplit.ByClass(labels, 0, seed: 1).Validation);
    }

    [Fact]
    public void GroupsStayWholeAndComeNearTheShare()
    {
        var cases = from sizes in Gen.ArrayOf(Gen.Choose(1, 30), 6) from percent in Gen.Choose(1, 99) from seed in Gen.Choose(0, 1000) select (sizes, percent, seed);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            int[] groups = [.. x.sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
            new Random(x.seed).Shuffle(groups);
            var (training, validation) = ValidationSplit.ByGroup(groups, x.percent / 100.0, x.seed);

            Assert.Equal(Enumerable.Range(0, groups.Length), training.Concat(validation).Order());
            Assert.NotEmpty(training);
            Assert.NotEmpty(validation);
            Assert.Empty(training.Select(row => groups[row]).Intersect(validation.Select(row => groups[row])));

            // No group left to train on would bring the share nearer, unless it is the last.
            double wanted = groups.Length * x.percent / 100.0;
            var left = training.CountBy(row => groups[row]).ToList();
            if (left.Count > 1)
                Assert.All(left, group => Assert.True(Math.Abs(validation.Length + group.Value - wanted) >= Math.Abs(validation.Length - wanted) - 1e-9 || IsSmallest(group.Value)));

            bool IsSmallest(int size) => validation.Select(row => groups[row]).Distinct().Count() == 1 && size >= validation.Length;
        }).Holds();
    }

    [Fact]
    public void WhatCannotBeDividedIsRefused()
    {
        Assert.Throws<ArgumentException>("groups", () => ValidationSplit.ByGroup([0, 0], 0.5, 1));
        Assert.Throws<ArgumentException>("groups", () => ValidationSplit.ByGroup([], 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("groups", () => ValidationSplit.ByGroup([0, 2], 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("groups", () => ValidationSplit.ByGroup([0, -1], 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => ValidationSplit.ByClass([0, -1], 0.5, 1));
        foreach (double fraction in (double[])[-0.1, 1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("fraction", () => ValidationSplit.ByClass([0, 1], fraction, 1));
            Assert.Throws<ArgumentOutOfRangeException>("fraction", () => ValidationSplit.ByGroup([0, 1], fraction, 1));
        }
    }
}
