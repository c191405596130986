using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Explainability.EcgRows;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>Shapley values in a pipeline are the plain ones.</summary>
public class ShapExplainerTests
{
    [Theory]
    [InlineData(ShapMethod.Segments, false)]
    [InlineData(ShapMethod.ExpectedGradients, false)]
    [InlineData(ShapMethod.Permutation, false)]
    [InlineData(ShapMethod.IntegratedGradients, false)]
    [InlineData(ShapMethod.Occlusion, false)]
    [InlineData(ShapMethod.Segments, true)]
    [InlineData(ShapMethod.ExpectedGradients, true)]
    [InlineData(ShapMethod.Permutation, true)]
    [InlineData(ShapMethod.IntegratedGradients, true)]
    [InlineData(ShapMethod.Occlusion, true)]
    public void EachMethodIsThePlainOne(ShapMethod method, bool inContext)
    {
        var (network, view) = inContext ? (NetworkInContext, InContext(4)) : (Network, View(4));
        var options = new ShapExplainer.Options
        {
            Method = method, Background = BackgroundBeats.ClassBalanced, BeatsPerClass = 1, Target = AttributionTarget.Probability,
            Seed = 7, Rounds = 2, Pairs = 1, SamplesPerPlayer = 20, Steps = 5, Window = 30, Stride = 15,
        };
        var transformer = Ml.Transforms.ExplainByShap(network, options).Fit(view);
        Assert.Equal((method, inContext ? 3 : 4), (transformer.Method, transformer.Baseline.Count));
        var plain = Plain(method, network.Model, transformer.Baseline);
        var rows = Ml.Data.CreateEnumerable<Explained>(transformer.Transform(view), reuseRowObject: false, ignoreMissingColumns: true).ToList();
        Assert.Equal(4, rows.Count);
        foreach (var row in rows)
        {
            var expected = plain.Attribute(row.Features, inContext ? row.Context : []);
            Assert.Equal(expected.Values, row.Shap);
            if (inContext)
                Assert.Equal(expected.ContextValues, row.ShapContext);
            Assert.Equal([(float)expected.Output, (float)(expected.BaselineOutput ?? double.NaN), (float)(expected.AdditivityGap ?? double.NaN)], row.ShapOutput);
        }
        if (inContext)
            Assert.Equal(network.Model.ContextNames, Views.Texts(transformer.Transform(view).Schema["ShapContext"], "SlotNames"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SegmentsHaveNamesValuesAndPlaces(bool inContext)
    {
        var (network, view) = inContext ? (NetworkInContext, InContext(6)) : (Network, View(6));
        var explained = Ml.Transforms.ExplainByShap(network, background: BackgroundBeats.MeanBeat).Fit(view).Transform(view);
        string[] names = Views.Texts(explained.Schema["ShapSegments"], "SlotNames");
        Assert.Equal(ClinicalSegments.Names, names.Take(9));
        Assert.Equal(inContext, names.Length > 9);
        Assert.Equal(ClinicalSegments.Names, Views.Texts(explained.Schema["ShapSegmentStarts"], "SlotNames"));
        Assert.Equal(["Output", "Baseline", "AdditivityGap"], Views.Texts(explained.Schema["ShapOutput"], "SlotNames"));

        bool anyMissing = false;
        foreach (var row in Ml.Data.CreateEnumerable<Segmented>(explained, reuseRowObject: false))
        {
            int end = 0;
            for (int i = 0; i < 9; i++)
            {
                if (row.ShapSegmentStarts[i] < 0)
                {
                    Assert.True(float.IsNaN(row.ShapSegments[i]));
                    Assert.Equal(-1, row.ShapSegmentEnds[i]);
                    anyMissing = true;
                    continue;
                }
                Assert.Equal(end, row.ShapSegmentStarts[i]);
                end = row.ShapSegmentEnds[i];
                Assert.Equal(row.ShapSegments[i] / (end - row.ShapSegmentStarts[i]), row.Shap[row.ShapSegmentStarts[i]], 1e-6);
                Assert.Equal(row.Shap[row.ShapSegmentStarts[i]], row.Shap[end - 1]);
            }
            Assert.Equal(360, end);

            // A sum of at most 14 Single values of magnitude m is off by 14 roundings, each 6e-8 m at most.
            double sum = row.ShapSegments.Where(float.IsFinite).Sum(value => (double)value), largest = row.ShapSegments.Where(float.IsFinite).Max(Math.Abs);
            Assert.Equal(row.ShapOutput[0] - row.ShapOutput[1], sum, 16 * 6e-8 * (largest + Math.Abs(row.ShapOutput[0]) + Math.Abs(row.ShapOutput[1])) + 1e-4);
        }
        Assert.True(anyMissing);
    }

    [Fact]
    public void BackgroundBeatsAreDrawnFromTheViewByTheSeed()
    {
        var view = View(30);
        var set = Dataset(view);
        Check(BackgroundBeats.ClassBalanced, Baseline.ClassBalanced(set, 2, 5));
        Check(BackgroundBeats.MeanBeat, Baseline.MeanBeat(set));
        Check(BackgroundBeats.FlatLine, Baseline.FlatLine());

        void Check(BackgroundBeats background, Baseline expected)
        {
            var baseline = Fit(background, 5).Baseline;
            Assert.Equal((expected.Name, expected.Count), (baseline.Name, baseline.Count));
            Assert.Equal(expected.Beats.ToArray(), baseline.Beats.ToArray());
        }

        Assert.NotEqual(Fit(BackgroundBeats.ClassBalanced, 6).Baseline.Beats.ToArray(), Fit(BackgroundBeats.ClassBalanced, 5).Baseline.Beats.ToArray());
        var watched = new WatchedView(View());
        Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.FlatLine).Fit(watched);
        Assert.Equal(0, watched.CursorsMade);

        ShapTransformer Fit(BackgroundBeats background, int seed) =>
            Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options { Background = background, BeatsPerClass = 2, Seed = seed }).Fit(view);
    }

    [Fact]
    public void RowsWithoutALabelGiveNoBackground()
    {
        var rows = Rows(10);
        foreach (var row in rows.Take(5))
            (row.Class, row.Features) = ("?", new float[360]);
        var labelled = Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.MeanBeat).Fit(Labelled(rows.Skip(5))).Baseline;
        Assert.Equal(labelled.Beats.ToArray(), Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.MeanBeat).Fit(Labelled(rows)).Baseline.Beats.ToArray());
    }

    [Fact]
    public void EveryClassIsExplainedAtOnce()
    {
        var view = View(3);
        var options = new ShapExplainer.Options { EveryClass = true, Background = BackgroundBeats.FlatLine, Passport = false };
        var explained = Ml.Transforms.ExplainByShap(Network, options).Fit(view).Transform(view);
        string[] expected = [.. Network.Model.Classes.SelectMany(name => new[] { "Shap_" + name, "ShapSegments_" + name, "ShapOutput_" + name }), "ShapSegmentStarts", "ShapSegmentEnds"];
        Assert.Equal(expected, explained.Schema.Skip(view.Schema.Count).Select(column => column.Name));
        foreach (string name in Network.Model.Classes)
        {
            var one = Ml.Transforms.ExplainByShap(Network, className: name, background: BackgroundBeats.FlatLine).Fit(view).Transform(view);
            Assert.Equal(Bits(one, "Shap"), Bits(explained, "Shap_" + name));
            Assert.Equal(Bits(one, "ShapSegments"), Bits(explained, "ShapSegments_" + name));
        }
    }

    [Fact]
    public void ReadsTheColumnsItIsGiven()
    {
        var view = Ml.Transforms.CopyColumns("Beat", "Features").Append(Ml.Transforms.CopyColumns("Beside", "Context")).Append(Ml.Transforms.CopyColumns("Truth", "Label"))
            .Append(Ml.Transforms.DropColumns("Features", "Context", "Label")).Fit(InContext(4)).Transform(InContext(4));
        var options = new ShapExplainer.Options { FeatureColumnName = "Beat", ContextColumnName = "Beside", LabelColumnName = "Truth", Background = BackgroundBeats.MeanBeat };
        var explained = Ml.Transforms.ExplainByShap(NetworkInContext, options).Fit(view);
        var usual = Ml.Transforms.ExplainByShap(NetworkInContext, background: BackgroundBeats.MeanBeat).Fit(InContext(4)).Transform(InContext(4));
        Assert.Equal(Bits(usual, "Shap"), Bits(explained.Transform(view), "Shap"));
        Assert.Equal(("Beat", "Beside"), (explained.Network.FeatureColumnName, explained.Network.ContextColumnName));
    }

    private static IAttributionMethod Plain(ShapMethod method, ArrhythmiNetModel model, Baseline baseline) => method switch
    {
        ShapMethod.Segments => new ShapleySegments(model, baseline, new ShapleySegmentsOptions { Target = AttributionTarget.Probability }),
        ShapMethod.ExpectedGradients => new ExpectedGradients(model, baseline, 2, 7, AttributionTarget.Probability),
        ShapMethod.Permutation => new PermutationShapley(model, baseline, 1, 7, 20, AttributionTarget.Probability),
        ShapMethod.IntegratedGradients => new IntegratedGradients(model, baseline, 5, AttributionTarget.Probability),
        _ => new Occlusion(model, baseline, 30, 15, AttributionTarget.Probability),
    };

    private static BeatDataset Dataset(IDataView view) => new(
        [.. view.GetColumn<float[]>("Features").SelectMany(beat => beat)], [.. view.GetColumn<uint>("Label").Select(label => (int)label - 1)], Network.Model.Classes);

    private sealed class Explained
    {
        public float[] Features { get; set; } = [];

        public float[] Context { get; set; } = [];

        public float[] Shap { get; set; } = [];

        public float[] ShapContext { get; set; } = [];

        public float[] ShapOutput { get; set; } = [];
    }

    private sealed class Segmented
    {
        public float[] Shap { get; set; } = [];

        public float[] ShapSegments { get; set; } = [];

        public int[] ShapSegmentStarts { get; set; } = [];

        public int[] ShapSegmentEnds { get; set; } = [];

        public float[] ShapOutput { get; set; } = [];
    }
}
