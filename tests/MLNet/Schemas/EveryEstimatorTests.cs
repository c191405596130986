using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Schemas;

/// <summary>What holds for the columns of every estimator.</summary>
public class EveryEstimatorTests
{
    private static readonly MLContext s_ml = new(seed: 1);

    /// <summary>Annotations of a network's columns that only the typed transformer gives.</summary>
    private static readonly string[] s_typedOnly = ["ScoreColumnKind", "ScoreValueKind", "TrainingLabelValues"];

    public static TheoryData<string> Cases => [.. EstimatorCases.All.Keys];

    [Fact]
    public void NoEstimatorIsLeftOut()
    {
        var there = new[] { typeof(BeatNormalizeEstimator), typeof(ArrhythmiNetTrainer), typeof(GradCamExplainer) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEstimator<>)));
        Assert.Equal(there.Select(type => type.Name).Order(), EstimatorCases.All.Values.Select(one => one.Estimator().GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheColumnsArePromisedAsTheyCome(string name)
    {
        var (estimator, view) = (EstimatorCases.All[name].Estimator(), EstimatorCases.All[name].View());
        var transformer = estimator.Fit(view);
        var schema = transformer.Transform(view).Schema;
        Assert.Equal(Shapes.Describe(Shapes.Of(schema)).Order(), Shapes.Describe(estimator.GetOutputSchema(Shapes.Of(view.Schema))).Order());
        Assert.Equal(Shapes.Details(schema), Shapes.Details(transformer.GetOutputSchema(view.Schema)));
        if (transformer.IsRowToRowMapper)
            Assert.Equal(Shapes.Details(schema), Shapes.Details(transformer.GetRowToRowMapper(view.Schema).OutputSchema));
        else
            Assert.ThrowsAny<Exception>(() => transformer.GetRowToRowMapper(view.Schema));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheColumnsComeBackFromASavedModel(string name)
    {
        var one = EstimatorCases.All[name];
        var transformer = one.Estimator().Fit(one.View());
        var loaded = Reload(transformer, one.View().Schema);
        var view = one.View();
        var (before, after) = (transformer.Transform(view), loaded.Transform(view));
        Assert.Equal(before.Schema.Select(column => AfterLoad(column, view, one.LosesLength)), Shapes.Details(after.Schema));
        Assert.Equal(Shapes.Details(after.Schema), Shapes.Details(loaded.GetOutputSchema(view.Schema)));
        Assert.Equal(FirstRows(before), FirstRows(after));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ColumnsOfTheUsersOwnStayAsTheyAre(string name)
    {
        var one = EstimatorCases.All[name];
        var transformer = one.Estimator().Fit(one.View());
        IDataView plain = one.View(), view = WithOwnColumns(plain);
        foreach (var model in (ITransformer[])[transformer, Reload(transformer, plain.Schema)])
        {
            var transformed = model.Transform(view);
            var (made, own) = (model.Transform(plain).Schema, transformed.Schema.Where(column => Own.Names.Contains(column.Name)));

            // BeatSegment passes on a record's single values alone.
            Assert.Equal(transformer.IsRowToRowMapper ? Own.Names : Own.Names.Where(column => column != "R"), own.Select(column => column.Name));
            Assert.Equal(own.Select(column => Shapes.Details(view.Schema[column.Name])), own.Select(Shapes.Details));
            Assert.Equal(Shapes.Details(made), transformed.Schema.Where(column => !Own.Names.Contains(column.Name)).Select(Shapes.Details));
            Assert.All(own, column => Assert.Equal(FirstRows(view, column.Name).First(), FirstRows(transformed, column.Name).First()));
            Assert.Equal(FirstRows(model.Transform(plain)).Order(), FirstRows(transformed).Where(value => !Own.Names.Contains(value.Split(' ')[0])).Order());
        }
    }

    private static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        s_ml.Model.Save(model, schema, stream);
        stream.Position = 0;
        var context = new MLContext();
        context.RegisterBeatSegment();
        return context.Model.Load(stream, out _);
    }

    private static string AfterLoad(DataViewSchema.Column column, IDataView view, bool losesLength)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => column.Name is not ("PredictedLabel" or "Score") || !s_typedOnly.Contains(kind));
        bool isNew = column.Index >= view.Schema.Count;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(column.Name, losesLength && isNew ? new VectorDataViewType(NumberDataViewType.Single) : column.Type, annotations.ToAnnotations());
        if (column.IsHidden)
            builder.AddColumn(column.Name, column.Type);
        return Shapes.Details(builder.ToSchema()[0]);
    }

    private static List<string> FirstRows(IDataView view, string? only = null) =>
        [.. view.Preview(2).RowView.SelectMany(row => row.Values).Where(value => only is null || value.Key == only).Select(value => value.Key + " " + value.Value switch
        {
            VBuffer<float> numbers => string.Join(' ', Views.Bits(numbers.DenseValues())),
            VBuffer<int> numbers => string.Join(' ', numbers.DenseValues()),
            VBuffer<long> numbers => string.Join(' ', numbers.DenseValues()),
            VBuffer<ReadOnlyMemory<char>> texts => string.Join(' ', texts.DenseValues()),
            float number => BitConverter.SingleToUInt32Bits(number),
            double number => BitConverter.DoubleToUInt64Bits(number),
            var other => other,
        })];

    private static IDataView WithOwnColumns(IDataView view) => s_ml.Transforms.CustomMapping<Nothing, Own>((_, own) =>
    {
        (own.N, own.L, own.R, own.A, own.V, own.Score0) = (1.5f, "mine", [1, 2, 3], 7, true, 2.5);
    }, null).Fit(view).Transform(view);

    private sealed class Nothing;

    private sealed class Own
    {
        public static readonly string[] Names = ["N", "L", "R", "A", "V", "Score0"];

        public float N { get; set; }

        public string L { get; set; } = "";

        [VectorType(3)]
        public float[] R { get; set; } = [];

        public long A { get; set; }

        public bool V { get; set; }

        public double Score0 { get; set; }
    }
}
