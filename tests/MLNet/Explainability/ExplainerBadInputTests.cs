using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Explainability.EcgRows;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>What the explainers refuse, and how they say it.</summary>
public class ExplainerBadInputTests
{
    [Fact]
    public void AClassOrLayerThatDoesNotExistIsRefusedWithThoseThereAre()
    {
        const string classes = "The network has no class 'Q'. It has: N, L, R, A, V.";
        Refuses<ArgumentException>(classes, () => Ml.Transforms.ExplainByGradCam(Network, className: "Q"));
        Refuses<ArgumentException>(classes, () => Ml.Transforms.ExplainByShap(Network, className: "Q"));
        Refuses<ArgumentException>("ArrhythmiNet V2 has no convolution 'block1.conv'. It has: stem,", () => Ml.Transforms.ExplainByGradCam(Network, layer: "block1.conv"));
    }

    [Fact]
    public void AModelWithoutAnArrhythmiNetIsRefusedWithWhatWillDo()
    {
        var copy = Ml.Transforms.CopyColumns("Copy", "Features").Fit(View(3));
        const string message = "Give what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or what Model.Load gave for one of these.";
        Refuses<ArgumentException>("No ArrhythmiNet is in the model, a ColumnCopyingTransformer. " + message, () => Ml.Transforms.ExplainByGradCam(copy));
        Refuses<ArgumentException>("No ArrhythmiNet is in the model, a ColumnCopyingTransformer. " + message, () => Ml.Transforms.ExplainByShap(copy));
        Assert.Throws<ArgumentNullException>(() => Ml.Transforms.ExplainByShap(null!));
        Refuses<ArgumentException>("Give what Transforms.ExplainByGradCam fitted", () => GradCamTransformer.From(Network));
        Refuses<ArgumentException>("Give what Transforms.ExplainByShap fitted", () => ShapTransformer.From(copy));
    }

    [Fact]
    public void OptionsThatCannotBeAreRefused()
    {
        Refuses<ArgumentException>("Either one class is explained ('V') or every class is, not both.", () => GradCam(options => (options.ClassName, options.EveryClass) = ("V", true)));
        Refuses<ArgumentOutOfRangeException>("there are ClassBalanced, MeanBeat, FlatLine", () => GradCam(options => options.Background = (BackgroundBeats)9));
        Refuses<ArgumentOutOfRangeException>("there are Segments, ExpectedGradients, Permutation, IntegratedGradients, Occlusion", () => Shap(options => options.Method = (ShapMethod)9));
        foreach (var refused in new Action[]
        {
            () => GradCam(options => options.OutputColumnName = ""), () => GradCam(options => options.FeatureColumnName = ""), () => GradCam(options => options.Threads = -1),
            () => GradCam(options => options.BeatsPerClass = 0), () => GradCam(options => options.Thresholds = null!), () => Shap(options => options.BeatsPerClass = 0),
            () => Shap(options => (options.Method, options.Rounds) = (ShapMethod.ExpectedGradients, 0)), () => Shap(options => (options.Method, options.Pairs) = (ShapMethod.Permutation, 0)),
            () => Shap(options => (options.Method, options.Steps) = (ShapMethod.IntegratedGradients, 0)), () => Shap(options => (options.Method, options.Window) = (ShapMethod.Occlusion, 361)),
            () => Shap(options => options.LabelColumnName = ""),
        })
            Assert.ThrowsAny<ArgumentException>(refused);

        static void GradCam(Action<GradCamExplainer.Options> change)
        {
            var options = new GradCamExplainer.Options();
            change(options);
            Ml.Transforms.ExplainByGradCam(Network, options);
        }

        static void Shap(Action<ShapExplainer.Options> change)
        {
            var options = new ShapExplainer.Options();
            change(options);
            Ml.Transforms.ExplainByShap(Network, options);
        }
    }

    [Fact]
    public void OptionsChangedLaterHaveNoEffect()
    {
        var options = new GradCamExplainer.Options();
        var estimator = Ml.Transforms.ExplainByGradCam(Network, options);
        options.OutputColumnName = "Other";
        Assert.Equal("GradCam", estimator.Fit(View(3)).OutputColumnName);
    }

