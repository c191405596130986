using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.MLNet.Tests.Trainers;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Explainability.EcgRows;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>What comes back of an explainer from a saved model.</summary>
public class SavedExplainerTests
{
    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    private static readonly Dictionary<string, (Func<IDataView> View, Func<IEstimator<ITransformer>> Explainer)> s_kinds = new()
    {
        ["Grad-CAM"] = (() => View(3), () => Ml.Transforms.ExplainByGradCam(Network)),
        ["Grad-CAM, every class, all options"] = (() => View(2), () => Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options
        {
            OutputColumnName = "Map", EveryClass = true, Layer = "bottleneck2.expand", Signed = true, Placement = MapPlacement.EndToEnd, Target = AttributionTarget.Probability,
            Background = BackgroundBeats.MeanBeat, Seed = 3, Thresholds = new PassportThresholds { Stability = 0.99, DeletionGain = double.NegativeInfinity },
        })),
        ["Grad-CAM in context"] = (() => InContext(3), () => Ml.Transforms.ExplainByGradCam(NetworkInContext, className: "V")),
        ["segments"] = (() => View(3), () => Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.MeanBeat)),
        ["segments in context, every class"] = (() => InContext(3), () => Ml.Transforms.ExplainByShap(NetworkInContext, new ShapExplainer.Options { EveryClass = true, Passport = false, BeatsPerClass = 1 })),
        ["expected gradients"] = (() => View(2), () => Shap(ShapMethod.ExpectedGradients)),
        ["permutation"] = (() => View(2), () => Shap(ShapMethod.Permutation)),
        ["integrated gradients"] = (() => View(2), () => Shap(ShapMethod.IntegratedGradients)),
        ["occlusion"] = (() => View(2), () => Shap(ShapMethod.Occlusion)),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GivesTheSameColumnsToTheLastBit(string kind)
    {
        var view = s_kinds[kind].View();
        var transformer = s_kinds[kind].Explainer().Fit(view);
        var loaded = Views.Reload(transformer, view.Schema);
        Same(transformer.Transform(view), loaded.Transform(view));

        // The typed transformer is in it, and what was loaded can be saved and loaded once more.
        var again = Views.Reload(loaded, view.Schema);
        ITransformer typed = transformer is GradCamTransformer ? GradCamTransformer.From(again) : ShapTransformer.From(again);
        Same(transformer.Transform(view), typed.Transform(view));
    }

    [Fact]
    public void GivesTheTransformerBack()
    {
        var view = InContext(5);
        var options = new ShapExplainer.Options { OutputColumnName = "Why", ClassName = "S", Method = ShapMethod.Occlusion, BeatsPerClass = 1, Threads = 2 };
        var model = Ml.Transforms.CopyColumns("Copy", "Features").Append(Ml.Transforms.ExplainByShap(NetworkInContext, options)).Append(Ml.Transforms.CopyColumns("More", "Why")).Fit(view);
        Assert.Same(ShapTransformer.From(model, threads: 2), ShapTransformer.From(ShapTransformer.From(model, threads: 2), threads: 2));
        Assert.Equal(1, ShapTransformer.From(model, threads: 1).Network.Threads);
        foreach (var found in (ShapTransformer[])[ShapTransformer.From(model), ShapTransformer.From(Views.Reload(model, view.Schema))])
        {
            Assert.Equal(("Why", "S", false, ShapMethod.Occlusion), (found.OutputColumnName, found.ClassName, found.EveryClass, found.Method));
            Assert.Equal(("Features", "Context", 0), (found.Network.FeatureColumnName, found.Network.ContextColumnName, found.Network.Threads));
            Assert.Equal(NetworkInContext.Model.ToBytes(), found.Network.Model.ToBytes());
            Assert.Equal(NetworkInContext.Model.ContextNames, found.Network.Model.ContextNames);
            Assert.Equal(ShapTransformer.From(model).Baseline.Contexts.ToArray(), found.Baseline.Contexts.ToArray());
            Assert.Equal("3 background beats, up to 1 a class", found.Baseline.Name);
        }
    }

    [Fact]
    public void TheNetworkIsFoundBesideTheExplainers()
    {
        var view = View(4);
        var network = Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique").Fit(view);
        var model = network.Append(Ml.Transforms.ExplainByGradCam(network).Fit(view)).Append(Ml.Transforms.ExplainByShap(network, background: BackgroundBeats.FlatLine).Fit(view));
        var loaded = Views.Reload(model, view.Schema);
        Assert.Equal(network.Model.ToBytes(), ArrhythmiNetTransformer.From(loaded).Model.ToBytes());

        // A loaded model can be explained as a typed one can.
        var after = Ml.Transforms.ExplainByGradCam(loaded, "Again").Fit(view);
        Assert.Equal(Bits(model.Transform(view), "GradCam"), Bits(after.Transform(view), "Again"));
        Same(model.Transform(view), loaded.Transform(view));
        using var engine = Ml.Model.CreatePredictionEngine<EcgRow, Served>(loaded);
        Assert.Equal(Bits(model.Transform(view), "Shap"), Views.Bits(Rows(4).SelectMany(row => engine.Predict(row).Shap)));
        Assert.Equal(model.Transform(view).GetColumn<bool>("GradCamReliable"), Rows(4).Select(row => engine.Predict(row).GradCamReliable));
    }

    [Fact]
    public void TwoExplainersOfOneKindDoNotMixUp()
    {
        var view = View(4);
        var model = Ml.Transforms.ExplainByGradCam(Network, "First", className: "N").Append(Ml.Transforms.ExplainByGradCam(Network, "Second", className: "V")).Fit(view);
        var loaded = Views.Reload(model, view.Schema);
        Same(model.Transform(view), loaded.Transform(view));
        Assert.Equal("Second", GradCamTransformer.From(loaded).OutputColumnName);
        Assert.NotEqual(Bits(loaded.Transform(view), "First"), Bits(loaded.Transform(view), "Second"));
    }

    [Fact]
    public void LoadedItServesSeveralThreadsAtOnce()
    {
        var view = View(60);
        var model = Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options { Method = ShapMethod.Occlusion, Background = BackgroundBeats.FlatLine }).Fit(view);
        uint[] expected = Bits(model.Transform(view), "Shap");
        var loaded = Views.Reload(model, view.Schema).Transform(view);
        Parallel.For(0, 4, _ => Assert.Equal(expected, Bits(loaded, "Shap")));
    }

    [Fact]
    public void RefusesABeatThatIsNotFinite()
    {
        var rows = Rows(3);
        rows[1].Features[5] = float.NaN;
        using var engine = Ml.Model.CreatePredictionEngine<EcgRow, Served>(Views.Reload(
            Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.FlatLine).Append(Ml.Transforms.ExplainByGradCam(Network)).Fit(View(3)), View(3).Schema));
        var error = Assert.ThrowsAny<Exception>(() => engine.Predict(rows[1]));
        Assert.Equal("A row: feature column 'Features' is NaN at sample 5; every sample must be a finite number.", error.GetBaseException().Message);
        Assert.Equal(360, engine.Predict(rows[2]).Shap.Length);
    }

    [Theory]
    [InlineData("GradCam/1:{", "damaged")]
    [InlineData("GradCam/1:{}", "damaged")]
    [InlineData("GradCam/1:null", "damaged")]
    [InlineData("GradCam/2:{}", "newer")]
    public void SaysThatAnExplainerInTheFileIsDamagedOrNewer(string state, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => GradCamTransformer.From(new SavedChain([]).ThenState(state).Build())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Grad-CAM", "GradCam")]
    [InlineData("segments", "ShapSegments")]
    public async Task ExplainsTheSameInAFreshProcessWithNothingRegistered(string kind, string column)
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
        try
        {
            var view = View(6);
            var transformer = s_kinds[kind].Explainer().Fit(view);
            string model = Path.Combine(folder, "model.zip"), beats = Path.Combine(folder, "beats.bin"), output = Path.Combine(folder, "output.bin");
            Ml.Model.Save(transformer, view.Schema, model);
            await File.WriteAllBytesAsync(beats, Bytes(view, "Features"), TestContext.Current.CancellationToken);
            await FreshProcess.ApplyAsync(model, beats, output, column, TestContext.Current.CancellationToken);
            Assert.Equal(Bytes(transformer.Transform(view), column), await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Bytes(IDataView view, string column) => [.. view.GetColumn<float[]>(column).SelectMany(row => row).SelectMany(BitConverter.GetBytes)];

    private static ShapExplainer Shap(ShapMethod method) => Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options
    {
        Method = method, Background = BackgroundBeats.ClassBalanced, BeatsPerClass = 1, Rounds = 2, Pairs = 1, SamplesPerPlayer = 30, Steps = 3, Window = 40, Stride = 20, Seed = 5,
    });

    private static void Same(IDataView expected, IDataView actual)
    {
        Assert.Equal(Kept(expected.Schema), Kept(actual.Schema));
        Assert.Equal(Values(expected), Values(actual));
    }

    // All columns in one pass, so that a row is judged once.
    private static IEnumerable<string> Values(IDataView view) => view.Preview().RowView.SelectMany(row => row.Values).Select(value => value.Key + " " + value.Value switch
    {
        VBuffer<float> numbers => string.Join(' ', Views.Bits(numbers.DenseValues())),
        VBuffer<int> numbers => string.Join(' ', numbers.DenseValues()),
        var single => single,
    }).ToList();

    // What becomes of the network's own columns is another test's.
    private static IEnumerable<string> Kept(DataViewSchema schema) => schema.Where(column => column.Name is not ("PredictedLabel" or "Score")).Select(Shapes.Details);

    private sealed class Served
    {
        public float[] Shap { get; set; } = [];

        public bool GradCamReliable { get; set; }
    }
}
