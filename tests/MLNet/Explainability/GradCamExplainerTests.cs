using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Explainability.EcgRows;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>Grad-CAM in a pipeline is the plain Grad-CAM.</summary>
public class GradCamExplainerTests
{
    [Fact]
    public void ExplainsTheClassThatTheNetworkGives()
    {
        var view = Network.Transform(View());
        var explained = Ml.Transforms.ExplainByGradCam(Network).Fit(view).Transform(view);
        var plain = new GradCam(Network.Model);
        foreach (var (beat, predicted, map) in view.GetColumn<float[]>("Features").Zip(explained.GetColumn<uint>("PredictedLabel"), explained.GetColumn<float[]>("GradCam")))
            Assert.Equal(plain.Attribute(beat, [], (int)predicted - 1).Values, map);
        Assert.True(explained.GetColumn<uint>("PredictedLabel").Distinct().Count() > 1);
    }

    [Fact]
    public void ExplainsOneClassOrEachInColumnsOfItsOwn()
    {
        var view = View();
        var every = Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { OutputColumnName = "Map", EveryClass = true, Passport = false }).Fit(view).Transform(view);
        Assert.Equal(["Map_N", "Map_L", "Map_R", "Map_A", "Map_V"], every.Schema.Skip(view.Schema.Count).Select(column => column.Name));
        var plain = new GradCam(Network.Model);
        for (int c = 0; c < 5; c++)
        {
            string name = Network.Model.Classes[c];
            float[][] maps = [.. every.GetColumn<float[]>("Map_" + name)];
            Assert.Equal(view.GetColumn<float[]>("Features").Select(beat => plain.Attribute(beat, [], c).Values), maps);
            var one = Ml.Transforms.ExplainByGradCam(Network, "Map", className: name).Fit(view);
            Assert.Equal(maps, one.Transform(view).GetColumn<float[]>("Map"));
            Assert.Equal((name, false, "Map"), (one.ClassName, one.EveryClass, one.OutputColumnName));
        }
    }

    [Theory]
    [InlineData(null, true, MapPlacement.ReceptiveFields, AttributionTarget.Logit)]
    [InlineData(null, false, MapPlacement.EndToEnd, AttributionTarget.Logit)]
    [InlineData("bottleneck3.expand", true, MapPlacement.ReceptiveFields, AttributionTarget.Probability)]
    [InlineData("stem", false, MapPlacement.EndToEnd, AttributionTarget.Probability)]
    public void EveryOptionIsThatOfThePlainMethod(string? layer, bool signed, MapPlacement placement, AttributionTarget target)
    {
        var view = View(5);
        var options = new GradCamExplainer.Options { ClassName = "V", Layer = layer, Signed = signed, Placement = placement, Target = target };
        var explained = Ml.Transforms.ExplainByGradCam(Network, options).Fit(view).Transform(view);
        var plain = new GradCam(Network.Model, new GradCamOptions { Layer = layer, Signed = signed, Placement = placement, Target = target });
        Assert.Equal(view.GetColumn<float[]>("Features").Select(beat => plain.Attribute(beat, [], "V").Values), explained.GetColumn<float[]>("GradCam"));
    }

    [Fact]
    public void GivesTheNetworkItsContext()
    {
        var view = InContext();
        var explained = Ml.Transforms.ExplainByGradCam(NetworkInContext, new GradCamExplainer.Options { Target = AttributionTarget.Probability }).Fit(view).Transform(view);
        var plain = new GradCam(NetworkInContext.Model, new GradCamOptions { Target = AttributionTarget.Probability });
        foreach (var (beat, context, map) in view.GetColumn<float[]>("Features").Zip(view.GetColumn<float[]>("Context"), explained.GetColumn<float[]>("GradCam")))
            Assert.Equal(plain.Attribute(beat, context).Values, map);
        Assert.DoesNotContain(explained.Schema, column => column.Name == "GradCamContext");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ItsPassportIsThePlainOne(bool balanced)
    {
        var view = View(5);
        var options = new GradCamExplainer.Options { Signed = true, Seed = 4, BeatsPerClass = 1, Background = balanced ? BackgroundBeats.ClassBalanced : BackgroundBeats.FlatLine };
        var transformer = Ml.Transforms.ExplainByGradCam(Network, options).Fit(view);
        Assert.Equal(balanced ? 5 : 1, transformer.Baseline!.Count);
        var explained = transformer.Transform(view);
        var office = new PassportOffice(Network.Model, model => new GradCam(model, new GradCamOptions { Signed = true }), transformer.Baseline, seed: 4);
        foreach (var row in Ml.Data.CreateEnumerable<Judged>(explained, reuseRowObject: false).Take(2))
        {
            var probabilities = new float[5];
            Network.Model.Score(row.Features, probabilities);
            var passport = office.Issue(row.Features, [], Array.IndexOf(probabilities, probabilities.Max()));
            Assert.Equal(passport.IsReliable, row.GradCamReliable);
            Assert.Equal(string.Join(" ", passport.Reasons), row.GradCamReasons);
            var deletion = passport.DeletionInsertion;
            double[] scores = [deletion.Deletion, deletion.Insertion, deletion.RandomDeletion, deletion.RandomInsertion, passport.Infidelity, passport.Randomized[0].Correlation, passport.Stability.Noise, passport.Stability.Shift];
            Assert.Equal(scores.Select(score => (float)score), row.GradCamScores);
        }
        Assert.Equal(
            ["Deletion", "Insertion", "RandomDeletion", "RandomInsertion", "Infidelity", "Randomized", "NoiseStability", "ShiftStability"], Views.Texts(explained.Schema["GradCamScores"], "SlotNames"));

        // No explanation reaches what none can.
        options.Thresholds = new PassportThresholds { Stability = 2 };
        Assert.All(Ml.Transforms.ExplainByGradCam(Network, options).Fit(view).Transform(view).GetColumn<bool>("GradCamReliable").Take(2), Assert.False);
    }

    [Fact]
    public void ReadsNoRowWhereNothingIsTakenFromTheView()
    {
        var watched = new WatchedView(View());
        Ml.Transforms.ExplainByGradCam(Network).Fit(watched);
        Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { Background = BackgroundBeats.MeanBeat, Passport = false }).Fit(watched);
        Assert.Equal(0, watched.CursorsMade);
        Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { Background = BackgroundBeats.MeanBeat }).Fit(watched);
        Assert.Equal(1, watched.CursorsMade);
        Assert.Equal(["Features", "Label"], watched.Asked);
    }

    private sealed class Judged
    {
        public float[] Features { get; set; } = [];

        public bool GradCamReliable { get; set; }

        public float[] GradCamScores { get; set; } = [];

        public string GradCamReasons { get; set; } = "";
    }
}
