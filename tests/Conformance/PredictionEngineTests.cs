using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

public class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Predicts_from_a_vector_of_any_length()
    {
        var transformer = _ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, null!).Fit(Beat.View(_ml));
        var engine = _ml.Model.CreatePredictionEngine<Beat, Sum>(transformer);
        Assert.Equal(3, engine.Predict(new Beat { X = [1, 1, 1] }).Total);
        Assert.Equal(1, engine.Predict(new Beat { X = [1] }).Total);
    }

    [Fact]
    public void Predict_fills_an_object_that_it_is_given()
    {
        var engine = _ml.Model.CreatePredictionEngine<Beat, Sum>(_ml.Transforms.CustomMapping<Beat, Sum>(SumFactory.Map, null!).Fit(Beat.View(_ml)));
        var sum = new Sum();
        engine.Predict(new Beat { X = [1, 2, 3] }, ref sum);
        Assert.Equal(6, sum.Total);
        Assert.Equal("Record Label X Sum", string.Join(" ", engine.OutputSchema.Select(c => c.Name)));
    }

    [Fact]
    public void A_chain_with_keys_predicts_their_names()
    {
        var keyData = _ml.Data.LoadFromEnumerable([new KeyRow { K = "N" }, new KeyRow { K = "V" }]);
        var chain = _ml.Transforms.Conversion.MapValueToKey("Key", "Label", keyData: keyData).Append(_ml.Transforms.Conversion.MapKeyToValue("Name", "Key"));
        var engine = _ml.Model.CreatePredictionEngine<Beat, KeyAndName>(chain.Fit(Beat.View(_ml)));
        var known = engine.Predict(new Beat { Label = "V", X = [0, 0, 0] });
        Assert.Equal((2u, "V"), (known.Key, known.Name));
        var unknown = engine.Predict(new Beat { Label = "A", X = [0, 0, 0] });
        Assert.Equal((0u, ""), (unknown.Key, unknown.Name));
    }

    [Fact]
    public void A_transformer_that_is_not_row_to_row()
        => Assert.Equal("ArgumentOutOfRangeException: Must be a row to row mapper (Parameter 'transformer')",
            Describe.Exception(() => _ml.Model.CreatePredictionEngine<Beat, Sum>(new Mute())));

    [Fact]
    public void A_member_that_no_column_gives_keeps_its_default_unless_that_is_refused()
    {
        var copying = _ml.Transforms.CopyColumns("L", "Label").Fit(Beat.View(_ml));
        Assert.Equal(0, _ml.Model.CreatePredictionEngine<Beat, Sum>(copying).Predict(new Beat { X = [1, 2, 3] }).Total);
        Assert.Equal("ArgumentOutOfRangeException: Could not find  column 'Sum' (Parameter 'Schema')",
            Describe.Exception(() => _ml.Model.CreatePredictionEngine<Beat, Sum>(copying, ignoreMissingColumns: false)));
    }

    [Fact]
    public void An_input_class_that_lacks_a_column()
        => Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'X' (Parameter 'inputSchema')",
            Describe.Exception(() => _ml.Model.CreatePredictionEngine<KeyRow, Sum>(_ml.Transforms.CopyColumns("Sum", "X").Fit(Beat.View(_ml)))));

    private class KeyAndName
    {
        public uint Key { get; set; }

        public string Name { get; set; } = "";
    }
}
