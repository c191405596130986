using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Conformance.Tests;

#pragma warning disable CS8618 // The rows are filled from views.

/// <summary>
/// How a third party's transformer is saved and loaded with nothing registered: by delegating to a chain of
/// built-ins that does the same, with its state carried as text in a MapValue, and its annotations in lookup maps.
/// </summary>
public class CarrierTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void A_delegating_transformer_comes_back_as_a_chain_that_gives_the_same()
    {
        var scale = new Scale(3);
        var view = Beat.View(_ml);
        var loaded = ModelTests.SaveAndLoad(_ml, scale, view.Schema, out _);
        Assert.Equal("TransformerChain`1", loaded.GetType().Name);
        var (before, after) = (scale.Transform(view), loaded.Transform(view));
        Assert.Equal(["0 Record : String []", "1 Label : String []", "2 X : Vector<Single, 3> []", "3 Scaled : Vector<Single, 3> []"], Describe.Schema(after));
        Assert.Equal(Describe.Schema(before), Describe.Schema(after));
        Assert.Equal(["3 6 9", "12 15 18", "21 24 27", "0 0 3", "6 6 6"], Describe.Vectors<float>(after, "Scaled"));
    }

    [Fact]
    public void It_comes_back_from_within_a_chain_too_and_predicts()
    {
        var view = Beat.View(_ml);
        var chain = new TransformerChain<ITransformer>(_ml.Transforms.CopyColumns("L", "Label").Fit(view), new Scale(2));
        var loaded = ModelTests.SaveAndLoad(_ml, chain, view.Schema, out var schema);
        var engine = new MLContext().Model.CreatePredictionEngine<Beat, Scaled>(loaded, schema);
        Assert.Equal([2f, 4f, 6f], engine.Predict(new Beat { Record = "", Label = "", X = [1, 2, 3] }).Value);
    }

    [Fact]
    public void The_text_of_the_state_is_decoded_for_the_rows_not_in_each()
    {
        var many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 2000).Select(i => new Beat { Record = "", Label = "", X = [i, 0, 0] }));
        var loaded = ModelTests.SaveAndLoad(_ml, new Scale(5), many.Schema, out _);
        int before = ApplyFactory.Decodings;
        Assert.Equal(5f * 1999 * 2000 / 2, loaded.Transform(many).GetColumn<float[]>("Scaled").Sum(v => (double)v[0]));
        Assert.InRange(ApplyFactory.Decodings - before, 1, 20);
    }

    [Fact]
    public void Slot_names_survive_where_an_expression_takes_scalars_into_a_looked_up_vector()
    {
        var chain = SlotNameCarrier();
        var view = Beat.View(_ml);
        var loaded = ModelTests.SaveAndLoad(_ml, chain.Fit(view), view.Schema, out _);
        var after = loaded.Transform(view);
        Assert.Equal("Score", after.Schema[^1].Name);
        Assert.Equal("Vector<Single, 2> [SlotNames:Vector<String, 2>]", $"{after.Schema["Score"].Type} [{Describe.Annotations(after.Schema["Score"])}]");
        Assert.Equal(["N", "V"], Describe.SlotNames(after, "Score"));
        Assert.Equal(["1 3", "4 6", "7 9", "0 1", "2 2"], Describe.Vectors<float>(after, "Score"));
    }

    [Fact]
    public void Key_values_survive_through_key_data()
    {
        var keyData = _ml.Data.LoadFromEnumerable([new KeyRow { K = "N" }, new KeyRow { K = "V" }]);
        var view = Beat.View(_ml);
        var chain = _ml.Transforms.CustomMapping<Beat, Predicted>(PredictFactory.Map, PredictFactory.Contract)
            .Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel", "PredictedText", keyData: keyData));
        var after = ModelTests.SaveAndLoad(_ml, chain.Fit(view), view.Schema, out _).Transform(view);
        Assert.Equal(["N", "V"], Describe.KeyValues(after, "PredictedLabel"));
        Assert.Equal("2,2,2,1,1", Describe.Column<uint>(after, "PredictedLabel"));
        var back = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(after).Transform(after);
        Assert.Equal("V,V,V,N,N", Describe.Column<string>(back, "PredictedLabel"));
    }

    [Fact]
    public void Annotations_of_a_custom_mappings_outputs_are_gone_after_loading()
    {
        var output = SchemaDefinition.Create(typeof(KeyOnly));
        output["Label"].ColumnName = "Key";
        output["Key"].AddAnnotation("KeyValues", new VBuffer<ReadOnlyMemory<char>>(3, new[] { "a".AsMemory(), "b".AsMemory(), "c".AsMemory() }), new VectorDataViewType(TextDataViewType.Instance, 3));
        var view = Beat.View(_ml);
        var transformer = _ml.Transforms.CustomMapping<Beat, KeyOnly>(KeyFactory.Map, KeyFactory.Contract, outputSchemaDefinition: output).Fit(view);
        Assert.Equal("3 Key : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]", Describe.Schema(transformer.Transform(view))[3]);
        Assert.Equal(["1 Label : String hidden []", "2 Label : Key<UInt32, 0-2> []"],
            Describe.Schema(ModelTests.SaveAndLoad(_ml, transformer, view.Schema, out _).Transform(view))[1..3]);
    }

    // Score is a scalar a class; the looked-up vector is 0 1 and carries the names, and the expression picks by it.
    private EstimatorChain<ColumnSelectingTransformer> SlotNameCarrier()
    {
        var lookup = Indexed.View(_ml, "N", "V");
        return _ml.Transforms.CustomMapping<Beat, FirstAndLast>(ScoreFactory.Map, ScoreFactory.Contract)
            .Append(_ml.Transforms.Conversion.MapValue("__index", lookup, lookup.Schema["Key"], lookup.Schema["Values"], "__key"))
            .Append(_ml.Transforms.Expression("Score", "(i, first, last) : i == 0 ? first : last", "__index", "__first", "__last"))
            .Append(_ml.Transforms.DropColumns("__index", "__key", "__first", "__last"));
    }

    /// <summary>A transformer of one's own: it works by itself, and saves as a chain of built-ins.</summary>
    private sealed class Scale : ITransformer
    {
        private readonly ITransformer _inner;

        public Scale(float factor)
        {
            var ml = new MLContext();
            var empty = Beat.View(ml);
            _inner = ml.Transforms.CustomMapping<Beat, StateKey>(StateKeyFactory.Map, StateKeyFactory.Contract)
                .Append(ml.Transforms.Conversion.MapValue("__state", [KeyValuePair.Create("scale", factor.ToString(CultureInfo.InvariantCulture))], "__stateKey"))
                .Append(ml.Transforms.CustomMapping<WithState, Scaled>(new ApplyFactory().GetMapping(), ApplyFactory.Contract))
                .Append(ml.Transforms.DropColumns("__stateKey", "__state"))
                .Fit(empty);
        }

        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _inner.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _inner.GetRowToRowMapper(inputSchema);

        public IDataView Transform(IDataView input) => _inner.Transform(input);

        void ICanSaveModel.Save(ModelSaveContext ctx) => _inner.Save(ctx);
    }

    /// <summary>A lookup row that gives each slot its own number, under the classes' names.</summary>
    private class Indexed
    {
        public string Key { get; set; }

        [VectorType(2)]
        public float[] Values { get; set; }

        public static IDataView View(MLContext ml, params string[] slotNames)
        {
            var definition = SchemaDefinition.Create(typeof(Indexed));
            definition["Values"].AddAnnotation("SlotNames",
                new VBuffer<ReadOnlyMemory<char>>(2, slotNames.Select(n => n.AsMemory()).ToArray()), new VectorDataViewType(TextDataViewType.Instance, 2));
            return ml.Data.LoadFromEnumerable([new Indexed { Key = "all", Values = [0, 1] }], definition);
        }
    }
}

