using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

public class PretrainedModelTests
{
    public static TheoryData<string> Names => [.. PretrainedModels.Names];

    [Fact]
    public void EachSaysWhatItWasTrainedOn()
    {
        Assert.Equal(["v1-ds1", "v1-rr-ds1", "v1-unique", "v2-ds1", "v2-rr-ds1", "v2-unique"], PretrainedModels.Names);
        foreach (string name in PretrainedModels.Names)
        {
            var model = PretrainedModels.Load(name);
            var card = model.Card!;
            Assert.Same(model, PretrainedModels.Load(name.ToUpperInvariant()));
            Assert.Equal(name, card.Name);
            Assert.Equal(name.EndsWith("unique", StringComparison.Ordinal) ? MitBihArrhythmiaDatabase.Records : MitBihArrhythmiaDatabase.Ds1, card.TrainingRecords);
            Assert.Equal(name.Contains("-rr", StringComparison.Ordinal) ? LabelScheme.Aami.Classes : LabelScheme.MitBih5.Classes, model.Classes);
            Assert.InRange(model.SizeKB, 100, model.Architecture == ArrhythmiNetArchitecture.V1 ? 302.18 : 157.76);
            Assert.Equal(model.Classes.Count, card.RejectBelow!.Count);
            Assert.All(card.RejectBelow, limit => Assert.InRange(limit, 0.2, 1));
            Assert.Contains($"--name {name} ", card.Command);
            Assert.NotEmpty(card.Limits);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ItGivesTheFiguresOfItsCard(string name)
    {
        string data = Made.DataOrSkip();
        var card = PretrainedModels.Load(name).Card!;
        var ran = await Ran.InAsync(data, "evaluate", "--model", name, "--protocol", card.Protocol, "--json", "-q");
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Equal("pretrained", ran.Json.GetProperty("origin").GetString());

        // On another instruction set than the card's a few beats near the line between two classes fall otherwise.
        Assert.Equal(Figure("accuracy"), ran.Json.GetProperty("accuracy").GetDouble(), 0.002);
        Assert.Equal(Figure("macro F1"), ran.Json.GetProperty("macroF1").GetDouble(), 0.01);
        foreach (var of in ran.Json.GetProperty("perClass").EnumerateObject())
            Assert.Equal(Figure($"{of.Name} F1"), of.Value.GetProperty("f1").GetDouble(), 0.02);

        double Figure(string figure) => Assert.Single(card.Figures, f => f.Protocol == card.Protocol && f.Name == figure).Value;
    }
}
