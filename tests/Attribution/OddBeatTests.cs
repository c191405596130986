namespace ArrhythmiaVision.Attribution.Tests;

/// <summary>Explanations of beats that no electrode should give, by the networks that ship.</summary>
public class OddBeatTests
{
    public static TheoryData<string, string> Odd
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var model in new[] { "v1-rr-ds1", "v2-unique" })
            {
                foreach (var kind in new[] { "zeros", "constant", "1e-6", "1e6", "saturated", "offset", "smallest" }) cases.Add(model, kind);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void EveryMethodGivesNumbers(string name, string kind)
    {
        var model = PretrainedModels.Load(name);
        var beat = Make(kind);
        var context = new float[model.ContextNames.Count];
        var flat = new Baseline("flat", new float[model.InputLength], context);
        IAttributionMethod[] methods =
        [
            new GradCam(model),
            new ShapleySegments(model, flat, new ShapleySegmentsOptions { Segmenter = BeatSegmenters.Fixed(TestModels.Five) }),
            new IntegratedGradients(model, flat, 8),
            new ExpectedGradients(model, flat),
            new PermutationShapley(model, flat, pairs: 1, samplesPerPlayer: 60),
            new Occlusion(model, flat),
        ];
        foreach (var method in methods)
        {
            for (var label = 0; label < model.Classes.Count; label++)
            {
                var result = method.Attribute(beat, context, label);
                Assert.All(result.Values, value => Assert.True(float.IsFinite(value), $"{method.Name} gave {value}"));
            }
        }
    }

    private static float[] Make(string kind) => [.. Enumerable.Range(0, 360).Select(i =>
    {
        var beat = (float)((3 * Math.Exp(-Math.Pow((i - 180) / 9.0, 2))) - (0.4 * Math.Exp(-Math.Pow((i - 250) / 25.0, 2))));
        return kind switch
        {
            "zeros" => 0,
            "constant" => 7.25f,
            "saturated" => Math.Clamp(beat, -0.2f, 0.2f),
            "offset" => beat + 1000,
            "smallest" => i % 2 == 0 ? float.Epsilon : -float.Epsilon,
            _ => beat * float.Parse(kind, System.Globalization.CultureInfo.InvariantCulture),
        };
    })];
}
