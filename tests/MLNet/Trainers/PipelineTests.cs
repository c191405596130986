using ArrhythmiaVision.MLNet.Tests.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>The components together in ML.NET's own machinery.</summary>
public class PipelineTests
{
    [Fact]
    public void AScopeLeavesOutStepsOfTrainingAlone()
    {
        var view = View(Rows(perClass: 6));
        var chain = new EstimatorChain<ITransformer>()
            .Append(Context.Transforms.BeatNormalize("Features"))
            .Append(Context.Transforms.ClassBalance(rowsPerClass: 10), TransformerScope.TrainTest)
            .Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(Trained.Value.Model));
        var model = chain.Fit(view);
        var serving = model.GetModelFor(TransformerScope.Scoring);
        Assert.Equal(3, model.Count());
        Assert.Equal(2, serving.Count());
        Assert.Equal(Scores(model.Transform(view)), Scores(serving.Transform(view)));

        // A balanced row is the row it was chosen from, so the fitted view's own scores are among those of its rows.
        Assert.Equal(30, serving.Transform(view).GetColumn<uint>("Label").Count());
        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(Views.Reload(serving, view.Schema));
        Assert.Equal(Scores(serving.Transform(view)), Rows(perClass: 6).SelectMany(row => engine.Predict(row).Score));
    }

    [Fact]
    public void AWholePipelineIsPreviewedCachedAndReadInParallel()
    {
        var view = View(Rows(perClass: 40));
        var model = Context.Transforms.BeatNormalize("Features").AppendCacheCheckpoint(Context)
            .Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(Trained.Value.Model)).Fit(view);
        var scored = model.Transform(view);
        float[] expected = Scores(scored);

        Assert.Equal(expected.Take(15), scored.Preview(3).RowView.SelectMany(row => ((VBuffer<float>)row.Values.Single(value => value.Key == "Score").Value).DenseValues()));
        Assert.Equal(expected, Scores(Context.Data.Cache(scored)));
        Assert.Equal(expected, Views.BySet<VBuffer<float>>(scored, "Score", 3).Values.SelectMany(score => score.DenseValues()));
        Assert.Equal(expected, Context.Data.CreateEnumerable<BeatPrediction>(scored, reuseRowObject: false).SelectMany(row => row.Score));
        Assert.Equal(expected.Order(), Scores(Context.Data.ShuffleRows(scored, seed: 3)).Order());
    }
}
