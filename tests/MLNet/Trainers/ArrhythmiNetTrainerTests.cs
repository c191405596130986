using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>The trainer as ML.NET's own trainers are used: Fit, Transform, Evaluate, CrossValidate, PredictionEngine.</summary>
public class ArrhythmiNetTrainerTests
{
    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1)]
    [InlineData(ArrhythmiNetArchitecture.V2)]
    public void LearnsToTellTheClassesOfBeatsNotSeen(ArrhythmiNetArchitecture architecture)
    {
        var model = Trainer(Quick(epochs: 6, architecture)).Fit(View(Rows(perClass: 60)));
        var metrics = Context.MulticlassClassification.Evaluate(model.Transform(View(Rows(perClass: 20, seed: 2))));
        Assert.True(metrics.MicroAccuracy > 0.9, $"accuracy {metrics.MicroAccuracy}");
        Assert.Equal(architecture, model.Model.Architecture);
        Assert.Equal(Classes, model.Model.Classes);
    }

    [Fact]
    public void ConfusionTableIsHeadedByTheClasses()
    {
        var metrics = Context.MulticlassClassification.Evaluate(Trained.Value.Transform(View()));
        string header = metrics.ConfusionMatrix.GetFormattedConfusionTable().Split('\n').Single(line => line.StartsWith("PREDICTED", StringComparison.Ordinal));
        Assert.Equal(["N", "L", "R", "A", "V", "Recall"], header.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..]);
        Assert.Equal(5, metrics.ConfusionMatrix.NumberOfClasses);
    }

    [Fact]
    public void ScoresAreTheModelsProbabilitiesAndPredictTheMostProbableClass()
    {
        var rows = Rows(perClass: 130);
        var transformed = Trained.Value.Transform(View(rows));
        var model = Trained.Value.Model;
        float[] expected = new float[rows.Length * 5];
        model.Score(rows.SelectMany(row => row.Features).ToArray(), expected);
        Assert.Equal(expected, Scores(transformed));
        Assert.Equal(
            expected.Chunk(5).Select(p => (uint)Array.IndexOf(p, p.Max()) + 1),
            transformed.GetColumn<uint>("PredictedLabel"));
        Assert.All(expected.Chunk(5), p => Assert.Equal(1, p.Sum(), 1e-5));
    }

    [Fact]
    public void CrossValidatesWithRecordsKeptWhole()
    {
        var folds = Context.MulticlassClassification.CrossValidate(
            View(Rows(perClass: 60)), Trainer(Quick(epochs: 8)), numberOfFolds: 2, samplingKeyColumnName: "Record", seed: 1);
        Assert.Equal(2, folds.Count);
        var held = folds.Select(fold => fold.ScoredHoldOutSet.GetColumn<string>("Record").ToHashSet()).ToList();
        Assert.Empty(held[0].Intersect(held[1]));
        Assert.Equal(30, held.Sum(records => records.Count));
        Assert.All(folds, fold => Assert.True(fold.Metrics.MicroAccuracy > 0.5, $"accuracy {fold.Metrics.MicroAccuracy}"));
    }

    [Fact]
    public void ServesAPredictionEngine()
    {
        var rows = Rows(perClass: 4);
        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(Trained.Value);
        var predictions = rows.Select(engine.Predict).ToList();
        var transformed = Trained.Value.Transform(View(rows));
        Assert.Equal(Scores(transformed), predictions.SelectMany(prediction => prediction.Score));
        Assert.Equal(transformed.GetColumn<uint>("PredictedLabel"), predictions.Select(prediction => prediction.PredictedLabel));
    }

    [Fact]
    public void IsOneStepOfAChain()
    {
        var chain = MapLabel(Classes).Append(Trainer(Quick(epochs: 1))).Append(Context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var view = Context.Data.LoadFromEnumerable(Rows(perClass: 4));
        var transformed = chain.Fit(view).Transform(view);
        var keys = transformed.GetColumn<uint>("PredictedLabel");
        Assert.Equal(keys.Select(key => Classes[key - 1]), transformed.GetColumn<string>("Answer"));
    }

    [Fact]
    public void NumbersTheClassesOfAKeyWithoutValues()
    {
        var rows = Rows(perClass: 4).Select(row => new NumberedRow { Label = (uint)Array.IndexOf(Classes, row.Class), Features = row.Features });
        var model = Trainer(Quick(epochs: 1)).Fit(Context.Data.LoadFromEnumerable(rows));
        Assert.Equal(["0", "1", "2", "3", "4"], model.Model.Classes);
    }

    [Fact]
    public void SummaryCountsWhatWasTrainedOn()
    {
        var rows = Rows(perClass: 6);
        rows[3].Class = "Q";
        rows[9].Class = "";
        var training = Trainer(Quick(epochs: 2)).Fit(View(rows)).Training!;
        Assert.Equal(30, training.RowsRead);
        Assert.Equal(2, training.RowsWithoutLabel);
        Assert.Equal([6, 6, 6, 5, 5], training.RowsPerClass);
        Assert.Equal(28, training.TrainingRows);
        Assert.Equal(0, training.ValidationRows);
        Assert.Equal(2, training.History.Count);
        Assert.Equal(2, training.ModelEpoch);
        Assert.False(training.StoppedEarly);
    }

    private sealed class NumberedRow
    {
        [KeyType(5)]
        public uint Label { get; set; }

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];
    }
}
