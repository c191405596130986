using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>The columns that a network reads and adds, annotated as those of ML.NET's own multiclass trainers.</summary>
internal static class ScoreColumns
{
    /// <summary>The key of the most probable class.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>The probabilities, one a class.</summary>
    public const string Score = "Score";

    private const string FeatureType = "Vector<Single, 360>";

    /// <summary>The columns of some network, for the shape of what a trainer's transformer adds.</summary>
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Sample { get; } = For(["0", "1"]);

    /// <summary>The columns that a network of these classes adds: PredictedLabel, then Score.</summary>
    public static IReadOnlyList<DataViewSchema.DetachedColumn> For(IReadOnlyList<string> classes)
    {
        var predictedLabel = new DataViewSchema.Annotations.Builder();
        AddKinds(predictedLabel, "PredictedLabel");
        predictedLabel.AddText(TextVectors.KeyValues, classes);
        var score = new DataViewSchema.Annotations.Builder();
        AddKinds(score, "Score");
        score.AddText(TextVectors.SlotNames, classes);
        score.AddText("TrainingLabelValues", classes);
        return
        [
            new(PredictedLabel, new KeyDataViewType(typeof(uint), classes.Count), predictedLabel.ToAnnotations()),
            new(Score, new VectorDataViewType(NumberDataViewType.Single, classes.Count), score.ToAnnotations()),
        ];
    }

    /// <summary>Finds the feature column of a schema. A vector of unknown length is taken too: its rows are checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or is no vector of 360 <see cref="float"/>.</exception>
    public static DataViewSchema.Column FindFeatures(DataViewSchema schema, string name) =>
        ColumnChecks.Find(schema, "feature", name, FeatureType,
            type => ColumnChecks.IsSingleVector(type, BeatDataset.BeatLength) || ColumnChecks.IsSingleVector(type, 0));

    /// <summary>Checks that a shape has a feature column that can be one; shapes do not tell lengths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or is no vector of <see cref="float"/>.</exception>
    public static void CheckFeatures(SchemaShape shape, string name) =>
        ColumnChecks.Find(shape, "feature", name, FeatureType, ColumnChecks.IsSingleVector);

    private static void AddKinds(DataViewSchema.Annotations.Builder annotations, string valueKind)
    {
        annotations.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, "MulticlassClassification".AsMemory());
        annotations.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, valueKind.AsMemory());
    }
}
