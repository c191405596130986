using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

#pragma warning disable CS8618 // The rows are filled from views.

/// <summary>How classes become schemas, and what schemas and types say of themselves.</summary>
public class SchemaTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void A_class_with_a_fixed_vector_and_text()
        => Assert.Equal(
            ["0 Record : String []", "1 Label : String []", "2 X : Vector<Single, 3> []"],
            Describe.Schema(Beat.View(_ml)));

    [Fact]
    public void A_class_with_a_variable_vector_and_every_kind_of_scalar()
        => Assert.Equal(
            [
                "0 B : Boolean []", "1 U1 : Byte []", "2 I2 : Int16 []", "3 I4 : Int32 []", "4 I8 : Int64 []", "5 U8 : UInt64 []",
                "6 R4 : Single []", "7 R8 : Double []", "8 T : String []", "9 M : String []", "10 D : DateTime []", "11 S : TimeSpan []",
                "12 V : Vector<Single> []", "13 VT : Vector<String> []", "14 VI : Vector<Int32> []", "15 Renamed : Single []",
            ],
            Describe.Schema(_ml.Data.LoadFromEnumerable([new Kinds()])));

    [Fact]
    public void A_column_that_is_not_there()
        => Assert.Equal("ArgumentOutOfRangeException: Column 'Nope' not found (Parameter 'name')",
            Describe.Exception(() => _ = Beat.View(_ml).Schema["Nope"]));

    [Fact]
    public void GetColumnOrNull_gives_null_for_a_column_that_is_not_there()
    {
        Assert.Null(Beat.View(_ml).Schema.GetColumnOrNull("Nope"));
        Assert.Equal(2, Beat.View(_ml).Schema.GetColumnOrNull("X")!.Value.Index);
    }

    [Fact]
    public void Of_two_columns_of_one_name_the_later_hides_the_earlier()
    {
        var view = _ml.Transforms.CopyColumns("Label", "Record").Fit(Beat.View(_ml)).Transform(Beat.View(_ml));
        Assert.Equal(
            ["0 Record : String []", "1 Label : String hidden []", "2 Label : String []", "3 X : Vector<Single, 3> []"],
            Describe.Schema(view));
        Assert.Equal("100,100,101,101,102", string.Join(",", _ml.Data.CreateEnumerable<Beat>(view, false).Select(b => b.Label)));
    }

    [Fact]
    public void Types_print_their_names()
        => Assert.Equal(
            "Single String Boolean Key<UInt32, 0-4> Vector<Single, 360> Vector<Single> Vector<String, 2, 3>",
            string.Join(" ", NumberDataViewType.Single, TextDataViewType.Instance, BooleanDataViewType.Instance,
                new KeyDataViewType(typeof(uint), 5), new VectorDataViewType(NumberDataViewType.Single, 360),
                new VectorDataViewType(NumberDataViewType.Single), new VectorDataViewType(TextDataViewType.Instance, 2, 3)));

    [Fact]
    public void Types_are_equal_by_what_they_say()
    {
        Assert.True(new VectorDataViewType(NumberDataViewType.Single, 3).Equals(new VectorDataViewType(NumberDataViewType.Single, 3)));
        Assert.False(new KeyDataViewType(typeof(uint), 5).Equals(new KeyDataViewType(typeof(uint), 6)));
        Assert.False(new VectorDataViewType(NumberDataViewType.Single, 6).Equals(new VectorDataViewType(NumberDataViewType.Single, 2, 3)));
    }

    [Fact]
    public void A_built_schema_carries_annotations_and_hides_repeated_names()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> names = (ref VBuffer<ReadOnlyMemory<char>> dst) =>
            dst = new VBuffer<ReadOnlyMemory<char>>(2, new[] { "a".AsMemory(), "b".AsMemory() });
        annotations.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2), names);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("X", NumberDataViewType.Single);
        builder.AddColumn("X", new VectorDataViewType(NumberDataViewType.Single, 2), annotations.ToAnnotations());
        var schema = builder.ToSchema();

        Assert.Equal(["0 X : Single hidden []", "1 X : Vector<Single, 2> [IsNormalized:Boolean, SlotNames:Vector<String, 2>]"], Describe.Schema(schema));
        Assert.True(schema["X"].HasSlotNames());
        Assert.True(schema["X"].IsNormalized());
        Assert.False(schema[0].HasSlotNames());
    }

    [Fact]
    public void An_annotation_of_the_wrong_type_or_name()
    {
        var annotations = Beat.View(_ml).Schema["X"].Annotations;
        Assert.Equal("InvalidOperationException: Invalid call to 'GetValue'", Describe.Exception(() =>
        {
            bool value = false;
            annotations.GetValue("IsNormalized", ref value);
        }));
    }

    [Fact]
    public void A_vector_that_is_shorter_than_its_column_says()
    {
        var view = _ml.Data.LoadFromEnumerable([new Beat { X = [1f, 2f] }]);
        Assert.Equal("Vector<Single, 3>", view.Schema["X"].Type.ToString());
        Assert.Equal(["1 2"], Describe.Vectors<float>(view, "X"));
        var concatenated = _ml.Transforms.Concatenate("XX", "X", "X").Fit(view).Transform(view);
        Assert.Equal(
            [
                "InvalidOperationException: Splitter/consolidator worker encountered exception while consuming source data",
                "InvalidOperationException: Column 'X': expected 3 slots, but got 2",
            ],
            Describe.Exceptions(() => Describe.Vectors<float>(concatenated, "XX")));
    }

    private class Kinds
    {
        public bool B { get; set; }
        public byte U1 { get; set; }
        public short I2 { get; set; }
        public int I4 { get; set; }
        public long I8 { get; set; }
        public ulong U8 { get; set; }
        public float R4 { get; set; }
        public double R8 { get; set; }
        public string T { get; set; } = "";
        public ReadOnlyMemory<char> M { get; set; }
        public DateTime D { get; set; }
        public TimeSpan S { get; set; }
        public float[] V { get; set; } = [1];
        public string[] VT { get; set; } = ["a"];
        public VBuffer<int> VI { get; set; }
        [ColumnName("Renamed")]
        public float Old { get; set; }
        [NoColumn]
        public float Gone { get; set; }
    }
}
