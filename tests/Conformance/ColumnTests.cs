using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>CopyColumns, DropColumns, SelectColumns, Concatenate and NormalizeMinMax.</summary>
public class ColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void DropColumns()
    {
        Assert.Equal(["0 Record : String []", "1 Label : String []"], Describe.Schema(Apply(_ml.Transforms.DropColumns("X"))));
        Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'Nope' (Parameter 'inputSchema')",
            Describe.Exception(() => Apply(_ml.Transforms.DropColumns("Nope"))));
    }

    [Fact]
    public void DropColumns_drops_hidden_columns_of_the_name_too()
        => Assert.Equal(["0 Record : String []", "1 X : Vector<Single, 3> []"],
            Describe.Schema(Apply(_ml.Transforms.CopyColumns("Label", "Record").Append(_ml.Transforms.DropColumns("Label")))));

    [Fact]
    public void SelectColumns_keeps_the_order_it_is_given()
    {
        var twice = _ml.Transforms.CopyColumns("Label", "Record");
        Assert.Equal(["0 X : Vector<Single, 3> []", "1 Label : String []"], Describe.Schema(Apply(twice.Append(_ml.Transforms.SelectColumns("X", "Label")))));
        Assert.Equal(["0 X : Vector<Single, 3> []", "1 Label : String hidden []", "2 Label : String []"],
            Describe.Schema(Apply(twice.Append(_ml.Transforms.SelectColumns(["X", "Label"], keepHidden: true)))));
        Assert.Equal("X,Label", string.Join(",", ShapeProbe.After(_ml.Transforms.DropColumns("Record"), Beat.View(_ml)).Select(c => c.Name).Reverse()));
    }

    [Fact]
    public void CopyColumns()
    {
        Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'Nope' (Parameter 'inputSchema')",
            Describe.Exception(() => _ml.Transforms.CopyColumns("Y", "Nope").Fit(Beat.View(_ml))));
        Assert.Equal(
            ["Record : Scalar String key=False []", "Label : Scalar String key=False []", "X : Vector Single key=False []", "Y : Vector Single key=False []"],
            Describe.Shape(ShapeProbe.After(_ml.Transforms.CopyColumns("Y", "X"), Beat.View(_ml))));
    }

    [Fact]
    public void A_copy_has_its_sources_annotations()
    {
        var view = Apply(_ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.CopyColumns("L", "Label")));
        Assert.Equal("4 L : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]", Describe.Schema(view)[4]);
        Assert.Equal(["V", "N", "A"], Describe.KeyValues(view, "L"));
    }

    [Fact]
    public void Concatenate_vectors()
    {
        var view = Apply(_ml.Transforms.Concatenate("XX", "X", "X"));
        Assert.Equal("3 XX : Vector<Single, 6> []", Describe.Schema(view)[3]);
        Assert.Equal("1 2 3 1 2 3", Describe.Vectors<float>(view, "XX")[0]);
    }

    [Fact]
    public void Concatenate_names_the_slots_of_scalars_and_of_named_vectors()
    {
        var view = _ml.Data.LoadFromEnumerable([new Operands { F = 1, G = 2, T = "", V = [3, 4, 5] }]);
        var chain = _ml.Transforms.Concatenate("FG", "F", "G").Append(_ml.Transforms.Concatenate("All", "FG", "V", "G"));
        var joined = chain.Fit(view).Transform(view);
        Assert.Equal(["F", "G"], Describe.SlotNames(joined, "FG"));
        Assert.Equal(["FG.F", "FG.G", "", "", "", "G"], Describe.SlotNames(joined, "All"));
        Assert.Equal(["1 2 3 4 5 2"], Describe.Vectors<float>(joined, "All"));
    }

    [Fact]
    public void Concatenate_passes_a_single_vector_on_and_makes_a_vector_of_a_single_scalar()
    {
        var view = _ml.Data.LoadFromEnumerable([new Operands { F = 1, G = 2, T = "", V = [3, 4, 5] }]);
        var schema = Describe.Schema(_ml.Transforms.Concatenate("W", "V").Append(_ml.Transforms.Concatenate("F1", "F")).Fit(view).Transform(view));
        Assert.Equal(["8 W : Vector<Single, 3> []", "9 F1 : Vector<Single, 1> [SlotNames:Vector<String, 1>]"], schema[8..]);
    }

    [Fact]
    public void Concatenate_of_unlike_types_and_of_keys()
    {
        var view = _ml.Data.LoadFromEnumerable([new Operands { T = "", V = [3, 4, 5] }]);
        Assert.Equal("InvalidOperationException: Concatenated columns should have the same type. Column 'D' has type of Double, but expected column type is Single.",
            Describe.Exception(() => ShapeProbe.After(_ml.Transforms.Concatenate("Y", "F", "D"), view)));
        Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for input column 'D': expected Single, got Double (Parameter 'inputSchema')",
            Describe.Exception(() => _ml.Transforms.Concatenate("Y", "F", "D").Fit(view).Transform(view)));
        var keys = _ml.Data.LoadFromEnumerable([new KeyOnly()]);
        Assert.Equal("InvalidOperationException: Column 'Label' is key. Concatenation of keys is unsupported.",
            Describe.Exception(() => ShapeProbe.After(_ml.Transforms.Concatenate("Y", "Label"), keys)));
        Assert.Equal("1 Y : Vector<Key<UInt32, 0-2>, 1> [SlotNames:Vector<String, 1>]", Describe.Schema(_ml.Transforms.Concatenate("Y", "Label").Fit(keys).Transform(keys))[1]);
    }

    [Fact]
    public void Concatenate_with_a_vector_of_unknown_length()
    {
        var view = _ml.Data.LoadFromEnumerable([new Loose { A = 1, B = [2, 3] }, new Loose { A = 4, B = [] }]);
        var joined = _ml.Transforms.Concatenate("AB", "A", "B").Fit(view).Transform(view);
        Assert.Equal("2 AB : Vector<Single> []", Describe.Schema(joined)[2]);
        Assert.Equal(["1 2 3", "4"], Describe.Vectors<float>(joined, "AB"));
        Assert.Equal("AB : VariableVector Single key=False [SlotNames:Vector String]", Describe.Shape(ShapeProbe.After(_ml.Transforms.Concatenate("AB", "A", "B"), view))[2]);
    }

    [Fact]
    public void NormalizeMinMax_of_a_fixed_vector()
    {
        var view = Apply(_ml.Transforms.NormalizeMinMax("X"));
        Assert.Equal(
            ["0 Record : String []", "1 Label : String []", "2 X : Vector<Single, 3> hidden []", "3 X : Vector<Single, 3> [IsNormalized:Boolean]"],
            Describe.Schema(view));
        Assert.Equal(
            ["0.14285715 0.25 0.33333334", "0.5714286 0.625 0.6666667", "1 1 1", "0 0 0.11111111", "0.2857143 0.25 0.22222222"],
            Describe.Vectors<float>(view, "X"));
        Assert.True(view.Schema["X"].IsNormalized());
    }

    [Fact]
    public void NormalizeMinMax_without_fixing_zero()
        => Assert.Equal(
            ["0.14285715 0.25 0.25", "0.5714286 0.625 0.625", "1 1 1", "0 0 0", "0.2857143 0.25 0.125"],
            Describe.Vectors<float>(Apply(_ml.Transforms.NormalizeMinMax("Y", "X", fixZero: false)), "Y"));

    [Fact]
    public void NormalizeMinMax_of_a_scalar_of_a_constant_and_of_NaN()
    {
        var view = _ml.Data.LoadFromEnumerable(new[] { 1f, -4f, float.NaN, 2f }.Select(f => new Operands { F = f, G = 7, D = f * 3, T = "", V = [0, 0, 0] }));
        var scaled = _ml.Transforms.NormalizeMinMax([new("F"), new("G"), new("D")]).Fit(view).Transform(view);
        Assert.Equal("0.25,-1,NaN,0.5", Describe.Column<float>(scaled, "F"));
        Assert.Equal("0,0,0,0", Describe.Column<float>(scaled, "G"));
        Assert.Equal("0.25,-1,NaN,0.5", Describe.Column<double>(scaled, "D"));
    }

    [Fact]
    public void Concatenation_of_normalised_columns_is_normalised()
    {
        var chain = _ml.Transforms.NormalizeMinMax("A", "X").Append(_ml.Transforms.Concatenate("B", "A", "A")).Append(_ml.Transforms.Concatenate("C", "A", "X"));
        Assert.Equal(["4 B : Vector<Single, 6> [IsNormalized:Boolean]", "5 C : Vector<Single, 6> []"], Describe.Schema(Apply(chain))[4..]);
    }

    [Fact]
    public void Names_that_are_missing_are_refused_when_the_estimator_is_made()
    {
        var (transforms, conversion) = (_ml.Transforms, _ml.Transforms.Conversion);
        string[] said =
        [
            Describe.Exception(() => transforms.DropColumns()),
            Describe.Exception(() => transforms.SelectColumns()),
            Describe.Exception(() => transforms.Concatenate("Y")),
            Describe.Exception(() => transforms.Concatenate("Y", "")),
            Describe.Exception(() => transforms.CopyColumns("", "X")),
            Describe.Exception(() => transforms.CopyColumns("Y", null!)),
            Describe.Exception(() => conversion.MapValueToKey("")),
            Describe.Exception(() => conversion.MapKeyToValue("")),
            Describe.Exception(() => conversion.MapValueToKey(Array.Empty<InputOutputColumnPair>())),
            Describe.Exception(() => transforms.Expression("Y", " ", "X")),
            Describe.Exception(() => transforms.Expression("Y", "x : x")),
            Describe.Exception(() => transforms.NormalizeMinMax("X", maximumExampleCount: 1)),
            Describe.Exception(() => transforms.NormalizeMinMax("Label").Fit(Beat.View(_ml))),
            Describe.Exception(() => transforms.NormalizeMinMax("Nope").Fit(Beat.View(_ml))),
        ];
        Assert.Equal(
            [
                "InvalidOperationException: Neither keepColumns and dropColumns is set. Exactly one must be specified.",
                "InvalidOperationException: Neither keepColumns and dropColumns is set. Exactly one must be specified.",
                "ArgumentOutOfRangeException: Input columns not specified (Parameter 'inputColumnNames')",
                "ArgumentOutOfRangeException: Contained some null or empty items (Parameter 'inputColumnNames')",
                "ArgumentOutOfRangeException: columns cannot be null or empty (Parameter 'columns')",
                "ArgumentOutOfRangeException: columns cannot be null or empty (Parameter 'columns')",
                "ArgumentOutOfRangeException: outputColumnName cannot be null or white space (Parameter 'outputColumnName')",
                "ArgumentOutOfRangeException: columns cannot be null or empty (Parameter 'columns')",
                "ArgumentOutOfRangeException: columns cannot be null or empty (Parameter 'columns')",
                "InvalidOperationException: Operation is not valid due to the current state of the object.",
                "InvalidOperationException: Operation is not valid due to the current state of the object.",
                "ArgumentOutOfRangeException: Must be greater than 1 (Parameter 'maximumExampleCount')",
                "ArgumentOutOfRangeException: Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: String. (Parameter 'srcType')",
                "ArgumentOutOfRangeException: Could not find input column 'Nope' (Parameter 'data')",
            ],
            said);
    }

    private IDataView Apply(IEstimator<ITransformer> estimator) => estimator.Fit(Beat.View(_ml)).Transform(Beat.View(_ml));

    private class Loose
    {
        public float A { get; set; }

        public float[] B { get; set; } = [];
    }
}
