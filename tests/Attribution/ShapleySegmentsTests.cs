using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Attribution.Tests;

public class ShapleySegmentsTests
{
    private static readonly string[] s_context = ["previous RR / median", "previous RR / local mean", "next RR / median", "QRS distance"];

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void ValuesAreTheMeanOverAllPermutations(ArrhythmiNetArchitecture architecture)
    {
        var golden = GoldenNumbers.Networks[architecture];
        foreach (var (target, expected) in new[] { (AttributionTarget.Logit, golden.ShapleyLogit), (AttributionTarget.Probability, golden.ShapleyProbability) })
        {
            var method = new ShapleySegments(TestModels.Make(architecture), TestModels.Beats(0, 1), new ShapleySegmentsOptions { Target = target });
            var values = method.Explain(TestModels.Beat(1), [], TestModels.Five).ValuesOf(2);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], GoldenNumbers.Tolerance(expected));
        }
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, AttributionTarget.Logit)]
    [InlineData(ArrhythmiNetArchitecture.V2, AttributionTarget.Probability)]
    public void ValuesAddUpToTheDifferenceFromTheMeanOverTheBackground(ArrhythmiNetArchitecture architecture, AttributionTarget target)
    {
        var model = TestModels.Make(architecture, s_context);
        var (beat, context) = (TestModels.Beat(1), TestModels.Context(1, 4));
        var background = TestModels.Beats(2, 3, 4);
        var result = new ShapleySegments(model, background, new ShapleySegmentsOptions { Target = target }).Explain(beat, context, TestModels.Five);
        Assert.Equal(["a", "b", "c", "d", "e", "previous RR", "next RR", "QRS shape"], result.Players.Select(p => p.Name));
        for (var k = 0; k < 5; k++)
        {
            var whole = Output(beat, context);
            var nothing = Enumerable.Range(0, 3).Average(b => Output(background.Beat(b), background.Context(b)));
            Assert.Equal(whole, result.Outputs[k], 1e-6);
            Assert.Equal(nothing, result.BaselineOutputs[k], 1e-6);
            Assert.Equal(whole - nothing, result.ValuesOf(k).ToArray().Sum(), 2e-6);
            Assert.InRange(result.AdditivityGap(k), -1e-9, 1e-9);
            var spread = result.ForClass(k);
            Assert.Equal(result.ValuesOf(k).ToArray().Sum(), spread.Sum, 2e-6);
            Assert.Equal((float)(result.ValuesOf(k)[1] / 40), spread.Values[120]);
            Assert.Equal((float)(result.ValuesOf(k)[5] / 2), spread.ContextValues[1]);

            double Output(ReadOnlySpan<float> b, ReadOnlySpan<float> c)
            {
                var logits = new float[5];
                new NetworkProbe(model).Score(b, c, logits);
                return ClassChoice.Value(logits, k, target);
            }
        }
    }

    [Fact]
    public void ASegmentThatIsTheBaselinesIsANullPlayer()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V1, s_context);
        var (beat, context) = (TestModels.Beat(1), TestModels.Context(1, 4));
        TestModels.Beat(0).AsSpan(140, 35).CopyTo(beat.AsSpan(140));
        context[2] = TestModels.Context(0, 4)[2];
        var values = new ShapleySegments(model, TestModels.Beats(0, 1, 4)).Explain(beat, context, TestModels.Five).ValuesOf(0);
        Assert.Equal(0, values[2], 1e-7);
        Assert.Equal(0, values[6], 1e-7);
        Assert.True(Math.Abs(values[1]) > 1e-5, $"{values[1]}");
        Assert.True(Math.Abs(values[5]) > 1e-5, $"{values[5]}");
    }

    [Fact]
    public void SegmentsChangePlacesWithTheirValues()
    {
        var method = new ShapleySegments(TestModels.Make(ArrhythmiNetArchitecture.V2), TestModels.Beats(0, 1));
        var forward = method.Explain(TestModels.Beat(1), [], TestModels.Five).ValuesOf(3).ToArray();
        var backward = method.Explain(TestModels.Beat(1), [], [.. TestModels.Five.Reverse()]).ValuesOf(3).ToArray();
        for (var i = 0; i < 5; i++) Assert.Equal(forward[i], backward[4 - i], 1e-6);
    }

    /// <summary>Shapley's axioms on any game: the values add up, players alike get alike, a null player gets nothing, sums go with sums.</summary>
    [Fact]
    public void FormulaKeepsTheAxioms() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf(32).ToArbitrary(), Gen.Choose(-1000, 1000).ArrayOf(32).ToArbitrary(), (first, second) =>
        {
            var (a, b) = (first.Select(x => x / 100.0).ToArray(), second.Select(x => x / 100.0).ToArray());
            var (va, vb, vSum) = (Values(a), Values(b), Values([.. a.Zip(b, (x, y) => x + y)]));
            Assert.Equal(a[31] - a[0], va.Sum(), 1e-9);
            for (var i = 0; i < 5; i++) Assert.Equal(va[i] + vb[i], vSum[i], 1e-9);

            // Players 0 and 1 alike: a coalition's worth depends on how many of them are in.
            Assert.Equal(0, Values([.. a.Select((_, s) => a[s & ~1])])[0], 1e-9);
            var alike = Values([.. a.Select((_, s) => (s & 3) == 2 ? a[(s & ~3) | 1] : a[s])]);
            Assert.Equal(alike[0], alike[1], 1e-9);
        }).Holds();

    [Fact]
    public void FormulaIsTheMeanOverAllPermutations()
    {
        var game = Enumerable.Range(0, 16).Select(s => Math.Sin(s * s)).ToArray();
        var expected = new double[4];
        var orders = Permutations([0, 1, 2, 3]).ToArray();
        Assert.Equal(24, orders.Length);
        foreach (var order in orders)
        {
            var coalition = 0;
            foreach (var player in order)
            {
                expected[player] += (game[coalition | (1 << player)] - game[coalition]) / orders.Length;
                coalition |= 1 << player;
            }
        }

        var values = Values(game);
        for (var i = 0; i < 4; i++) Assert.Equal(expected[i], values[i], 1e-12);

        static IEnumerable<int[]> Permutations(int[] items) =>
            items.Length == 0 ? [[]] : items.SelectMany(i => Permutations([.. items.Where(j => j != i)]).Select(rest => (int[])[i, .. rest]));
    }

    [Fact]
    public void WavesAreFoundInTheBeatWhereNoSegmentsAreGiven()
    {
        var beat = SyntheticBeats.Make(1, 3).Samples;
        var result = new ShapleySegments(TestModels.Make(ArrhythmiNetArchitecture.V1), Baseline.FlatLine()).Explain(beat);
        Assert.Equal(0, result.Players[0].Segment!.Value.Start);
        Assert.Equal(360, result.Players[^1].Segment!.Value.End);
        Assert.Contains(result.Players, p => p.Name == ClinicalSegments.R && p.Segment!.Value.Start <= 180 && p.Segment.Value.End > 180);
    }

    [Fact]
    public void WhatCannotBePlayedIsRefused()
    {
        var model = TestModels.Make(ArrhythmiNetArchitecture.V1, s_context);
        var method = new ShapleySegments(model, Baseline.FlatLine(4));
        var (beat, context) = (TestModels.Beat(0), TestModels.Context(0, 4));
        Assert.Contains("1 to 14", Message(() => method.Explain(beat, context, ClinicalSegments.Equal(12))), StringComparison.Ordinal);
        Assert.Contains("overlap", Message(() => method.Explain(beat, context, [new("a", 0, 9), new("b", 8, 20)])), StringComparison.Ordinal);
        Assert.Contains("Segment a", Message(() => method.Explain(beat, context, [new("a", 9, 9)])), StringComparison.Ordinal);
        Assert.Contains("previous RR / median", Message(() => new ShapleySegments(model, Baseline.FlatLine())), StringComparison.Ordinal);
        Assert.Contains("one beat at least", Message(() => new Baseline("none", [])), StringComparison.Ordinal);
        beat[3] = float.PositiveInfinity;
        Assert.Contains("sample 3", Message(() => method.Explain(beat, context, TestModels.Five)), StringComparison.Ordinal);
        Assert.Contains("Baseline beat 0", Message(() => new Baseline("bad", beat)), StringComparison.Ordinal);

        static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    private static double[] Values(double[] game)
    {
        var values = new double[System.Numerics.BitOperations.Log2((uint)game.Length)];
        ShapleyValues.Compute(game, values);
        return values;
    }
}