    [Fact]
    public void AnEmptyBackgroundIsRefused()
    {
        var rows = Rows(3);
        foreach (var row in rows)
            row.Class = "?";
        foreach (var background in (BackgroundBeats[])[BackgroundBeats.ClassBalanced, BackgroundBeats.MeanBeat])
        {
            Refuses<ArgumentException>("No background beat can be taken from the view: of its 3 rows, 3 have a missing label.", () => Ml.Transforms.ExplainByShap(Network, background: background).Fit(Labelled(rows)));
            Refuses<ArgumentException>("No background beat can be taken from the view: of its 0 rows, 0 have a missing label.", () => Ml.Transforms.ExplainByShap(Network, background: background).Fit(Labelled([])));
        }
    }

    [Fact]
    public void ABackgroundOfOtherClassesIsRefused()
    {
        Refuses<ArgumentException>("has the classes N, S, V, F, but those of the network are N, L, R, A, V", () => Ml.Transforms.ExplainByShap(Network).Fit(InContext(4)));
        var unlabelled = Ml.Data.LoadFromEnumerable(Rows(3));
        Refuses<ArgumentOutOfRangeException>("Label column 'Label' not found", () => Ml.Transforms.ExplainByShap(Network).Fit(unlabelled));
        Refuses<ArgumentOutOfRangeException>("Label column 'Label' not found", () => Ml.Transforms.ExplainByShap(Network).GetOutputSchema(Shapes.Of(unlabelled.Schema)));
        Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.FlatLine).Fit(unlabelled);
        Ml.Transforms.ExplainByGradCam(Network).Fit(unlabelled);
    }

    [Fact]
    public void ABeatThatIsNotFiniteIsNamed()
    {
        var rows = Rows(5);
        rows[3].Features[5] = float.NaN;
        const string message = "feature column 'Features' is NaN at sample 5; every sample must be a finite number.";
        Refuses<InvalidDataException>("Row 3 of the background view: " + message, () => Ml.Transforms.ExplainByShap(Network).Fit(Labelled(rows)));
        foreach (int threads in (int[])[1, 3])
        {
            var explained = Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { Threads = threads }).Fit(Labelled(rows)).Transform(Labelled(rows));
            foreach (string column in (string[])["GradCam", "GradCamScores"])
            {
                Assert.Equal(3, explained.GetColumn<float[]>(column).Take(3).Count());
                Refuses<InvalidDataException>("Row 3: " + message, () => explained.GetColumn<float[]>(column).Count());
            }
        }

        var inContext = Ml.Data.CreateEnumerable<EcgRow>(InContext(4), reuseRowObject: false).ToList();
        inContext[2].Context[3] = float.PositiveInfinity;
        var shap = Ml.Transforms.ExplainByShap(NetworkInContext, background: BackgroundBeats.FlatLine);
        var view = Ml.Data.LoadFromEnumerable(inContext);
        Refuses<InvalidDataException>("Row 2: context column 'Context' is Infinity in slot 3; every value must be a finite number.", () => shap.Fit(view).Transform(view).GetColumn<float[]>("Shap").Count());
    }

    [Fact]
    public void ColumnsThatAreMissingOrOfAnotherTypeAreRefusedInFit()
    {
        var view = View(3);
        Says("Feature column 'Nope' not found", Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { FeatureColumnName = "Nope" }), view);
        Says("Schema mismatch for feature column 'Class': expected Vector<Single, 360>, got String", Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options { FeatureColumnName = "Class" }), view);
        Says("Schema mismatch for label column 'Class': expected Key, got String", Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options { LabelColumnName = "Class" }), view);
        Says("Context column 'Beside' not found", Ml.Transforms.ExplainByGradCam(NetworkInContext, new GradCamExplainer.Options { ContextColumnName = "Beside" }), InContext(3));

        var shorts = Ml.Transforms.CopyColumns("Short", "Context").Fit(view).Transform(view);
        Refuses<ArgumentOutOfRangeException>("expected Vector<Single, 360>, got Vector<Single, 7>", () => Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { FeatureColumnName = "Short" }).Fit(shorts));
        Refuses<ArgumentOutOfRangeException>("Feature column 'Features' not found", () => Ml.Transforms.ExplainByGradCam(Network).Fit(view).Transform(Ml.Transforms.DropColumns("Features").Fit(view).Transform(view)));

        static void Says(string message, IEstimator<ITransformer> explainer, IDataView view)
        {
            Refuses<ArgumentOutOfRangeException>(message, () => explainer.Fit(view));
            Refuses<ArgumentOutOfRangeException>(message, () => explainer.GetOutputSchema(Shapes.Of(view.Schema)));
        }
    }

    private static void Refuses<TError>(string message, Action refused) where TError : Exception =>
        Assert.Contains(message, Assert.Throws<TError>(refused).Message, StringComparison.Ordinal);
}
