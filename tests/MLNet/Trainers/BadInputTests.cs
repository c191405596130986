using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>What the trainer and its transformer refuse, and how they say it.</summary>
public class BadInputTests
{
    private static readonly Func<BeatRow, SingleLabelRow> WithSingleLabel = row => new SingleLabelRow { Label = 1, Features = row.Features };

    [Fact]
    public void RefusesALabelOfText()
    {
        var view = Context.Data.LoadFromEnumerable(Rows(perClass: 2));
        var trainer = Trainer(new ArrhythmiNetTrainer.Options { LabelColumnName = "Class" });
        foreach (var fit in new Action[] { () => trainer.Fit(view), () => new EstimatorChain<ITransformer>().Append(trainer).Fit(view) })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(fit);
            Assert.StartsWith("Schema mismatch for label column 'Class': expected Key, got String", error.Message, StringComparison.Ordinal);
            Assert.Contains("MapValueToKey", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RefusesALabelOfSingle()
    {
        var view = Context.Data.LoadFromEnumerable(Rows(perClass: 2).Select(WithSingleLabel));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(view));
        Assert.StartsWith("Schema mismatch for label column 'Label': expected Key, got Single", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesKeyValuesThatAreNoText()
    {
        var view = Context.Data.LoadFromEnumerable(Rows(perClass: 2).Select(WithSingleLabel));
        view = Context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(view));
        Assert.Contains("key values of text", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConvertType", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Label", "Nope", "Feature column 'Nope' not found")]
    [InlineData("Nope", "Features", "Label column 'Nope' not found")]
    [InlineData("Label", "Class", "Schema mismatch for feature column 'Class': expected Vector<Single, 360>, got String")]
    public void RefusesColumnsThatAreMissingOrOfAnotherType(string label, string features, string message)
    {
        var trainer = Trainer(new ArrhythmiNetTrainer.Options { LabelColumnName = label, FeatureColumnName = features });
        var view = View(Rows(perClass: 2));
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(view)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new EstimatorChain<ITransformer>().Append(trainer).Fit(view)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesBeatsOfAnotherLength()
    {
        var rows = Rows(perClass: 2).Select(row => new ShortRow { Class = row.Class, Features = row.Features[..200] });
        var view = Labelled(Context.Data.LoadFromEnumerable(rows));
        const string message = "Schema mismatch for feature column 'Features': expected Vector<Single, 360>, got Vector<Single, 200>";
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(view)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => Trained.Value.Transform(view)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => Trained.Value.GetOutputSchema(view.Schema)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesVectorsOfUnknownLengthAndNamesTheRowOfAWrongOne()
    {
        var rows = Rows(perClass: 4).Select(row => new AnyLengthRow { Class = row.Class, Features = row.Features }).ToArray();
        var view = Labelled(Context.Data.LoadFromEnumerable(rows));
        Assert.Equal(Scores(Trained.Value.Transform(View(Rows(perClass: 4)))), Scores(Trained.Value.Transform(view)));

        rows[7].Features = rows[7].Features[..359];
        var error = Assert.Throws<InvalidDataException>(() => Trainer().Fit(view));
        Assert.Equal("Row 7 of the training view: feature column 'Features' has 359 values; a beat has 360.", error.Message);
        error = Assert.Throws<InvalidDataException>(() => Scores(Trained.Value.Transform(view)));
        Assert.Equal("Row 7: feature column 'Features' has 359 values; a beat has 360.", error.Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void NamesTheRowOfABeatThatIsNotFinite(float value, string written)
    {
        var rows = Rows(perClass: 60);
        rows[137].Features[42] = value;
        var view = View(rows);
        var error = Assert.Throws<InvalidDataException>(() => Trainer().Fit(view));
        Assert.Equal($"Row 137 of the training view: feature column 'Features' is {written} at sample 42; every sample must be a finite number.", error.Message);

        // Scoring reads ahead, but the rows before the broken one are given first.
        using var cursor = Trained.Value.Transform(view).GetRowCursor(Trained.Value.GetOutputSchema(view.Schema).Where(column => column.Name == "Score"));
        var get = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Score"]);
        VBuffer<float> score = default;
        for (int row = 0; row < 137; row++)
        {
            Assert.True(cursor.MoveNext());
            get(ref score);
        }
        Assert.True(cursor.MoveNext());
        error = Assert.Throws<InvalidDataException>(() => get(ref score));
        Assert.Equal($"Row 137: feature column 'Features' is {written} at sample 42; every sample must be a finite number.", error.Message);
        Assert.True(cursor.MoveNext());
        get(ref score);

        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(Trained.Value);
        Assert.Throws<InvalidDataException>(() => engine.Predict(rows[137]));
        Assert.Equal(5, engine.Predict(rows[138]).Score.Length);
    }

    [Fact]
    public void RefusesAnEmptyClass()
    {
        var rows = Rows(perClass: 4, classes: ["N", "L", "R", "V"]);
        var error = Assert.Throws<ArgumentException>(() => Trainer().Fit(View(rows)));
        Assert.StartsWith("Class 'A' of label column 'Label' has no rows to train on (rows a class: N 4, L 4, R 4, A 0, V 4).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAViewWithoutRows()
    {
        Assert.Throws<ArgumentException>(() => Trainer().Fit(View([])));
    }

    [Fact]
    public void RefusesToWarmStartFromAModelOfOtherClasses()
    {
        var options = Quick(epochs: 1);
        options.WarmStart = Trained.Value.Model;
        string[] sorted = ["A", "L", "N", "R", "V"];
        var error = Assert.Throws<ArgumentException>(() => Trainer(options).Fit(View(classes: sorted)));
        Assert.StartsWith("Label column 'Label' has the classes A, L, N, R, V, but those of the model to start from are N, L, R, A, V, in this order.", error.Message, StringComparison.Ordinal);
        Assert.Contains("ClassesOf", error.Message, StringComparison.Ordinal);
        Trainer(options).Fit(View());
    }

    [Fact]
    public void RefusesToScoreAViewWhoseLabelHasOtherClasses()
    {
        var pretrained = Context.MulticlassClassification.Trainers.ArrhythmiNet(Trained.Value.Model);
        foreach (string[] classes in new string[][] { ["A", "L", "N", "R", "V"], ["N", "L", "R", "A"] })
        {
            var view = View(classes: classes);
            Assert.Throws<ArgumentException>(() => pretrained.Fit(view));
            Assert.Throws<ArgumentException>(() => Trained.Value.Transform(view));
            Assert.Throws<ArgumentException>(() => ArrhythmiNetTransformer.From(Trained.Value, threads: 1).GetOutputSchema(view.Schema));
        }
        Assert.Throws<ArgumentException>(() => Trained.Value.Transform(Context.Data.LoadFromEnumerable<ThreeClassRow>([])));

        // A view without a label is scored all the same, and one keyed by the model's own classes too.
        var rows = Context.Data.LoadFromEnumerable(Rows());
        Assert.Equal(Scores(Trained.Value.Transform(View())), Scores(pretrained.Fit(rows).Transform(rows)));
        var labelled = Context.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: Context.Data.ClassesOf(Trained.Value.Model)).Fit(rows).Transform(rows);
        var metrics = Context.MulticlassClassification.Evaluate(pretrained.Fit(labelled).Transform(labelled));
        Assert.True(metrics.MicroAccuracy > 0.9);
    }

    [Fact]
    public void RefusesOptionsThatContradictEachOther()
    {
        void Refused<T>(string field, Action<ArrhythmiNetTrainer.Options> set) where T : ArgumentException
        {
            var options = Quick();
            set(options);
            Assert.Equal(field, Assert.Throws<T>(() => Trainer(options)).ParamName);
        }

        Refused<ArgumentOutOfRangeException>("ValidationFraction", options => options.ValidationFraction = 1);
        Refused<ArgumentOutOfRangeException>("ValidationFraction", options => options.ValidationFraction = double.NaN);
        Refused<ArgumentException>("ValidationData", options => (options.ValidationFraction, options.ValidationData) = (0.2, View()));
        Refused<ArgumentException>("ValidationGroupColumnName", options => options.ValidationGroupColumnName = "Patient");
        Refused<ArgumentException>("EarlyStoppingPatience", options => options.EarlyStoppingPatience = 2);
        Refused<ArgumentOutOfRangeException>("Epochs", options => options.Epochs = 0);
        Refused<ArgumentOutOfRangeException>("LearningRate", options => options.LearningRate = -1);
        Refused<ArgumentOutOfRangeException>("Teachers", options => options.Teachers = null!);
        Assert.Equal("rowsPerClass", Assert.Throws<ArgumentOutOfRangeException>(() => BalanceTarget.Rows(0)).ParamName);
    }

    private static IDataView Labelled(IDataView view) => MapLabel(Classes).Fit(view).Transform(view);

    private sealed class SingleLabelRow
    {
        public float Label { get; set; }

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ThreeClassRow
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ShortRow
    {
        public string Class { get; set; } = "";

        [VectorType(200)]
        public float[] Features { get; set; } = [];
    }

    private sealed class AnyLengthRow
    {
        public string Class { get; set; } = "";

        public float[] Features { get; set; } = [];
    }
}
