using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

public class SchemaShapesTests
{
    [Fact]
    public void ShowsKindsTypesAndAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddText(TextVectors.KeyValues, ["N", "V"]);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 2), annotations.ToAnnotations());
        builder.AddColumn("Fixed", new VectorDataViewType(NumberDataViewType.Single, 360));
        builder.AddColumn("Any", new VectorDataViewType(NumberDataViewType.Single));
        builder.AddColumn("Text", TextDataViewType.Instance);
        Assert.Equal(
            ["Key Scalar UInt32 True [KeyValues Vector String]", "Fixed Vector Single False []", "Any VariableVector Single False []", "Text Scalar String False []"],
            Shapes.Describe(SchemaShapes.Of(builder.ToSchema())));
    }

    [Fact]
    public void AddsColumnsAndReplacesThoseOfTheSameName()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", TextDataViewType.Instance);
        builder.AddColumn("B", TextDataViewType.Instance);
        var added = SchemaShapes.Add(SchemaShapes.Of(builder.ToSchema()), [new("A", NumberDataViewType.Single), new("C", NumberDataViewType.Int64)]);
        Assert.Equal(["A Scalar Single False []", "B Scalar String False []", "C Scalar Int64 False []"], Shapes.Describe(added));
    }
}
