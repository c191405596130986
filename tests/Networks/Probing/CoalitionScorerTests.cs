using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Every mixture's logits against those of the mixture scored by itself.</summary>
public class CoalitionScorerTests
{
    [Fact]
    public void SmallNetworksGiveWhatEachMixtureGivesByItself()
    {
        foreach (var name in SmallNetworks.AllNames)
        {
            var definition = SmallNetworks.Make(name);
            foreach (var kernels in EngineHarness.AllKernels.Values)
            {
                var plan = new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), kernels);
                Compare(plan, [new(3, 9), new(9, 10), new(20, 31), new(10, 10), new(13, 18)], definition.ContextLength == 0 ? [] : [1, 0, 1]);
            }
        }
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void BothNetworksGiveWhatEachMixtureGivesByItself(ArrhythmiNetArchitecture architecture)
    {
        var definition = ArchitectureTables.Build(architecture, 5, 2);
        var plan = new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), NetworkKernels.Best);
        Compare(plan, [new(0, 100), new(100, 140), new(170, 180), new(180, 190), new(200, 360)], [0, -1]);
    }

    [Fact]
    public void AnyPiecesGiveWhatEachMixtureGivesByItself()
    {
        var definition = SmallNetworks.Make("pooled");
        var plan = new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), NetworkKernels.Best);
        var cuts = Gen.Choose(0, SmallNetworks.Length).ArrayOf(7);
        Prop.ForAll(cuts.ToArbitrary(), points =>
        {
            Array.Sort(points);
            Compare(plan, [.. points.Zip(points.Skip(1), (a, b) => new BeatPiece(a, b)).Where((_, i) => i % 5 != 3)], []);
        }).Holds();
    }

    [Fact]
    public void MorePiecesThanTheTablesHoldGiveTheSame()
    {
        // Pieces of one sample, all in one place: no point sees fewer than all of them.
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5);
        var plan = new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), NetworkKernels.Best);
        var pieces = Enumerable.Range(0, 14).Select(i => new BeatPiece(170 + i, 171 + i)).ToArray();
        var (beat, other, logits) = (Beat(0), Beat(1), new float[(1 << 14) * 5]);
        new CoalitionScorer(plan).Score(beat, [], other, [], pieces, [], logits);
        foreach (var row in new[] { 0, 1, 8191, 8192, 12345, 16383 })
            AssertRow(plan, beat, [], other, [], pieces, [], row, logits.AsSpan(row * 5, 5));
    }

    [Fact]
    public void NothingIsAllocatedOnceTheTablesAreThere()
    {
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V1, 5);
        var scorer = new CoalitionScorer(new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), NetworkKernels.Best));
        var (beat, other, logits) = (Beat(0), Beat(1), new float[4 * 5]);
        var pieces = new BeatPiece[] { new(0, 180), new(180, 360) };
        Assert.Equal(0, Allocations.InSteadyState(() => scorer.Score(beat, [], other, [], pieces, [], logits)));
    }

    [Fact]
    public void WhatCannotBeScoredIsRefused()
    {
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V1, 5);
        var scorer = new CoalitionScorer(new InferencePlan(definition, Formulas.Single(Formulas.Numbers(definition)), NetworkKernels.Best));
        var beat = new float[360];
        Assert.Contains("overlap", Message([new(0, 10), new(9, 20)], 4), StringComparison.Ordinal);
        Assert.Contains("within 0 to 360", Message([new(300, 361)], 2), StringComparison.Ordinal);
        Assert.Contains("14 are the most", Message([.. Enumerable.Range(0, 15).Select(i => new BeatPiece(i, i + 1))], 4), StringComparison.Ordinal);
        Assert.Contains("room", Message([new(0, 10)], 4), StringComparison.Ordinal);
        beat[7] = float.NaN;
        Assert.Contains("sample 7", Message([new(0, 10)], 2), StringComparison.Ordinal);

        string Message(BeatPiece[] pieces, int rows) =>
            Assert.ThrowsAny<ArgumentException>(() => scorer.Score(beat, [], new float[360], [], pieces, [], new float[rows * 5])).Message;
    }

    private static void Compare(InferencePlan plan, BeatPiece[] pieces, int[] contextPieceOf)
    {
        var definition = plan.Geometry.Definition;
        var beat = Formulas.Single(Formulas.Beats(2, definition.InputLength))[definition.InputLength..];
        var other = Formulas.Single(Formulas.Beats(1, definition.InputLength));
        var context = Formulas.Single(Formulas.Context(1, definition.ContextLength));
        var otherContext = Formulas.Single(Formulas.Context(2, definition.ContextLength));
        var rows = 1 << (pieces.Length + contextPieceOf.Append(-1).Max() + 1);
        var logits = new float[rows * definition.ClassCount];
        new CoalitionScorer(plan).Score(beat, context, other, otherContext, pieces, contextPieceOf, logits);
        for (var row = 0; row < rows; row++)
        {
            AssertRow(
                plan, beat, context, other, otherContext, pieces, contextPieceOf, row, logits.AsSpan(row * definition.ClassCount, definition.ClassCount));
        }
    }

    private static void AssertRow(
        InferencePlan plan, float[] beat, float[] context, float[] other, float[] otherContext, BeatPiece[] pieces, int[] contextPieceOf, int row, ReadOnlySpan<float> logits)
    {
        var (mixed, mixedContext) = ((float[])beat.Clone(), (float[])context.Clone());
        for (var i = 0; i < pieces.Length; i++)
        {
            if (((row >> i) & 1) == 0) other.AsSpan(pieces[i].Start, pieces[i].Length).CopyTo(mixed.AsSpan(pieces[i].Start));
        }

        for (var i = 0; i < contextPieceOf.Length; i++)
        {
            if (contextPieceOf[i] >= 0 && ((row >> (pieces.Length + contextPieceOf[i])) & 1) == 0) mixedContext[i] = otherContext[i];
        }

        var pass = new GradientPass(plan);
        pass.Forward(mixed, mixedContext);
        for (var k = 0; k < logits.Length; k++) Assert.Equal(pass.Logits[k], logits[k], 2e-5f * Math.Max(1, Math.Abs(pass.Logits[k])));
    }

    private static float[] Beat(int index) => Formulas.Single(Formulas.Beats(2, 360))[(index * 360)..((index + 1) * 360)];
}
