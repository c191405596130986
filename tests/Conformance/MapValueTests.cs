using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

#pragma warning disable CS8618 // The rows are filled from views.

/// <summary>MapValue, from pairs and from a lookup view.</summary>
public class MapValueTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void What_is_not_in_the_map_becomes_the_default()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Group", [KeyValuePair.Create("N", 1f), KeyValuePair.Create("V", 2f)], "Label"));
        Assert.Equal(["0 Record : String []", "1 Label : String []", "2 X : Vector<Single, 3> []", "3 Group : Single []"], Describe.Schema(view));
        Assert.Equal("2,1,0,1,2", Describe.Column<float>(view, "Group"));
    }

    [Fact]
    public void Text_to_text()
        => Assert.Equal("ventricular,normal,,normal,ventricular",
            Describe.Column<string>(Apply(_ml.Transforms.Conversion.MapValue("Name", [KeyValuePair.Create("N", "normal"), KeyValuePair.Create("V", "ventricular")], "Label")), "Name"));

    [Fact]
    public void Vector_values()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Pair", [KeyValuePair.Create("N", new[] { 1, 2 }), KeyValuePair.Create("V", new[] { 3, 4 })], "Label"));
        Assert.Equal("3 Pair : Vector<Int32, 2> []", Describe.Schema(view)[3]);
        Assert.Equal(["3 4", "1 2", "", "1 2", "3 4"], Describe.Vectors<int>(view, "Pair"));
    }

    [Fact]
    public void Vector_values_of_unequal_length_and_of_text()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Names", [KeyValuePair.Create("N", new[] { "a" }), KeyValuePair.Create("V", new[] { "b", "c" })], "Label"));
        Assert.Equal("3 Names : Vector<String> []", Describe.Schema(view)[3]);
        Assert.Equal(["b c", "a", "", "a", "b c"], Describe.Vectors<string>(view, "Names"));
    }

    [Fact]
    public void Values_as_keys()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Class",
            [KeyValuePair.Create("N", "normal"), KeyValuePair.Create("V", "ectopic"), KeyValuePair.Create("A", "ectopic")], "Label", treatValuesAsKeyType: true));
        Assert.Equal("3 Class : Key<UInt32, 0-1> [KeyValues:Vector<String, 2>]", Describe.Schema(view)[3]);
        Assert.Equal(["normal", "ectopic"], Describe.KeyValues(view, "Class"));
        Assert.Equal("2,1,2,1,2", Describe.Column<uint>(view, "Class"));
    }

    [Fact]
    public void Unsigned_values_as_keys_are_taken_as_they_are()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Class", [KeyValuePair.Create("N", 2u), KeyValuePair.Create("V", 1u)], "Label", treatValuesAsKeyType: true));
        Assert.Equal("3 Class : Key<UInt32, 0-1> [KeyValues:Vector<String, 2>]", Describe.Schema(view)[3]);
        Assert.Equal(["2", "1"], Describe.KeyValues(view, "Class"));
        Assert.Equal("1,2,0,2,1", Describe.Column<uint>(view, "Class"));
    }

    [Fact]
    public void A_vector_is_mapped_item_by_item_and_loses_its_size()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Y", [KeyValuePair.Create(2f, 20f), KeyValuePair.Create(3f, 30f)], "X"));
        Assert.Equal("3 Y : Vector<Single> []", Describe.Schema(view)[3]);
        Assert.Equal(["0 20 30", "0 0 0", "0 0 0", "0 0 0", "20 20 20"], Describe.Vectors<float>(view, "Y"));
    }

    [Fact]
    public void A_vector_cannot_be_mapped_to_vectors()
        => Assert.Equal("NotSupportedException: Column 'X' cannot be mapped to values when the column and the map values are both vector type.",
            Describe.Exception(() => Apply(_ml.Transforms.Conversion.MapValue("Y", [KeyValuePair.Create(2f, new[] { 20f, 1f })], "X"))));

    [Fact]
    public void A_key_that_is_there_twice()
        => Assert.Equal("InvalidOperationException: Duplicate keys in data 'N'",
            Describe.Exception(() => _ml.Transforms.Conversion.MapValue("Y", [KeyValuePair.Create("N", 1), KeyValuePair.Create("N", 2)], "Label")));

    [Fact]
    public void A_type_that_no_column_has()
        => Assert.Equal("InvalidOperationException: Unsupported type System.Decimal used in mapping.",
            Describe.Exception(() => _ml.Transforms.Conversion.MapValue("Y", [KeyValuePair.Create("N", 1m)], "Label")));

    [Fact]
    public void A_lookup_view_gives_its_value_columns_annotations_too()
    {
        var lookup = Named.View(_ml, "left", "right");
        var view = Apply(_ml.Transforms.Conversion.MapValue("Values", lookup, lookup.Schema["Key"], lookup.Schema["Values"], "Label"));
        Assert.Equal("3 Values : Vector<Single, 2> [SlotNames:Vector<String, 2>]", Describe.Schema(view)[3]);
        Assert.Equal(["left", "right"], Describe.SlotNames(view, "Values"));
        Assert.Equal(["3 4", "1 2", "", "1 2", "3 4"], Describe.Vectors<float>(view, "Values"));
    }

    [Fact]
    public void A_lookup_views_columns_must_be_its_own()
    {
        var lookup = Named.View(_ml, "left", "right");
        var other = Beat.View(_ml);
        Assert.Equal("InvalidOperationException: The selected column keyColumn is not included in the targeted IDataView dataView",
            Describe.Exception(() => _ml.Transforms.Conversion.MapValue("V", lookup, other.Schema["Record"], lookup.Schema["Values"], "Label")));
    }

    [Fact]
    public void The_key_must_have_the_maps_type_when_rows_are_read()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValue("Y", [KeyValuePair.Create(1, 1)], "Label"));
        Assert.Equal("3 Y : Int32 []", Describe.Schema(view)[3]);
        Assert.EndsWith("'System.Int32', expected type: 'System.ReadOnlyMemory`1[System.Char]'.",
            Describe.Exceptions(() => Describe.Column<int>(view, "Y"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes()
    {
        var view = Beat.View(_ml);
        string Last(IEstimator<ITransformer> estimator) => Describe.Shape(ShapeProbe.After(estimator, view))[^1];
        Assert.Equal("G : Scalar Single key=False []", Last(_ml.Transforms.Conversion.MapValue("G", [KeyValuePair.Create("N", 1f)], "Label")));
        Assert.Equal("G : Scalar UInt32 key=True [KeyValues:Vector String]", Last(_ml.Transforms.Conversion.MapValue("G", [KeyValuePair.Create("N", 1f)], "Label", treatValuesAsKeyType: true)));
        Assert.Equal("G : Vector Single key=False []", Last(_ml.Transforms.Conversion.MapValue("G", [KeyValuePair.Create("N", new[] { 1f, 2f })], "Label")));
        var lookup = Named.View(_ml, "a", "b");
        Assert.Equal("G : Vector Single key=False [SlotNames:Vector String]", Last(_ml.Transforms.Conversion.MapValue("G", lookup, lookup.Schema["Key"], lookup.Schema["Values"], "Label")));
    }

    private IDataView Apply(IEstimator<ITransformer> estimator) => estimator.Fit(Beat.View(_ml)).Transform(Beat.View(_ml));
}

/// <summary>A lookup row whose vector's slots can be given names.</summary>
public class Named
{
    public string Key { get; set; }

    [VectorType(2)]
    public float[] Values { get; set; }

    public static IDataView View(MLContext ml, params string[] slotNames)
    {
        var definition = SchemaDefinition.Create(typeof(Named));
        definition["Values"].AddAnnotation("SlotNames",
            new VBuffer<ReadOnlyMemory<char>>(slotNames.Length, slotNames.Select(n => n.AsMemory()).ToArray()),
            new VectorDataViewType(TextDataViewType.Instance, slotNames.Length));
        return ml.Data.LoadFromEnumerable([new Named { Key = "N", Values = [1, 2] }, new Named { Key = "V", Values = [3, 4] }], definition);
    }
}
