namespace ArrhythmiaVision.Signals.Tests;

public class ThresholdingTests
{
    // d = np.linspace(-4, 4, 9) * 0.9
    private static double[] Input() => [-3.6, -2.7, -1.8, -0.9, 0, 0.9, 1.8, 2.7, 3.6];

    // pywt.threshold(d, 1.35, 'soft'), 'hard', 'garrote'; pywt.threshold_firm(d, 1.35, 2.9)
    [Theory]
    [InlineData(ThresholdFunction.Soft, new[] { -2.25, -1.35, -0.45, 0, 0, 0, 0.45, 1.35, 2.25 })]
    [InlineData(ThresholdFunction.Hard, new[] { -3.6, -2.7, -1.8, 0, 0, 0, 1.8, 2.7, 3.6 })]
    [InlineData(ThresholdFunction.Garrote, new[] { -3.09375, -2.025, -0.7875, 0, 0, 0, 0.7875, 2.025, 3.09375 })]
    [InlineData(ThresholdFunction.Firm, new[] { -3.6, -2.5258064516129037, -0.8419354838709678, 0, 0, 0, 0.8419354838709678, 2.5258064516129037, 3.6 })]
    public void FunctionsAgreeWithPyWavelets(ThresholdFunction function, double[] expected)
    {
        var d = Input();
        Thresholding.Apply(function, d.AsSpan(), 1.35, 2.9);
        for (var i = 0; i < d.Length; i++) Assert.Equal(expected[i], d[i], 1e-14);

        var single = Array.ConvertAll(Input(), v => (float)v);
        Thresholding.Apply(function, single.AsSpan(), 1.35f, 2.9f);
        for (var i = 0; i < d.Length; i++) Assert.Equal(expected[i], single[i], 1e-6);
    }

    // v = np.sin(np.arange(n)**2 * 0.7) * np.exp(-0.01 * np.arange(n)) * 3 + 0.2 * np.cos(5 * np.arange(n)**1.3)
    // s = np.median(abs(v)) / scipy.stats.norm.ppf(.75)
    // s * np.sqrt(2 * np.log(n))
    // q = np.sort(abs(v / s))**2; k = np.arange(1, n + 1); s * np.sqrt(q[np.argmin(n - 2*k + np.cumsum(q) + (n - k)*q)])
    // s * (0.3936 + 0.1829 * np.log2(n)) if n > 32 else 0
    // s*s / np.sqrt(np.mean(v**2) - s*s), infinite where the root is of a negative number
    [Theory]
    [InlineData(20, 2.081107987465884, 5.09402548062415, 2.9737079572908236, 0.0, double.PositiveInfinity)]
    [InlineData(333, 0.47893138242291383, 1.6323260988132215, 0.36518365209204806, 0.9225120269241961, 0.36257011046271986)]
    [InlineData(1000, 0.24181478497658773, 0.8988067398714314, 0.22532658586556467, 0.5359442510255005, 0.14405163716579855)]
    public void RulesAgreeWithNumPy(int n, double noise, double universal, double sure, double minimax, double bayes)
    {
        var v = Enumerable.Range(0, n)
            .Select(i => Math.Sin((double)i * i * 0.7) * Math.Exp(-0.01 * i) * 3 + 0.2 * Math.Cos(5 * Math.Pow(i, 1.3))).ToArray();
        var before = v.ToArray();
        Assert.Equal(noise, Thresholding.NoiseLevel<double>(v), 1e-12);
        Assert.Equal(universal, Thresholding.Select<double>(ThresholdRule.Universal, v, noise), 1e-12);
        Assert.Equal(sure, Thresholding.Select<double>(ThresholdRule.Sure, v, noise), 1e-12);
        Assert.Equal(minimax, Thresholding.Select<double>(ThresholdRule.Minimax, v, noise), 1e-12);
        Assert.Equal(bayes, Thresholding.Select<double>(ThresholdRule.BayesShrink, v, noise), 1e-12);
        Assert.Equal(before, v);
    }

    [Theory]
    [InlineData(ThresholdFunction.Soft)]
    [InlineData(ThresholdFunction.Hard)]
    [InlineData(ThresholdFunction.Garrote)]
    [InlineData(ThresholdFunction.Firm)]
    public void EveryPlaceInAVectorGetsTheSameBits(ThresholdFunction function)
    {
        var random = new Random(3);
        var many = Enumerable.Range(0, 1003).Select(_ => (float)(random.NextDouble() * 4 - 2)).Append(float.NaN).Append(0).Append(0.7f).ToArray();
        var alone = many.Select(v =>
        {
            float[] one = [v];
            Thresholding.Apply(function, one.AsSpan(), 0.7f);
            return one[0];
        }).ToArray();
        Thresholding.Apply(function, many.AsSpan(), 0.7f);
        Assert.Equal(alone, many);
        Assert.Contains(many, float.IsNaN);
    }

    [Fact]
    public void LimitsAreThoseOfTheDefinitions()
    {
        var zero = Input();
        Thresholding.Apply(ThresholdFunction.Garrote, zero.AsSpan(), 0.0);
        Assert.Equal(Input(), zero);
        Thresholding.Apply(ThresholdFunction.Soft, zero.AsSpan(), double.PositiveInfinity);
        Assert.All(zero, v => Assert.Equal(0, v));

        var firm = Input();
        Thresholding.Apply(ThresholdFunction.Firm, firm.AsSpan(), 1.35, double.PositiveInfinity);
        var soft = Input();
        Thresholding.Apply(ThresholdFunction.Soft, soft.AsSpan(), 1.35);
        Assert.Equal(soft, firm);
        firm = Input();
        Thresholding.Apply(ThresholdFunction.Firm, firm.AsSpan(), 1.35, 1.35);
        var hard = Input();
        Thresholding.Apply(ThresholdFunction.Hard, hard.AsSpan(), 1.35);
        Assert.Equal(hard, firm);

        Assert.Equal(0, Thresholding.Select<double>(ThresholdRule.Sure, Input(), 0));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Apply(ThresholdFunction.Soft, new double[3].AsSpan(), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Apply(ThresholdFunction.Soft, new double[3].AsSpan(), double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Apply(ThresholdFunction.Firm, new double[3].AsSpan(), 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Apply((ThresholdFunction)9, new double[3].AsSpan(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Select<double>((ThresholdRule)9, Input(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Select<double>(ThresholdRule.Universal, Input(), double.NaN));
        Assert.Throws<ArgumentException>(() => Thresholding.Select<double>(ThresholdRule.Universal, [], 1));
        Assert.Throws<ArgumentException>(() => Thresholding.NoiseLevel<double>([]));
    }
}
