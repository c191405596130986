using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Saving and loading: what comes back of schemas, annotations and transformers, and what is said of bad files.</summary>
public class ModelTests
{
    private readonly MLContext _ml = new(seed: 1);

    /// <summary>Saves, and loads in a context that knows nothing of it.</summary>
    public static ITransformer SaveAndLoad(MLContext ml, ITransformer transformer, DataViewSchema schema, out DataViewSchema loadedSchema)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(transformer, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out loadedSchema);
    }

    [Fact]
    public void Every_built_in_transformer_gives_the_same_after_loading()
    {
        var keyData = _ml.Data.LoadFromEnumerable([new KeyRow { K = "N" }, new KeyRow { K = "V" }]);
        var lookup = Named.View(_ml, "left", "right");
        var conversion = _ml.Transforms.Conversion;
        var chain = _ml.Transforms.CopyColumns("L", "Label")
            .Append(conversion.MapValueToKey("L", keyData: keyData))
            .Append(conversion.MapValueToKey("XK", "X", addKeyValueAnnotationsAsText: true))
            .Append(conversion.MapKeyToValue("Name", "L"))
            .Append(conversion.MapValue("Values", lookup, lookup.Schema["Key"], lookup.Schema["Values"], "Label"))
            .Append(conversion.MapValue("Number", [KeyValuePair.Create("N", 1.5), KeyValuePair.Create("V", 2.5)], "Label"))
            .Append(conversion.MapValue("Class", [KeyValuePair.Create("N", "a"), KeyValuePair.Create("V", "b")], "Label", treatValuesAsKeyType: true))
            .Append(_ml.Transforms.NormalizeMinMax("X01", "X", fixZero: false))
            .Append(_ml.Transforms.Concatenate("All", "X", "X01"))
            .Append(_ml.Transforms.Expression("Y", "(x, n) : x * float(n)", "X", "Number"))
            .Append(_ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, SumFactory.Contract))
            .Append(_ml.Transforms.DropColumns("Record"))
            .Append(_ml.Transforms.SelectColumns("L", "XK", "Name", "Values", "Class", "X01", "All", "Y", "Sum", "X"));
        var view = Beat.View(_ml);
        var transformer = chain.Fit(view);
        var loaded = SaveAndLoad(_ml, transformer, view.Schema, out var schema);

        Assert.Equal(Describe.Schema(view), Describe.Schema(schema));
        var (before, after) = (transformer.Transform(view), loaded.Transform(view));
        Assert.Equal(
            [
                "0 L : Key<UInt32, 0-1> [KeyValues:Vector<String, 2>]", "1 XK : Vector<Key<UInt32, 0-9>, 3> [KeyValues:Vector<String, 10>]", "2 Name : String []",
                "3 Values : Vector<Single, 2> [SlotNames:Vector<String, 2>]", "4 Class : Key<UInt32, 0-1> [KeyValues:Vector<String, 2>]",
                "5 X01 : Vector<Single, 3> [IsNormalized:Boolean]", "6 All : Vector<Single, 6> []", "7 Y : Vector<Single, 3> []", "8 Sum : Single []", "9 X : Vector<Single, 3> []",
            ],
            Describe.Schema(after));
        Assert.Equal(Describe.Schema(before), Describe.Schema(after));
        Assert.Equal(Rows(before), Rows(after));
        Assert.Equal(Describe.KeyValues(before, "XK"), Describe.KeyValues(after, "XK"));
        Assert.Equal(["N", "V"], Describe.KeyValues(after, "L"));
        Assert.Equal(["left", "right"], Describe.SlotNames(after, "Values"));
        Assert.Equal(["a", "b"], Describe.KeyValues(after, "Class"));
    }

    [Fact]
    public void A_schemas_annotations_come_back()
    {
        var keys = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.NormalizeMinMax("X")).Fit(Beat.View(_ml)).Transform(Beat.View(_ml));
        SaveAndLoad(_ml, _ml.Transforms.CopyColumns("L", "Label").Fit(keys), keys.Schema, out var schema);
        Assert.Equal(
            [
                "0 Record : String []", "1 Label : String hidden []", "2 Label : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]",
                "3 X : Vector<Single, 3> hidden []", "4 X : Vector<Single, 3> [IsNormalized:Boolean]",
            ],
            Describe.Schema(schema));
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Label"].GetKeyValues(ref names);
        Assert.Equal("V,N,A", string.Join(",", names.DenseValues()));
    }

    [Fact]
    public void A_model_may_be_saved_without_a_schema()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("L", "Label").Fit(Beat.View(_ml)), null, stream);
        stream.Position = 0;
        new MLContext().Model.Load(stream, out var schema);
        Assert.Null(schema);
    }

    [Fact]
    public void A_chain_comes_back_as_a_chain_with_its_scopes()
    {
        var chain = new EstimatorChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("Training", "Label"), TransformerScope.Training)
            .Append(_ml.Transforms.CopyColumns("Always", "Label"));
        var loaded = SaveAndLoad(_ml, chain.Fit(Beat.View(_ml)), Beat.View(_ml).Schema, out _);
        var typed = Assert.IsType<TransformerChain<ITransformer>>(loaded);
        Assert.Equal(2, typed.Count());
        Assert.Equal("Record,Label,X,Always", Names(typed.Transform(Beat.View(_ml))));
        Assert.Equal("Record,Label,X,Training,Always", Names(typed.Transform(Beat.View(_ml), TransformerScope.Everything)));
    }

    [Fact]
    public void A_file_round_trip()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".zip");
        try
        {
            _ml.Model.Save(_ml.Transforms.CopyColumns("L", "Label").Fit(Beat.View(_ml)), Beat.View(_ml).Schema, path);
            var loaded = new MLContext().Model.Load(path, out var schema);
            Assert.Equal("ColumnCopyingTransformer", loaded.GetType().Name);
            Assert.Equal(3, schema.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_transformer_that_saves_nothing()
        => Assert.Equal("InvalidOperationException: ModelSignature not specified!",
            Describe.Exception(() => _ml.Model.Save(new Mute(), Beat.View(_ml).Schema, new MemoryStream())));

    [Fact]
    public void Bytes_that_are_no_model()
        => Assert.Equal("FormatException: Failed to open a zip archive",
            Describe.Exception(() => _ml.Model.Load(new MemoryStream([1, 2, 3]), out _)));

    [Fact]
    public void A_file_that_is_not_there()
        => Assert.IsType<FileNotFoundException>(Record.Exception(() => _ml.Model.Load("no-such-model.zip", out _)));

    private static string Names(IDataView view) => string.Join(",", view.Schema.Select(c => c.Name));

    private static string[] Rows(IDataView view)
        => view.Preview().RowView.Select(r => string.Join(" | ", r.Values.Select(v => $"{v.Key}={Text(v.Value)}"))).ToArray();

    private static string Text(object value) => value switch
    {
        VBuffer<float> v => string.Join(" ", v.DenseValues()),
        VBuffer<uint> v => string.Join(" ", v.DenseValues()),
        _ => $"{value}",
    };
}

/// <summary>A transformer that changes nothing, is no row mapper and writes nothing when it is saved.</summary>
public sealed class Mute : ITransformer
{
    public bool IsRowToRowMapper => false;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    public IDataView Transform(IDataView input) => input;

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
    }
}
