namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Beats that no normalisation should give, but that are finite numbers.</summary>
public class OddBeatTests
{
    public static TheoryData<string, string> Odd
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var model in PretrainedModels.Names)
            {
                foreach (var kind in new[] { "zeros", "constant", "1e-6", "1e6", "1e12", "1e15", "1e30", "largest", "alternating", "smallest" }) cases.Add(model, kind);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void ProbabilitiesAreNumbers(string name, string kind)
    {
        var model = PretrainedModels.Load(name);
        var beat = Make(kind);
        var probabilities = new float[model.Classes.Count];
        model.Score(beat, new float[model.ContextNames.Count], probabilities);
        Assert.All(probabilities, p => Assert.InRange(p, 0f, 1f));
        Assert.Equal(1, probabilities.Sum(), 1e-4f);
    }

    internal static float[] Make(string kind) => [.. Enumerable.Range(0, 360).Select(i =>
    {
        var beat = (float)((3 * Math.Exp(-Math.Pow((i - 180) / 9.0, 2))) - (0.4 * Math.Exp(-Math.Pow((i - 250) / 25.0, 2))));
        return kind switch
        {
            "zeros" => 0,
            "constant" => 7.25f,
            "largest" => float.MaxValue,
            "alternating" => i % 2 == 0 ? float.MaxValue : -float.MaxValue,
            "smallest" => i % 2 == 0 ? float.Epsilon : -float.Epsilon,
            _ => beat * float.Parse(kind, System.Globalization.CultureInfo.InvariantCulture),
        };
    })];
}
