namespace ArrhythmiaVision.Networks;

/// <summary>Wavelet denoising of each beat: filters as convolutions of stride 2, the noise from a median, the inverse as transposed convolutions.</summary>
internal sealed partial class OnnxGraphBuilder
{
    private const string Filters = "denoise.filters";
    private static readonly OnnxAttribute s_points = OnnxAttribute.Of("axis", 2L);

    private void Denoise(int length, OnnxDenoising denoising)
    {
        var lengths = denoising.Lengths(length);
        var taps = denoising.Filter.Count;
        _initializers.Add(OnnxTensor.Of(Filters, denoising.Filters(), 2, 1, taps));
        _initializers.Add(OnnxTensor.Of("denoise.line", 1L));
        Then("Unsqueeze", "denoise.lines", [_last, "denoise.line"]);
        for (var level = 1; level < lengths.Count; level++) Analyse(denoising, level, lengths[level - 1], lengths[level]);
        for (var level = lengths.Count - 1; level >= 1; level--)
        {
            Node("Concat", Level(level, "channels"), [_last, Level(level, "kept")], OnnxAttribute.Of("axis", 1L));
            Then(
                "ConvTranspose", Level(level, "inverse"), [Level(level, "channels"), Filters],
                [
                    OnnxAttribute.Of("kernel_shape", [taps]),
                    OnnxAttribute.Of("pads", [taps - 2, (2 * lengths[level]) - lengths[level - 1]]),
                    OnnxAttribute.Of("strides", [2L]),
                ]);
        }

        Then("Squeeze", "denoise", [_last, "denoise.line"]);
    }

    /// <summary>One level: the signal goes on beyond its ends, is filtered, and its details are thresholded.</summary>
    private void Analyse(OnnxDenoising denoising, int level, int length, int count)
    {
        var taps = denoising.Filter.Count;
        var places = new long[(2 * count) + taps - 2];
        for (var i = 0; i < places.Length; i++) places[i] = denoising.Place(i + 2 - taps, length);
        _initializers.Add(OnnxTensor.Of(Level(level, "places"), places));
        Then("Gather", Level(level, "extended"), [_last, Level(level, "places")], s_points);
        Then("Conv", Level(level, "filtered"), [_last, Filters], OnnxAttribute.Of("kernel_shape", [taps]), OnnxAttribute.Of("strides", [2L]));
        Nodes("Split", [Level(level, "approximation"), Level(level, "details")], [_last], OnnxAttribute.Of("axis", 1L));
        _last = Level(level, "approximation");

        var details = Level(level, "details");
        Node("Abs", Level(level, "sizes"), [details]);
        if (level == 1 || denoising.NoiseOfEachLevel) Median(level, count);
        _initializers.Add(OnnxTensor.Number(Level(level, "factor"), denoising.Thresholds[level - 1]));
        Node("Mul", Level(level, "threshold"), [Level(denoising.NoiseOfEachLevel ? level : 1, "median"), Level(level, "factor")]);
        Shrink(denoising, level);
    }

    /// <summary>The median of the details' sizes: the last of the larger half, or the mean of its last two.</summary>
    private void Median(int level, int count)
    {
        _initializers.Add(OnnxTensor.Of(Level(level, "half"), (count / 2) + 1));
        Nodes(
            "TopK", [Level(level, "larger"), Level(level, "order")], [Level(level, "sizes"), Level(level, "half")],
            s_points, OnnxAttribute.Of("largest", 1L), OnnxAttribute.Of("sorted", 1L));
        _initializers.Add(count % 2 != 0 ? OnnxTensor.Of(Level(level, "middle"), count / 2L) : OnnxTensor.Of(Level(level, "middle"), (count / 2L) - 1, count / 2L));
        Node("Gather", Level(level, count % 2 != 0 ? "median" : "middles"), [Level(level, "larger"), Level(level, "middle")], s_points);
        if (count % 2 == 0) Node("ReduceMean", Level(level, "median"), [Level(level, "middles")], OnnxAttribute.Of("axes", [2L]));
    }

    private void Shrink(OnnxDenoising denoising, int level)
    {
        string details = Level(level, "details"), sizes = Level(level, "sizes"), threshold = Level(level, "threshold"), small = Level(level, "small");
        Node(denoising.Function == OnnxShrinkage.Hard ? "Less" : "LessOrEqual", small, [sizes, threshold]);
        var shrunk = denoising.Function switch
        {
            OnnxShrinkage.Soft => MovedToZero(level),
            OnnxShrinkage.Garrote => Garrote(level),
            OnnxShrinkage.Firm => Firm(level, denoising.FirmRatio),
            _ => details,
        };
        Node("Where", Level(level, "kept"), [small, Zero, shrunk]);
    }

    private string MovedToZero(int level)
    {
        Node("Sign", Level(level, "signs"), [Level(level, "details")]);
        Node("Mul", Level(level, "steps"), [Level(level, "signs"), Level(level, "threshold")]);
        Node("Sub", Level(level, "moved"), [Level(level, "details"), Level(level, "steps")]);
        return Level(level, "moved");
    }

    private string Garrote(int level)
    {
        Node("Div", Level(level, "shares"), [Level(level, "threshold"), Level(level, "details")]);
        Node("Mul", Level(level, "steps"), [Level(level, "threshold"), Level(level, "shares")]);
        Node("Sub", Level(level, "moved"), [Level(level, "details"), Level(level, "steps")]);
        return Level(level, "moved");
    }

    private string Firm(int level, float ratio)
    {
        if (ratio == 1) return Level(level, "details");
        _initializers.Add(OnnxTensor.Number(Level(level, "slope"), ratio / (ratio - 1)));
        _initializers.Add(OnnxTensor.Number(Level(level, "ratio"), ratio));
        Node("Mul", Level(level, "between"), [MovedToZero(level), Level(level, "slope")]);
        Node("Mul", Level(level, "upper"), [Level(level, "threshold"), Level(level, "ratio")]);
        Node("LessOrEqual", Level(level, "medium"), [Level(level, "sizes"), Level(level, "upper")]);
        Node("Where", Level(level, "firm"), [Level(level, "medium"), Level(level, "between"), Level(level, "details")]);
        return Level(level, "firm");
    }

    private static string Level(int level, string name) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"denoise.level{level}.{name}");
}
