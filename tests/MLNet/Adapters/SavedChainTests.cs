using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Adapters;

public class SavedChainTests
{
    private static readonly MLContext Context = new(seed: 1);

    [Fact]
    public void FindsItsStatesInTheOrderOfTheSteps()
    {
        var first = new SavedChain([]).ThenState("first").Build();
        var second = new SavedChain([]).ThenState("second " + new string('x', 300_000)).Build();
        var model = Reload(new TransformerChain<ITransformer>(first, second));
        Assert.Equal(["first", "second " + new string('x', 300_000)], SavedChain.FindStates(model));
        Assert.Empty(SavedChain.FindStates(Context.Transforms.CopyColumns("B", "A").Fit(View())));
    }

    [Fact]
    public void LeavesNoColumnOfItsOwn()
    {
        var chain = Reload(new SavedChain([]).ThenState("state").ThenVector(SavedChain.Prefix + "v", [1, 2], ["one", "two"]).Build());
        Assert.Equal(["A"], chain.Transform(View()).Schema.Select(column => column.Name));
    }

    [Fact]
    public void CarriesAVectorWithTheNamesOfItsSlots()
    {
        var chain = Reload(new SavedChain([]).ThenState("state").ThenVector("Kept", [1.5f, -2f], ["one", "two"]).Build());
        var kept = chain.Transform(View());
        Assert.Equal([1.5f, -2f], kept.GetColumn<float[]>("Kept").First());
        VBuffer<ReadOnlyMemory<char>> names = default;
        kept.Schema["Kept"].GetSlotNames(ref names);
        Assert.Equal(["one", "two"], names.DenseValues().Select(name => name.ToString()));
    }

    private static IDataView View() => Context.Data.LoadFromEnumerable([new Row { A = "a" }, new Row { A = "b" }]);

    private static ITransformer Reload(ITransformer model)
    {
        var stream = new MemoryStream();
        Context.Model.Save(model, View().Schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private sealed class Row
    {
        public string A { get; set; } = "";
    }
}
