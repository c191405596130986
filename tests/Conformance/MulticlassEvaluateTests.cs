using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Every figure of a multiclass evaluation, to the last bit, and the table as it is printed.</summary>
public class MulticlassEvaluateTests
{
    private static readonly string NewLine = Environment.NewLine;

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Without_annotations()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(View(Rows()));
        Assert.Equal("0.625 0.611111111111111 4.878827226206638 -3.5082677675002634", Summary(metrics));
        Assert.Equal("0.8864199948079753 11.818355702752063 0.458145358486497", Line(metrics.PerClassLogLoss));
        Assert.Equal((0, 0d), (metrics.TopKPredictionCount, metrics.TopKAccuracy));
        Assert.Null(metrics.TopKAccuracyForAllK);
        Assert.Equal(3, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.Equal("0.6666666666666666 0.6666666666666666 0.5", Line(metrics.ConfusionMatrix.PerClassPrecision));
        Assert.Equal("0.6666666666666666 0.6666666666666666 0.5", Line(metrics.ConfusionMatrix.PerClassRecall));
        Assert.Equal(["2 1 0", "0 2 1", "1 0 1"], metrics.ConfusionMatrix.Counts.Select(Line));
        Assert.Equal(Table("0", "1", "2"), metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void Top_k()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(View(Rows()), topKPredictionCount: 2);
        Assert.Equal((2, 0.875), (metrics.TopKPredictionCount, metrics.TopKAccuracy));
        Assert.Equal([0.625, 0.875], metrics.TopKAccuracyForAllK);
        Assert.Equal([0.625, 0.875, 1], _ml.MulticlassClassification.Evaluate(View(Rows()), topKPredictionCount: 3).TopKAccuracyForAllK);
        Assert.Equal("ArgumentOutOfRangeException: Must be non-negative (Parameter 'topKPredictionCount')",
            Describe.Exception(() => _ml.MulticlassClassification.Evaluate(View(Rows()), topKPredictionCount: -1)));
    }

    [Fact]
    public void Rows_with_a_missing_label_or_scores_that_are_no_numbers_are_left_out()
    {
        var missing = new Scored { Label = 7, PredictedLabel = 0, Score = [1, 0, 0] };
        var notANumber = new Scored { Label = 0, PredictedLabel = 0, Score = [float.NaN, 0, 0] };
        var infinite = new Scored { Label = 0, PredictedLabel = 0, Score = [float.PositiveInfinity, 0, 0] };
        var metrics = _ml.MulticlassClassification.Evaluate(View([.. Rows(), missing, notANumber, infinite]));
        Assert.Equal("0.625 0.611111111111111 4.878827226206638 -3.5082677675002634", Summary(metrics));
        Assert.Equal(["2 1 0", "0 2 1", "1 0 1"], metrics.ConfusionMatrix.Counts.Select(Line));
    }

    [Fact]
    public void Slot_names_of_the_score_name_the_classes()
    {
        var flat = _ml.Data.LoadFromEnumerable(Rows().Select(r => new Flat { Label = r.Label, PredictedLabel = r.PredictedLabel, N = r.Score[0], L = r.Score[1], R = r.Score[2] }));
        var named = _ml.Transforms.Concatenate("Score", "N", "L", "R").Fit(flat).Transform(flat);
        var metrics = _ml.MulticlassClassification.Evaluate(named);
        Assert.Equal("0.625 0.611111111111111 4.878827226206638 -3.5082677675002634", Summary(metrics));
        Assert.Equal(Table("N", "L", "R"), metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void A_class_that_the_scores_do_not_have()
    {
        var rows = Rows().Select(r => new TwoScored { Label = r.Label, PredictedLabel = Math.Min(r.PredictedLabel, 1), Score = r.Score[..2] });
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows));
        Assert.Equal("0.5 0.6666666666666666 13.39898498440581 -17.214498861737653", Summary(metrics));
        Assert.Equal("0.8864199948079753 11.818355702752063", Line(metrics.PerClassLogLoss));
        Assert.Equal(["2 1", "1 2"], metrics.ConfusionMatrix.Counts.Select(Line));
        Assert.Equal(
            string.Join(NewLine,
                "",
                "Confusion table",
                "          ||======================",
                "PREDICTED ||        0 |        1 | Recall",
                "TRUTH     ||======================",
                "        0 ||        2 |        1 | 0.6667",
                "        1 ||        1 |        2 | 0.6667",
                "          ||======================",
                "Precision ||   0.6667 |   0.6667 |",
                ""),
            metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void Names_too_wide_for_a_column_are_numbered()
    {
        var definition = SchemaDefinition.Create(typeof(Scored));
        string[] names = ["Normal", "Left bundle branch block", "R"];
        definition["Score"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(3, names.Select(n => n.AsMemory()).ToArray()), new VectorDataViewType(TextDataViewType.Instance, 3));
        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows(), definition));
        Assert.Equal(
            string.Join(NewLine,
                "",
                "Confusion table",
                "                            ||========================",
                "PREDICTED                   ||     0 |     1 |     2 | Recall",
                "TRUTH                       ||========================",
                "0.                   Normal ||     2 |     1 |     0 | 0.6667",
                "1. Left bundle branch block ||     0 |     2 |     1 | 0.6667",
                "2.                        R ||     1 |     0 |     1 | 0.5000",
                "                            ||========================",
                "Precision                   ||0.6667 |0.6667 |0.5000 |",
                ""),
            metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void A_label_of_type_Single_and_other_column_names()
    {
        var view = _ml.Data.LoadFromEnumerable(Rows().Select(r => new FloatLabel { Truth = r.Label, Guess = r.PredictedLabel, Scores = r.Score })
            .Concat([new FloatLabel { Truth = float.NaN, Scores = [1, 0, 0] }, new FloatLabel { Truth = -1, Scores = [1, 0, 0] }, new FloatLabel { Truth = 0.5f, Scores = [1, 0, 0] }]));
        Assert.Equal("0.625 0.611111111111111 4.878827226206638 -3.5082677675002634",
            Summary(_ml.MulticlassClassification.Evaluate(view, "Truth", "Scores", "Guess")));
    }

    [Fact]
    public void The_predicted_label_is_taken_from_the_scores_and_of_equal_ones_the_first_wins()
    {
        var rows = new[] { new Scored { Label = 1, PredictedLabel = 1, Score = [0.5f, 0.5f, 0] }, new Scored { Label = 0, PredictedLabel = 2, Score = [0.5f, 0.5f, 0] } };
        var metrics = _ml.MulticlassClassification.Evaluate(View(rows));
        Assert.Equal(0.5, metrics.MicroAccuracy);
        Assert.Equal(["1 0 0", "1 0 0", "0 0 0"], metrics.ConfusionMatrix.Counts.Select(Line));
        Assert.Equal(1, metrics.ConfusionMatrix.GetCountForClassPair(0, 1));
        Assert.Equal(0, metrics.ConfusionMatrix.GetCountForClassPair(1, 0));
        Assert.Equal("ArgumentOutOfRangeException: Invalid index. Should be non-negative, less than the number of classes. (Parameter 'predictedClassIndicatorIndex')",
            Describe.Exception(() => metrics.ConfusionMatrix.GetCountForClassPair(3, 0)));
    }

    [Fact]
    public void No_rows()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(View([]));
        Assert.Equal("0 0 0 NaN", Summary(metrics));
        Assert.Equal([0d, 0d, 0d], metrics.PerClassLogLoss);
        Assert.Equal([0d, 0d, 0d], metrics.ConfusionMatrix.PerClassRecall);
    }

    [Fact]
    public void Columns_that_are_missing_or_of_the_wrong_type()
    {
        var view = View(Rows());
        string Fails(Func<IEstimator<ITransformer>> change)
            => Describe.Exception(() => _ml.MulticlassClassification.Evaluate(change().Fit(view).Transform(view)));
        Assert.Equal("ArgumentOutOfRangeException: Score column 'Score' not found (Parameter 'schema')", Fails(() => _ml.Transforms.DropColumns("Score")));
        Assert.Equal("ArgumentOutOfRangeException: Label column 'Label' not found (Parameter 'schema')", Fails(() => _ml.Transforms.DropColumns("Label")));
        Assert.Equal("ArgumentOutOfRangeException: PredictedLabel column 'PredictedLabel' not found (Parameter 'schema')", Fails(() => _ml.Transforms.DropColumns("PredictedLabel")));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for label column 'Label': expected Single or Key, got String (Parameter 'schema')", Fails(() => _ml.Transforms.CopyColumns("Label", "Text")));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for score column 'Score': expected vector of two or more items of type Single, got String (Parameter 'schema')", Fails(() => _ml.Transforms.CopyColumns("Score", "Text")));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for label column 'Label': expected Single or Key, got Double (Parameter 'schema')", Fails(() => _ml.Transforms.CopyColumns("Label", "Number")));
    }

    private static Scored[] Rows() =>
    [
        new Scored { Label = 0, PredictedLabel = 0, Score = [.7f, .2f, .1f] },
        new Scored { Label = 0, PredictedLabel = 1, Score = [.3f, .4f, .3f] },
        new Scored { Label = 1, PredictedLabel = 1, Score = [.1f, .8f, .1f] },
        new Scored { Label = 1, PredictedLabel = 1, Score = [.25f, .5f, .25f] },
        new Scored { Label = 2, PredictedLabel = 0, Score = [.5f, .1f, .4f] },
        new Scored { Label = 2, PredictedLabel = 2, Score = [0f, 0f, 1f] },
        new Scored { Label = 1, PredictedLabel = 2, Score = [.2f, 0f, .8f] },
        new Scored { Label = 0, PredictedLabel = 0, Score = [1f / 3, 1f / 3, 1f / 3] },
    ];

    private IDataView View(IEnumerable<Scored> rows) => _ml.Data.LoadFromEnumerable(rows);

    private static string Line(IEnumerable<double> values) => string.Join(" ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static string Summary(MulticlassClassificationMetrics m) => Line([m.MicroAccuracy, m.MacroAccuracy, m.LogLoss, m.LogLossReduction]);

    private static string Table(string a, string b, string c)
        => string.Join(NewLine,
            "",
            "Confusion table",
            "          ||========================",
            $"PREDICTED ||     {a} |     {b} |     {c} | Recall",
            "TRUTH     ||========================",
            $"        {a} ||     2 |     1 |     0 | 0.6667",
            $"        {b} ||     0 |     2 |     1 | 0.6667",
            $"        {c} ||     1 |     0 |     1 | 0.5000",
            "          ||========================",
            "Precision ||0.6667 |0.6667 |0.5000 |",
            "");

    private class Scored
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(3)]
        public uint PredictedLabel { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public string Text { get; set; } = "";

        public double Number { get; set; }
    }

    private class TwoScored
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(2)]
        public uint PredictedLabel { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }

    private class Flat
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(3)]
        public uint PredictedLabel { get; set; }

        public float N { get; set; }

        public float L { get; set; }

        public float R { get; set; }
    }

    private class FloatLabel
    {
        public float Truth { get; set; }

        [KeyType(3)]
        public uint Guess { get; set; }

        [VectorType(3)]
        public float[] Scores { get; set; } = [];
    }
}
