using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Explainability.EcgRows;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>The explainers in ML.NET's own machinery.</summary>
public class ExplainersInPipelinesTests
{
    [Fact]
    public void NothingIsReadBeforeItIsAskedFor()
    {
        var watched = new WatchedView(InContext(4));
        var explained = Ml.Transforms.ExplainByShap(NetworkInContext, background: BackgroundBeats.FlatLine).Fit(watched).Transform(watched);
        Assert.Equal(0, watched.CursorsMade);
        Assert.Equal(4, explained.GetColumn<string>("Record").Count());
        Assert.Equal(["Record"], watched.Asked);
        Assert.Equal(4, explained.GetColumn<float[]>("Shap").Count());
        Assert.Equal(["Record", "Features", "Context"], watched.Asked);
        Assert.Equal(4, explained.GetRowCount());

        var mapper = Ml.Transforms.ExplainByGradCam(Network).Fit(View(3)).GetRowToRowMapper(View(3).Schema);
        Assert.Equal(["Features"], mapper.GetDependencies([mapper.OutputSchema["GradCamReliable"]]).Select(column => column.Name));
        Assert.Equal(["Class"], mapper.GetDependencies([mapper.OutputSchema["Class"]]).Select(column => column.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void EveryWayThroughTheRowsGivesTheSame(int threads)
    {
        var view = View(5);
        var model = Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { Signed = true, Threads = threads })
            .Append(Ml.Transforms.ExplainByShap(Network, new ShapExplainer.Options { Method = ShapMethod.ExpectedGradients, EveryClass = true, Background = BackgroundBeats.ClassBalanced, BeatsPerClass = 1, Passport = false, Threads = threads }))
            .Fit(view);
        var explained = model.Transform(view);
        var plain = new GradCam(Network.Model, new GradCamOptions { Signed = true });
        uint[] map = [.. Rows(5).SelectMany(row => Views.Bits(plain.Attribute(row.Features).Values))], shap = Bits(explained, "Shap_V"), scores = Bits(explained, "GradCamScores");

        Assert.Equal(map, Bits(explained, "GradCam"));
        Assert.Equal(map, Views.Bits(Views.BySet<VBuffer<float>>(explained, "GradCam", 3).Values.SelectMany(values => values.DenseValues())));
        Assert.Equal(map, Bits(Ml.Data.Cache(explained), "GradCam"));
        Assert.Equal(map.Take(3 * 360), Views.Bits(explained.Preview(3).RowView.SelectMany(row => ((VBuffer<float>)row.Values.Single(value => value.Key == "GradCam").Value).DenseValues())));
        var typed = Ml.Data.CreateEnumerable<Explained>(explained, reuseRowObject: true).SelectMany(row => row.GradCam.Concat(row.Shap_V).Concat(row.GradCamScores).ToArray());
        Assert.Equal(Interleaved(), Views.Bits(typed));
        using var engine = Ml.Model.CreatePredictionEngine<EcgRow, Explained>(model);
        Assert.Equal(Interleaved(), Views.Bits(Rows(5).Select(engine.Predict).SelectMany(row => row.GradCam.Concat(row.Shap_V).Concat(row.GradCamScores))));
        Assert.Equal(map.Order(), Bits(Ml.Data.ShuffleRows(explained, seed: 3), "GradCam").Order());

        // Other thread counts were compared with the plain method too; the scores with those of one row after the other.
        var alone = Ml.Transforms.ExplainByGradCam(Network, new GradCamExplainer.Options { Signed = true, Threads = 1 }).Fit(view).Transform(view);
        Assert.Equal(Bits(alone, "GradCamScores"), scores);

        uint[] Interleaved() => [.. Enumerable.Range(0, 5).SelectMany(i => map.Skip(i * 360).Take(360).Concat(shap.Skip(i * 360).Take(360)).Concat(scores.Skip(i * 8).Take(8)))];
    }

    [Fact]
    public void CrossValidationExplainsEachFold()
    {
        // Twenty groups: hashing leaves none of the two folds empty.
        var rows = Rows(40);
        for (int i = 0; i < rows.Length; i++)
            rows[i].Record = $"group {i % 20}";
        var view = Labelled(rows);
        var pipeline = Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique").Append(Ml.Transforms.ExplainByShap(Network, background: BackgroundBeats.MeanBeat));
        var folds = Ml.MulticlassClassification.CrossValidate(view, pipeline, numberOfFolds: 2, samplingKeyColumnName: "Record", seed: 2);
        Assert.Equal(2, folds.Count);
        foreach (var fold in folds)
        {
            var explainer = ShapTransformer.From(fold.Model);
            var plain = new ShapleySegments(Network.Model, explainer.Baseline);
            foreach (var (beat, values) in fold.ScoredHoldOutSet.GetColumn<float[]>("Features").Zip(fold.ScoredHoldOutSet.GetColumn<float[]>("Shap")).Take(3))
                Assert.Equal(plain.Attribute(beat).Values, values);
        }
        Assert.NotEqual(ShapTransformer.From(folds[0].Model).Baseline.Beats.ToArray(), ShapTransformer.From(folds[1].Model).Baseline.Beats.ToArray());
    }

    [Fact]
    public void AScopeKeepsTheExplanationOutOfTrainingAndOfTesting()
    {
        var view = View(5);
        var chain = new EstimatorChain<ITransformer>()
            .Append(Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique"))
            .Append(Ml.Transforms.ExplainByGradCam(Network), TransformerScope.Scoring);
        var model = chain.Fit(view);
        Assert.Single(model.GetModelFor(TransformerScope.TrainTest));
        Assert.Equal(2, model.GetModelFor(TransformerScope.Scoring).Count());
        Assert.NotNull(model.GetModelFor(TransformerScope.Scoring).Transform(view).Schema.GetColumnOrNull("GradCam"));
        Assert.Null(model.GetModelFor(TransformerScope.TrainTest).Transform(view).Schema.GetColumnOrNull("GradCam"));
    }

    [Fact]
    public void AWholeModelIsExplainedFromTheBeatAsItIsCut()
    {
        var rows = Rows(4);
        foreach (var row in rows)
            row.Features = Array.ConvertAll(row.Features, sample => 0.4f * sample - 2);
        var view = Labelled(rows);
        var model = Ml.Transforms.BeatNormalize("Features").Append(Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique")).Fit(view);
        var explained = model.Append(Ml.Transforms.ExplainByGradCam(model).Fit(model.Transform(view)));
        var plain = new GradCam(Network.Model);
        foreach (var (beat, map) in model.Transform(view).GetColumn<float[]>("Features").Zip(explained.Transform(view).GetColumn<float[]>("GradCam")))
            Assert.Equal(plain.Attribute(beat).Values, map);
        Assert.Equal(3, explained.Count());
        Assert.Equal(Bits(explained.Transform(view), "GradCam"), Bits(Views.Reload(explained, view.Schema).Transform(view), "GradCam"));
    }

    [Fact]
    public void ARecordingsBeatsAreExplainedFromTheFileOn()
    {
        var records = Ml.Data.LoadFromWfdb([Path.Combine(Views.MitBih(), "200")]);
        var beats = Ml.Data.TakeRows(Ml.Transforms.WaveletDenoise("Signal").Append(Ml.Transforms.BeatSegment()).Fit(records).Transform(records), 40);
        var model = Ml.Transforms.BeatNormalize("Features").Append(Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v2-unique")).Fit(beats);
        var explained = model.Append(Ml.Transforms.ExplainByShap(model, background: BackgroundBeats.MeanBeat).Fit(model.Transform(beats)));
        var loaded = Views.Reload(explained, beats.Schema);
        Assert.Equal(Bits(explained.Transform(beats), "ShapSegments"), Bits(loaded.Transform(beats), "ShapSegments"));

        // Most of these beats have waves around the QRS complex; what is found of it, R at least, is among the players.
        var rows = Ml.Data.CreateEnumerable<Segmented>(explained.Transform(beats), reuseRowObject: false).ToList();
        Assert.True(rows.Count(row => row.ShapSegmentStarts[4] is > 120 and <= 180 && row.ShapSegmentEnds[4] > 180) > 30);
        Assert.All(rows, row => Assert.InRange(Math.Abs(row.ShapOutput[2]), 0, 1e-4));
    }

    private sealed class Segmented
    {
        public int[] ShapSegmentStarts { get; set; } = [];

        public int[] ShapSegmentEnds { get; set; } = [];

        public float[] ShapOutput { get; set; } = [];
    }

    private sealed class Explained
    {
        public float[] GradCam { get; set; } = [];

        public float[] GradCamScores { get; set; } = [];

        public float[] Shap_V { get; set; } = [];
    }
}
