using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>CustomMapping: schemas, definitions, factories and saving.</summary>
public class CustomMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Adds_the_members_of_its_output_class()
    {
        var view = Beat.View(_ml);
        var mapped = Summed(null).Fit(view).Transform(view);
        Assert.Equal(["0 Record : String []", "1 Label : String []", "2 X : Vector<Single, 3> []", "3 Sum : Single []"], Describe.Schema(mapped));
        Assert.Equal("6,15,24,1,6", Describe.Column<float>(mapped, "Sum"));
    }

    [Fact]
    public void An_input_column_is_missing()
    {
        var view = _ml.Transforms.DropColumns("X").Fit(Beat.View(_ml)).Transform(Beat.View(_ml));
        Assert.Equal("ArgumentOutOfRangeException: Could not find  column 'X' (Parameter 'Schema')", Describe.Exception(() => Summed(null).Fit(view)));
        Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'X' (Parameter 'inputSchema')", Describe.Exception(() => ShapeProbe.After(Summed(null), view)));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused_by_no_one()
    {
        var view = _ml.Data.LoadFromEnumerable([new OtherBeat { X = [1, 2, 3, 4] }]);
        Assert.Equal("10", Describe.Column<float>(Summed(null).Fit(view).Transform(view), "Sum"));
    }

    [Fact]
    public void A_column_of_another_item_type()
    {
        var view = _ml.Data.LoadFromEnumerable([new KeyOnly()]);
        var mapping = _ml.Transforms.CustomMapping<KeyRowIn, Sum>((_, _) => { }, null);
        Assert.Equal("InvalidOperationException: Can't bind the IDataView column 'Label' of type 'Key<UInt32, 0-2>' to field or property 'Label' of type 'System.String'.",
            Describe.Exception(() => mapping.Fit(view)));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for input column 'Label': expected String, got Key<UInt32> (Parameter 'inputSchema')",
            Describe.Exception(() => ShapeProbe.After(mapping, view)));
    }

    [Fact]
    public void Shapes()
        => Assert.Equal(["Record : Scalar String key=False []", "Label : Scalar String key=False []", "X : Vector Single key=False []", "Sum : Scalar Single key=False []"],
            Describe.Shape(ShapeProbe.After(Summed(null), Beat.View(_ml))));

    [Fact]
    public void Definitions_rename_columns_size_vectors_and_annotate()
    {
        var input = SchemaDefinition.Create(typeof(Vector));
        input["Values"].ColumnName = "X";
        var output = SchemaDefinition.Create(typeof(Vector));
        output["Values"].ColumnName = "Reversed";
        output["Reversed"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        output["Reversed"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(3, new[] { "c".AsMemory(), "b".AsMemory(), "a".AsMemory() }), new VectorDataViewType(TextDataViewType.Instance, 3));
        var mapping = _ml.Transforms.CustomMapping<Vector, Vector>((i, o) => o.Values = i.Values.Reverse().ToArray(), null, input, output);
        var view = Beat.View(_ml);
        var mapped = mapping.Fit(view).Transform(view);
        Assert.Equal("3 Reversed : Vector<Single, 3> [SlotNames:Vector<String, 3>]", Describe.Schema(mapped)[3]);
        Assert.Equal(["c", "b", "a"], Describe.SlotNames(mapped, "Reversed"));
        Assert.Equal("3 2 1", Describe.Vectors<float>(mapped, "Reversed")[0]);
        Assert.Equal("Reversed : Vector Single key=False [SlotNames:Vector String]", Describe.Shape(ShapeProbe.After(mapping, view))[3]);
    }

    [Fact]
    public void A_key_of_the_output_class_counts_from_0()
    {
        var view = Beat.View(_ml);
        var mapped = _ml.Transforms.CustomMapping<Beat, KeyOnly>((b, k) => k.Label = b.Label == "N" ? 0u : b.Label == "V" ? 2u : 9u, null).Fit(view).Transform(view);
        Assert.Equal("2 Label : Key<UInt32, 0-2> []", Describe.Schema(mapped)[2]);
        Assert.Equal("3,1,0,1,3", Describe.Column<uint>(mapped, "Label"));
    }

    [Fact]
    public void Without_a_contract_it_cannot_be_saved()
        => Assert.Equal("InvalidOperationException: Empty contract name for a transform: the transform cannot be saved",
            Describe.Exception(() => _ml.Model.Save(Summed(null).Fit(Beat.View(_ml)), Beat.View(_ml).Schema, new MemoryStream())));

    [Fact]
    public void With_a_factory_it_loads_in_another_context_with_nothing_registered()
    {
        var transformer = Summed(SumFactory.Contract).Fit(Beat.View(_ml));
        var back = ModelTests.SaveAndLoad(_ml, transformer, Beat.View(_ml).Schema, out var schema);
        Assert.Equal(Describe.Schema(Beat.View(_ml)), Describe.Schema(schema));
        Assert.Equal("CustomMappingTransformer`2", back.GetType().Name);
        Assert.Equal("6,15,24,1,6", Describe.Column<float>(back.Transform(Beat.View(_ml)), "Sum"));
    }

    [Fact]
    public void Definitions_are_not_saved()
    {
        var output = SchemaDefinition.Create(typeof(Sum));
        output["Sum"].ColumnName = "Renamed";
        var transformer = _ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, SumFactory.Contract, outputSchemaDefinition: output).Fit(Beat.View(_ml));
        Assert.Equal("Renamed", transformer.GetOutputSchema(Beat.View(_ml).Schema)[3].Name);
        Assert.Equal("Sum", ModelTests.SaveAndLoad(_ml, transformer, Beat.View(_ml).Schema, out _).GetOutputSchema(Beat.View(_ml).Schema)[3].Name);
    }

    [Fact]
    public void A_contract_that_no_factory_has()
    {
        var transformer = _ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, "conformance.nobody").Fit(Beat.View(_ml));
        Assert.StartsWith("InvalidOperationException: Unable to locate an extension for the contract 'conformance.nobody'.",
            Describe.Exceptions(() => ModelTests.SaveAndLoad(_ml, transformer, Beat.View(_ml).Schema, out _))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_action_runs_once_for_all_the_columns_of_a_row_in_a_prediction_engine()
    {
        int calls = 0;
        var transformer = _ml.Transforms.CustomMapping<Beat, Pair>((b, p) => { calls++; p.First = b.X[0]; p.Last = b.X[^1]; }, null).Fit(Beat.View(_ml));
        var engine = _ml.Model.CreatePredictionEngine<Beat, Pair>(transformer);
        var pair = engine.Predict(new Beat { X = [1, 2, 3] });
        Assert.Equal((1f, 3f, 1), (pair.First, pair.Last, calls));
        pair = engine.Predict(new Beat { X = [4, 5, 6] });
        Assert.Equal((4f, 6f, 2), (pair.First, pair.Last, calls));
    }

    private CustomMappingEstimator<Beat, Sum> Summed(string? contract) => _ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, contract!);

    private class KeyRowIn
    {
        public string Label { get; set; } = "";
    }

    private class Vector
    {
        public float[] Values { get; set; } = [];
    }

    private class Pair
    {
        public float First { get; set; }

        public float Last { get; set; }
    }
}

[CustomMappingFactoryAttribute(Contract)]
public class SumFactory : CustomMappingFactory<Beat, Sum>
{
    public const string Contract = "conformance.sum";

    public static void Map(Beat beat, Sum sum) => sum.Total = beat.X.Sum();

    public override Action<Beat, Sum> GetMapping() => Map;
}
