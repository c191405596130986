namespace ArrhythmiaVision.Networks.Tests;

public class ArchitectureTests
{
    private static readonly string[] Names = ["N", "L", "R", "A", "V"];

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, 71_973, 302.18, 10, 120)]
    [InlineData(ArrhythmiNetArchitecture.V2, 39_651, 157.76, 3, 190)]
    public void SizesAndMapsAreThoseOfThePaper(ArrhythmiNetArchitecture architecture, int numbers, double mostKB, int length, int channels)
    {
        var model = Untrained(architecture, Names);
        Assert.Equal(numbers, model.ParameterCount);
        Assert.Equal(numbers * 4 / 1024.0, model.SizeKB);
        Assert.True(model.SizeKB <= mostKB);
        Assert.Equal(length, model.FeatureMapLength);
        Assert.Equal(channels, model.FeatureMapChannels);
        Assert.Equal(360, model.InputLength);
        Assert.Equal(numbers, model.Layers.Sum(layer => layer.ParameterCount));
    }

    [Theory]
    [InlineData(ArrhythmiNetArchitecture.V1, new[] { 179, 89, 44, 21, 10 })]
    [InlineData(ArrhythmiNetArchitecture.V2, new[] { 180, 90, 45, 23, 12, 6, 3 })]
    public void LengthsShrinkAsTheTableSays(ArrhythmiNetArchitecture architecture, int[] lengths) =>
        Assert.Equal(lengths, ArchitectureTables.Build(architecture, 5).Units.Select(unit => unit.OutputLength).Distinct());

    [Fact]
    public void EveryBottleneckIsResidual()
    {
        var definition = ArchitectureTables.Build(ArrhythmiNetArchitecture.V2, 5);
        var projections = definition.Units.Where(unit => unit.Name.EndsWith(".project", StringComparison.Ordinal)).ToArray();
        Assert.Equal(7, projections.Length);
        Assert.All(projections, unit => Assert.True(unit.ShortcutSource >= 0 && unit.Activation == Activation.None));
    }

    [Fact]
    public void ClassCountIsAParameter()
    {
        var model = Untrained(ArrhythmiNetArchitecture.V2, ["N", "S", "V", "F"]);
        Assert.Equal(39_651 - 191, model.ParameterCount);
        var probabilities = new float[4];
        model.Score(new float[360], probabilities);
        Assert.Equal(1, probabilities.Sum(), 1e-5f);
    }

    [Fact]
    public void TheTableNamesEveryLayer()
    {
        var model = Untrained(ArrhythmiNetArchitecture.V2, Names);
        var text = model.ToString();
        Assert.All(model.Layers, layer => Assert.Contains(layer.Name, text, StringComparison.Ordinal));
        Assert.Contains("39,651 numbers, 154.89 KB", text, StringComparison.Ordinal);
        Assert.Contains("depthwise k=5 s=2 p=2, BN, ReLU6", text, StringComparison.Ordinal);
        Assert.Contains("+ pooled stem", text, StringComparison.Ordinal);
    }

    [Fact]
    public void UnitsThatDoNotFitAreRefused()
    {
        var stem = new ConvolutionUnit("stem", ConvolutionKind.Standard, 1, 4, 3, 1, 1, 31, Activation.ReLU);
        Assert.Throws<ArgumentException>(() => new NetworkDefinition(31, 2, [stem with { InputLength = 30 }]));
        Assert.Throws<ArgumentException>(() => new NetworkDefinition(31, 2, [stem, stem]));
        Assert.Throws<ArgumentException>(() => new NetworkDefinition(31, 2, [stem, stem with { InputChannels = 4, ShortcutSource = 0 }]));
    }

    internal static ArrhythmiNetModel Untrained(ArrhythmiNetArchitecture architecture, string[] classes, int seed = 1) =>
        new(architecture, classes, [], InitialNumbers.Draw(ArchitectureTables.Build(architecture, classes.Length), seed));
}
