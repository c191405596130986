using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>MapValueToKey and MapKeyToValue, and keys read from classes.</summary>
public class KeyMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void By_occurrence()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("Label"));
        Assert.Equal(
            ["0 Record : String []", "1 Label : String hidden []", "2 Label : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]", "3 X : Vector<Single, 3> []"],
            Describe.Schema(view));
        Assert.Equal(["V", "N", "A"], Describe.KeyValues(view, "Label"));
        Assert.Equal("1,2,3,2,1", Describe.Column<uint>(view, "Label"));
    }

    [Fact]
    public void By_value()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        Assert.Equal(["A", "N", "V"], Describe.KeyValues(view, "Label"));
        Assert.Equal("3,2,1,2,3", Describe.Column<uint>(view, "Label"));
    }

    [Fact]
    public void With_key_data_a_value_outside_it_becomes_missing()
    {
        var keys = _ml.Data.LoadFromEnumerable([new KeyRow { K = "N" }, new KeyRow { K = "V" }]);
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("Label", keyData: keys));
        Assert.Equal("2,1,0,1,2", Describe.Column<uint>(view, "Label"));
        var back = _ml.Transforms.Conversion.MapKeyToValue("Label").Fit(view).Transform(view);
        Assert.Equal("V|N||N|V", string.Join("|", back.GetColumn<string>("Label")));
    }

    [Fact]
    public void Key_data_must_be_one_column_of_the_inputs_type()
    {
        Assert.Equal("ArgumentOutOfRangeException: If specified, this data view should contain only a single column containing the terms to map, but this had 3 columns. (Parameter 'keyData')",
            Describe.Exception(() => _ml.Transforms.Conversion.MapValueToKey("Label", keyData: Beat.View(_ml))));
        var numbers = _ml.Data.LoadFromEnumerable([new Sum { Total = 1 }]);
        Assert.Equal("ArgumentOutOfRangeException: Input data's column must be of type 'String' but was 'Single' (Parameter 'keyData')",
            Describe.Exception(() => Apply(_ml.Transforms.Conversion.MapValueToKey("Label", keyData: numbers))));
    }

    [Fact]
    public void At_most_so_many_keys_are_learnt()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("Label", maximumNumberOfKeys: 2));
        Assert.Equal(["V", "N"], Describe.KeyValues(view, "Label"));
        Assert.Equal("1,2,0,2,1", Describe.Column<uint>(view, "Label"));
        Assert.Equal("ArgumentOutOfRangeException: Must be positive (Parameter 'MaxNumTerms')",
            Describe.Exception(() => Apply(_ml.Transforms.Conversion.MapValueToKey("Label", maximumNumberOfKeys: 0))));
    }

    [Fact]
    public void Several_columns_are_numbered_each_by_itself()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("R", "Record"), new InputOutputColumnPair("L", "Label")]));
        Assert.Equal(["3 R : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]", "4 L : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]"], Describe.Schema(view)[3..]);
        Assert.Equal("1,1,2,2,3", Describe.Column<uint>(view, "R"));
        Assert.Equal("1,2,3,2,1", Describe.Column<uint>(view, "L"));
    }

    [Fact]
    public void The_items_of_a_vector_are_numbered_over_all_slots()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("K", "X"));
        Assert.Equal("3 K : Vector<Key<UInt32, 0-9>, 3> [KeyValues:Vector<Single, 10>]", Describe.Schema(view)[3]);
        Assert.Equal(["1 2 3", "4 5 6", "7 8 9", "10 10 1", "2 2 2"], Describe.Vectors<uint>(view, "K"));
        var back = _ml.Transforms.Conversion.MapKeyToValue("Y", "K").Fit(view).Transform(view);
        Assert.Equal(Describe.Vectors<float>(view, "X"), Describe.Vectors<float>(back, "Y"));
    }

    [Fact]
    public void Empty_text_and_NaN_have_no_key()
    {
        var view = _ml.Data.LoadFromEnumerable(new[] { (1f, "b"), (float.NaN, ""), (2f, "a") }.Select(p => new Operands { F = p.Item1, T = p.Item2, V = [0, 0, 0] }));
        var keys = _ml.Transforms.Conversion.MapValueToKey([new("F"), new("T")]).Fit(view).Transform(view);
        Assert.Equal("1,0,2", Describe.Column<uint>(keys, "F"));
        Assert.Equal("1,0,2", Describe.Column<uint>(keys, "T"));
        var back = _ml.Transforms.Conversion.MapKeyToValue([new("F"), new("T")]).Fit(keys).Transform(keys);
        Assert.Equal("1,NaN,2", Describe.Column<float>(back, "F"));
        Assert.Equal("b,,a", Describe.Column<string>(back, "T"));
    }

    [Fact]
    public void Key_values_as_text()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("K", "X", addKeyValueAnnotationsAsText: true));
        Assert.Equal("3 K : Vector<Key<UInt32, 0-9>, 3> [KeyValues:Vector<String, 10>]", Describe.Schema(view)[3]);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"], Describe.KeyValues(view, "K"));
    }

    [Fact]
    public void A_key_of_a_key_keeps_the_names()
    {
        var keys = Apply(_ml.Transforms.Conversion.MapValueToKey("L", "Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        var view = _ml.Transforms.Conversion.MapValueToKey("LL", "L").Fit(keys).Transform(keys);
        Assert.Equal("3,2,1,2,3", Describe.Column<uint>(view, "L"));
        Assert.Equal("1,2,3,2,1", Describe.Column<uint>(view, "LL"));
        Assert.Equal(["V", "N", "A"], Describe.KeyValues(view, "LL"));
    }

    [Fact]
    public void Applied_to_a_column_of_another_type()
    {
        var transformer = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(Beat.View(_ml));
        var other = _ml.Data.LoadFromEnumerable([new KeyOnly { Label = 1 }]);
        Assert.Equal("InvalidOperationException: Could not apply a map over type 'String' to column 'Label' since it has type 'Key<UInt32, 0-2>'",
            Describe.Exception(() => transformer.Transform(other)));
    }

    [Fact]
    public void A_column_that_is_not_there()
        => Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'Nope' (Parameter 'inputSchema')",
            Describe.Exception(() => Apply(_ml.Transforms.Conversion.MapValueToKey("K", "Nope"))));

    [Fact]
    public void Shapes()
    {
        Assert.Equal(
            ["Record : Scalar String key=False []", "Label : Scalar UInt32 key=True [KeyValues:Vector String]", "X : Vector Single key=False []"],
            Describe.Shape(ShapeAfter(_ml.Transforms.Conversion.MapValueToKey("Label"))));
        var keys = Apply(_ml.Transforms.Conversion.MapValueToKey("Label"));
        Assert.Equal("Back : Scalar String key=False []", Describe.Shape(ShapeProbe.After(_ml.Transforms.Conversion.MapKeyToValue("Back", "Label"), keys))[3]);
    }

    [Fact]
    public void MapKeyToValue_needs_key_values()
    {
        var keys = _ml.Data.LoadFromEnumerable([new KeyOnly { Label = 1 }]);
        Assert.Equal("InvalidOperationException: Metadata KeyValues does not exist",
            Describe.Exception(() => _ml.Transforms.Conversion.MapKeyToValue("Label").Fit(keys).Transform(keys)));
        Assert.Equal("InvalidOperationException: Metadata KeyValues does not exist",
            Describe.Exception(() => _ml.Transforms.Conversion.MapKeyToValue("Label").Fit(Beat.View(_ml))));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for input column 'Label': expected KeyType, got String (Parameter 'inputSchema')",
            Describe.Exception(() => ShapeProbe.After(_ml.Transforms.Conversion.MapKeyToValue("Label"), Beat.View(_ml))));
    }

    [Fact]
    public void A_class_counts_keys_from_0_and_a_view_from_1()
    {
        var view = _ml.Data.LoadFromEnumerable(new uint[] { 0, 1, 2, 3, 9 }.Select(k => new KeyOnly { Label = k }));
        Assert.Equal("1,2,3,0,0", Describe.Column<uint>(view, "Label"));
        Assert.Equal("1,2,3,0,0", string.Join(",", _ml.Data.CreateEnumerable<KeyOnly>(view, false).Select(k => k.Label)));
    }

    private IDataView Apply(IEstimator<ITransformer> estimator) => estimator.Fit(Beat.View(_ml)).Transform(Beat.View(_ml));

    private SchemaShape ShapeAfter(IEstimator<ITransformer> estimator) => ShapeProbe.After(estimator, Beat.View(_ml));
}