public class StateKey
{
    [ColumnName("__stateKey")]
    public string Key { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public class StateKeyFactory : CustomMappingFactory<Beat, StateKey>
{
    public const string Contract = "conformance.statekey";

    public static void Map(Beat beat, StateKey key) => key.Key = "scale";

    public override Action<Beat, StateKey> GetMapping() => Map;
}

public class WithState
{
    [ColumnName("__state")]
    public ReadOnlyMemory<char> State { get; set; }

    [VectorType(3)]
    public float[] X { get; set; }
}

public class Scaled
{
    [ColumnName("Scaled"), VectorType(3)]
    public float[] Value { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public class ApplyFactory : CustomMappingFactory<WithState, Scaled>
{
    public const string Contract = "conformance.apply";

    private static int s_decodings;

    public static int Decodings => s_decodings;

    // Decodes anew only where the text is another one than in the row before.
    public override Action<WithState, Scaled> GetMapping()
    {
        (ReadOnlyMemory<char> Text, float Factor) last = default;
        return (source, destination) =>
        {
            var state = last;
            if (!state.Text.Equals(source.State))
            {
                Interlocked.Increment(ref s_decodings);
                last = state = (source.State, float.Parse(source.State.Span, CultureInfo.InvariantCulture));
            }
            destination.Value = source.X.Select(x => x * state.Factor).ToArray();
        };
    }
}

public class FirstAndLast
{
    [ColumnName("__first")]
    public float First { get; set; }

    [ColumnName("__last")]
    public float Last { get; set; }

    [ColumnName("__key")]
    public string Key { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public class ScoreFactory : CustomMappingFactory<Beat, FirstAndLast>
{
    public const string Contract = "conformance.score";

    public static void Map(Beat beat, FirstAndLast ends) => (ends.First, ends.Last, ends.Key) = (beat.X[0], beat.X[^1], "all");

    public override Action<Beat, FirstAndLast> GetMapping() => Map;
}

public class Predicted
{
    public string PredictedText { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public class PredictFactory : CustomMappingFactory<Beat, Predicted>
{
    public const string Contract = "conformance.predict";

    public static void Map(Beat beat, Predicted predicted) => predicted.PredictedText = beat.X[2] > 2 ? "V" : "N";

    public override Action<Beat, Predicted> GetMapping() => Map;
}

[CustomMappingFactoryAttribute(Contract)]
public class KeyFactory : CustomMappingFactory<Beat, KeyOnly>
{
    public const string Contract = "conformance.key";

    public static void Map(Beat beat, KeyOnly key) => key.Label = 1;

    public override Action<Beat, KeyOnly> GetMapping() => Map;
}
