using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

#pragma warning disable CS8618 // The rows are filled from views.

/// <summary>CrossValidate with an estimator of one's own.</summary>
public class CrossValidateTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Each_fold_has_a_model_metrics_and_the_scored_rows_it_held_out()
    {
        var results = _ml.MulticlassClassification.CrossValidate(View(), new Majority(), 4, samplingKeyColumnName: "Group", seed: 2);
        Assert.Equal([0, 1, 2, 3], results.Select(r => r.Fold));
        Assert.Equal(240, results.Sum(r => r.ScoredHoldOutSet.GetColumn<uint>("Label").Count()));
        Assert.All(results, r => Assert.Contains(r.ScoredHoldOutSet.Schema, c => c.Name == "Score"));
        Assert.All(results, r => Assert.DoesNotContain(r.ScoredHoldOutSet.Schema, c => c.Name.Contains("Sampling", StringComparison.Ordinal)));
        Assert.Equal(12, results.SelectMany(r => r.ScoredHoldOutSet.GetColumn<string>("Group").Distinct()).Distinct().Count());
        Assert.Equal(12, results.Sum(r => r.ScoredHoldOutSet.GetColumn<string>("Group").Distinct().Count()));
        Assert.All(results, r => Assert.Equal(r.Metrics.MicroAccuracy, _ml.MulticlassClassification.Evaluate(r.ScoredHoldOutSet).MicroAccuracy));
        Assert.All(results, r => Assert.Equal(2, r.Metrics.ConfusionMatrix.NumberOfClasses));
    }

    [Fact]
    public void The_model_is_fitted_on_the_other_folds()
    {
        var results = _ml.MulticlassClassification.CrossValidate(View(), new Majority(), 3, samplingKeyColumnName: "Group", seed: 2);
        Assert.All(results, r =>
        {
            var chain = Assert.IsAssignableFrom<ITransformer>(r.Model);
            Assert.Equal(240 - r.ScoredHoldOutSet.GetColumn<uint>("Label").Count(), ((Majority.Model)chain).Rows);
        });
    }

    [Fact]
    public void Fewer_than_two_folds()
        => Assert.Equal("ArgumentOutOfRangeException: Must be more than 1 (Parameter 'numFolds')",
            Describe.Exception(() => _ml.MulticlassClassification.CrossValidate(View(), new Majority(), 1)));

    private IDataView View()
        => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 240).Select(i => new Row { Group = $"g{i % 12}", Label = i % 5 == 0 ? 1u : 0u }));

    private class Row
    {
        public string Group { get; set; }

        [KeyType(2)]
        public uint Label { get; set; }
    }

    private class Scores
    {
        [VectorType(2)]
        public float[] Score { get; set; }

        [KeyType(2)]
        public uint PredictedLabel { get; set; }
    }

    private class LabelOnly
    {
        public uint Label { get; set; }
    }

    /// <summary>Always predicts the class that was the most frequent.</summary>
    private sealed class Majority : IEstimator<ITransformer>
    {
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        public ITransformer Fit(IDataView input)
        {
            var labels = input.GetColumn<uint>("Label").ToArray();
            return new Model(labels.Length, labels.Count(l => l == 2) / (float)labels.Length);
        }

        public sealed class Model : ITransformer
        {
            private readonly ITransformer _inner;

            public Model(int rows, float share)
            {
                Rows = rows;
                var ml = new MLContext();
                _inner = ml.Transforms.CustomMapping<LabelOnly, Scores>((_, s) => (s.Score, s.PredictedLabel) = ([1 - share, share], share > 0.5 ? 1u : 0u), null!)
                    .Fit(ml.Data.LoadFromEnumerable([new Row()]));
            }

            public int Rows { get; }

            public bool IsRowToRowMapper => true;

            public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _inner.GetOutputSchema(inputSchema);

            public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _inner.GetRowToRowMapper(inputSchema);

            public IDataView Transform(IDataView input) => _inner.Transform(input);

            void ICanSaveModel.Save(ModelSaveContext ctx) => _inner.Save(ctx);
        }
    }
}
