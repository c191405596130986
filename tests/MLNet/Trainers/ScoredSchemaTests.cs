using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>The columns that a network adds.</summary>
public class ScoredSchemaTests
{
    [Fact]
    public void AddsAKeyAndAVectorAnnotatedAsMLNetsOwnTrainersDo()
    {
        var schema = Trained.Value.Transform(View()).Schema;
        Assert.Equal(["Record", "Patient", "Class", "Features", "Label", "PredictedLabel", "Score"], schema.Select(column => column.Name));

        var predicted = schema["PredictedLabel"];
        Assert.Equal(5ul, Assert.IsType<KeyDataViewType>(predicted.Type).Count);
        Assert.Equal(Classes, Texts(predicted, "KeyValues"));
        Assert.Equal("PredictedLabel", Text(predicted, "ScoreValueKind"));

        var score = schema["Score"];
        Assert.Equal(5, Assert.IsType<VectorDataViewType>(score.Type).Size);
        Assert.Equal(Classes, Texts(score, "SlotNames"));
        Assert.Equal(Classes, Texts(score, "TrainingLabelValues"));
        Assert.Equal("MulticlassClassification", Text(score, "ScoreColumnKind"));
        Assert.Equal("Score", Text(score, "ScoreValueKind"));
    }

    [Fact]
    public void HidesColumnsOfItsNamesRightBesideThem()
    {
        var view = View();
        var twice = Trained.Value.Transform(Trained.Value.Transform(view));
        Assert.Equal(
            ["PredictedLabel hidden", "PredictedLabel", "Score hidden", "Score"],
            twice.Schema.Skip(5).Select(column => column.Name + (column.IsHidden ? " hidden" : "")));
        Assert.Equal(Scores(Trained.Value.Transform(view)), Scores(twice));
    }

    [Fact]
    public void AsksItsInputOnlyForWhatIsAskedOfIt()
    {
        var watched = new WatchedView(View(Rows(perClass: 4)));
        var transformed = Trained.Value.Transform(watched);
        Assert.Empty(watched.Asked);

        transformed.GetColumn<string>("Record").Count();
        Assert.Equal(["Record"], watched.Asked);
        transformed.GetColumn<uint>("PredictedLabel").Count();
        Assert.Equal(["Record", "Features"], watched.Asked);

        var mapper = Trained.Value.GetRowToRowMapper(watched.Schema);
        Assert.Equal(["Features"], mapper.GetDependencies([mapper.OutputSchema["Score"]]).Select(column => column.Name));
        Assert.Equal(["Class"], mapper.GetDependencies([mapper.OutputSchema["Class"]]).Select(column => column.Name));
        Assert.Equal(20, transformed.GetRowCount());
        Assert.Equal(watched.CanShuffle, transformed.CanShuffle);
    }

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }
}
