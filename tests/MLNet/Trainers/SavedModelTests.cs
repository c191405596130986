using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>What comes back from a saved model.</summary>
public class SavedModelTests
{
    [Fact]
    public void PredictsTheSameToTheLastBit()
    {
        var view = View();
        var loaded = Reload(Trained.Value, view.Schema);
        var before = Trained.Value.Transform(view);
        var after = loaded.Transform(view);
        Assert.Equal(Scores(before), Scores(after));
        Assert.Equal(before.GetColumn<uint>("PredictedLabel"), after.GetColumn<uint>("PredictedLabel"));
        Assert.Equal(
            Context.MulticlassClassification.Evaluate(before).ConfusionMatrix.GetFormattedConfusionTable(),
            Context.MulticlassClassification.Evaluate(after).ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void IsSavedWithinAChain()
    {
        var view = Context.Data.LoadFromEnumerable(Rows(perClass: 5));
        var chain = Context.Transforms.CopyColumns("Beat", "Features")
            .Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(Trained.Value.Model, "Beat"))
            .Append(Context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"))
            .Fit(view);
        var after = Reload(chain, view.Schema).Transform(view);
        Assert.Equal(chain.Transform(view).GetColumn<string>("Answer"), after.GetColumn<string>("Answer"));
        Assert.Equal(Scores(chain.Transform(view)), Scores(after));
    }

    [Fact]
    public void IsSavedAfterTheNormalisationOfBeats()
    {
        // From the beat as it is cut to the prediction: what is saved, loaded and served.
        var rows = Rows();
        for (int i = 0; i < rows.Length; i++)
            rows[i].Features = Array.ConvertAll(rows[i].Features, sample => 0.1f * (i % 7 + 1) * sample + i);
        var view = View(rows);
        var model = Context.Transforms.BeatNormalize("Features").Append(Trainer(Quick(epochs: 6))).Fit(view);
        float[] scores = Scores(model.Transform(view));
        Assert.True(Context.MulticlassClassification.Evaluate(model.Transform(view)).MicroAccuracy > 0.9);

        var loaded = Reload(model, view.Schema);
        Assert.Equal(scores, Scores(loaded.Transform(view)));
        Assert.Equal(Classes, Texts(loaded.Transform(view).Schema["Score"], "SlotNames"));
        using var typed = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(model);
        using var served = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(loaded);
        Assert.Equal(scores, rows.SelectMany(row => typed.Predict(row).Score));
        Assert.Equal(scores, rows.SelectMany(row => served.Predict(row).Score));
        Assert.Equal(model.LastTransformer.Model.ToBytes(), ArrhythmiNetTransformer.From(loaded).Model.ToBytes());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void CarriesAnyNumberOfClasses(int count)
    {
        string[] classes = [.. Enumerable.Range(0, count).Select(c => $"class {c}")];
        var rows = Rows(perClass: 4 * count);
        for (int i = 0; i < rows.Length; i++) rows[i].Class = classes[i % count];
        var view = View(rows, classes);
        var model = Trainer(Quick(epochs: 1)).Fit(view);
        var after = Reload(model, view.Schema).Transform(view);
        Assert.Equal(Scores(model.Transform(view)), Scores(after));
        Assert.Equal(classes, Texts(after.Schema["Score"], "SlotNames"));
        Assert.Equal(classes, Texts(after.Schema["PredictedLabel"], "KeyValues"));
    }

    [Fact]
    public void ServesAPredictionEngineAfterLoading()
    {
        var rows = Rows(perClass: 4);
        var loaded = Reload(Trained.Value, View().Schema);
        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(loaded);
        Assert.Equal(Scores(Trained.Value.Transform(View(rows))), rows.SelectMany(row => engine.Predict(row).Score));
    }

    [Fact]
    public void GivesTheTransformerBack()
    {
        var trained = Trained.Value;
        Assert.Same(trained, ArrhythmiNetTransformer.From(trained, trained.Threads));
        Assert.Equal(1, ArrhythmiNetTransformer.From(trained, threads: 1).Threads);

        var chain = Context.Transforms.CopyColumns("Copy", "Features").Append(Context.Transforms.CopyColumns("More", "Copy")).Fit(View()).Append(trained);
        var found = ArrhythmiNetTransformer.From(Reload(chain, View().Schema));
        Assert.Equal(trained.Model.ToBytes(), found.Model.ToBytes());
        Assert.Equal("Features", found.FeatureColumnName);
        Assert.Equal("Label", found.LabelColumnName);
        Assert.Equal(trained.Training!.RowsPerClass, found.Training!.RowsPerClass);
        Assert.Equal(trained.Training.History, found.Training.History);
        Assert.Equal(trained.Training with { History = [], RowsPerClass = [] }, found.Training with { History = [], RowsPerClass = [] });
        Assert.Equal(Scores(trained.Transform(View())), Scores(found.Transform(View())));

        // What was loaded can be saved and loaded once more.
        var again = Reload(Reload(trained, View().Schema), View().Schema);
        Assert.Equal(trained.Model.ToBytes(), ArrhythmiNetTransformer.From(again).Model.ToBytes());

        var without = Context.Transforms.CopyColumns("Copy", "Features").Fit(View());
        Assert.StartsWith("No ArrhythmiNet is in the model", Assert.Throws<ArgumentException>(() => ArrhythmiNetTransformer.From(without)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesABeatThatIsNotFinite()
    {
        var rows = Rows(perClass: 1);
        rows[2].Features[5] = float.NaN;
        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(Reload(Trained.Value, View().Schema));
        var error = Assert.ThrowsAny<Exception>(() => engine.Predict(rows[2]));
        Assert.Equal("A row: feature column 'Features' is NaN at sample 5; every sample must be a finite number.", error.GetBaseException().Message);
        Assert.Equal(5, engine.Predict(rows[3]).Score.Length);
    }

    [Fact]
    public void RefusesFilesThatAreGarbageOrCutShort()
    {
        var stream = new MemoryStream();
        Context.Model.Save(Trained.Value, View().Schema, stream);
        byte[] whole = stream.ToArray();
        byte[] garbage = new byte[whole.Length];
        new Random(1).NextBytes(garbage);
        Assert.ThrowsAny<Exception>(() => Context.Model.Load(new MemoryStream(garbage), out _));
        foreach (int length in new[] { whole.Length - 1, whole.Length / 2, 100, 0 })
            Assert.ThrowsAny<Exception>(() => Context.Model.Load(new MemoryStream(whole[..length]), out _));
    }

    [Fact]
    public void SaysThatANetworkInTheFileIsDamaged()
    {
        // The network is text in the zip; a chain with a damaged text stands for a file that was tampered with.
        var chain = new ArrhythmiaVision.Adapters.SavedChain([]);
        var damaged = chain.ThenState("ArrhythmiNet/1:AAAA").Build();
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => ArrhythmiNetTransformer.From(damaged)).Message, StringComparison.Ordinal);
        var newer = new ArrhythmiaVision.Adapters.SavedChain([]).ThenState("ArrhythmiNet/3:AAAA").Build();
        Assert.Contains("newer", Assert.Throws<InvalidDataException>(() => ArrhythmiNetTransformer.From(newer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PredictsTheSameInAFreshProcessWithNothingRegistered()
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
        try
        {
            var view = View();
            var rows = Rows(perClass: 3);
            string model = Path.Combine(folder, "model.zip"), beats = Path.Combine(folder, "beats.bin"), scores = Path.Combine(folder, "scores.bin");
            Context.Model.Save(Trained.Value, view.Schema, model);
            await File.WriteAllBytesAsync(beats, rows.SelectMany(row => row.Features).SelectMany(BitConverter.GetBytes).ToArray(), TestContext.Current.CancellationToken);
            await FreshProcess.ScoreAsync(model, beats, scores, TestContext.Current.CancellationToken);
            byte[] expected = [.. Scores(Trained.Value.Transform(View(rows))).SelectMany(BitConverter.GetBytes)];
            Assert.Equal(expected, await File.ReadAllBytesAsync(scores, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        Context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static IEnumerable<string> Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return values.DenseValues().Select(value => value.ToString()).ToList();
    }
}
