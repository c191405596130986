namespace ArrhythmiaVision.Signals.Tests;

/// <summary>Filters against PyWavelets 1.1.1; <c>w = pywt.Wavelet(name)</c>.</summary>
public class WaveletTests
{
    // [float(np.dot(w.rec_lo, np.cos(np.arange(1, w.rec_len + 1)))) for each order]
    private static readonly double[] s_daubechies =
    [0.0877911742782756, -0.22448067652576792, -0.5134820863604777, -0.7763925154024757, -1.0039578385340442, -1.1871049898714365,
        -1.3183739959194143, -1.3924647670431534, -1.4065064995026884, -1.360175418528312, -1.2556928440920603, -1.0977149355949138,
        -0.8931224089515529, -0.6507202189173044, -0.3808600823906229, -0.09500159746650408, 0.19476988149355487, 0.476248739570746,
        0.7376171852263786, 0.9679350837451836, 1.1575915027320527, 1.2986995564312271, 1.3854185135422077, 1.414190164579589,
        1.3838800029900784, 1.295817711402392, 1.1537355977307575, 0.9636078242299051, 0.7333973435217305, 0.4727212322997146,
        0.19244844158736152, -0.09575327342164439, -0.37990243201191737, -0.6482008319663001, -0.8895219527573209, -1.093870633057011,
        -1.2527951251537495, -1.3597346302331803];

    private static readonly double[] s_symlets =
    [-0.2244806765256096, -0.5134820863652085, 0.6206596448818973, 1.162680209592584, 0.9467939883708514, 1.3999083146229288,
        -1.3092395570840059, -1.327245454674155, 0.005752435503791224, -0.7796399438182829, 1.2233052221845209, 0.6212277874568521,
        0.14717633876086253, -0.4790869364525369, -1.3339547216849874, 0.120782031734746, 1.4080327624738507, 1.3357873015596589,
        0.4866450538200939];

    private static readonly double[] s_coiflets =
    [-1.3111806589888881, 0.39544706825477954, 1.0604764919534502, -1.2787795207371397, -0.0037075234685888907, 1.285771854230025,
        -1.0696420609895638, -0.3939377336537774, 1.3986923937292801, -0.7722488374245657, -0.7552414220495348, 1.4015665843633234,
        -0.4121365900204858, -1.0584123918357269, 1.2934218673634106, -0.018391731878564674, -1.2781305817361068];

    [Fact]
    public void Sym4HasTheFourFiltersOfPyWavelets()
    {
        var w = Wavelet.Symlet(4);
        // w.dec_lo, w.dec_hi, w.rec_lo, w.rec_hi
        AssertClose([-0.07576571478927333, -0.02963552764599851, 0.49761866763201545, 0.8037387518059161, 0.29785779560527736, -0.09921954357684722,
        -0.012603967262037833, 0.0322231006040427], w.DecompositionLowPass);
        AssertClose([-0.0322231006040427, -0.012603967262037833, 0.09921954357684722, 0.29785779560527736, -0.8037387518059161, 0.49761866763201545,
        0.02963552764599851, -0.07576571478927333], w.DecompositionHighPass);
        AssertClose([0.0322231006040427, -0.012603967262037833, -0.09921954357684722, 0.29785779560527736, 0.8037387518059161, 0.49761866763201545,
        -0.02963552764599851, -0.07576571478927333], w.ReconstructionLowPass);
        AssertClose([-0.07576571478927333, 0.02963552764599851, 0.49761866763201545, -0.8037387518059161, 0.29785779560527736, 0.09921954357684722,
        -0.012603967262037833, -0.0322231006040427], w.ReconstructionHighPass);
    }

    [Fact]
    public void EveryDaubechiesFilterAgreesWithPyWavelets()
    {
        for (var order = 1; order <= s_daubechies.Length; order++)
            Assert.Equal(s_daubechies[order - 1], Fingerprint.Of(Wavelet.Daubechies(order).ReconstructionLowPass), 2e-15);
    }

    [Fact]
    public void EverySymletAgreesWithPyWaveletsAsFarAsItsTablesGo()
    {
        for (var order = 2; order <= s_symlets.Length + 1; order++)
            Assert.Equal(s_symlets[order - 2], Fingerprint.Of(Wavelet.Symlet(order).ReconstructionLowPass), 5e-11);
    }

    [Fact]
    public void EveryCoifletAgreesWithPyWavelets()
    {
        for (var order = 1; order <= s_coiflets.Length; order++)
            Assert.Equal(s_coiflets[order - 1], Fingerprint.Of(Wavelet.Coiflet(order).ReconstructionLowPass), 2e-15);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void EveryFilterIsOrthonormalWithItsVanishingMoments(string name)
    {
        var wavelet = Wavelet.Parse(name);
        var h = wavelet.ReconstructionLowPass.ToArray();
        Assert.Equal(name, wavelet.Name);
        Assert.Equal(Math.Sqrt(2), h.Sum(), 1e-14);
        for (var shift = 0; shift < h.Length; shift += 2)
            Assert.Equal(shift == 0 ? 1 : 0, h.Skip(shift).Zip(h, (a, b) => a * b).Sum(), 2e-15);

        // Moments about the middle in units of half the length, so that rounding stays small.
        var half = h.Length / 2.0;
        for (var moment = 0; moment < Math.Min(wavelet.VanishingMoments, 12); moment++)
            Assert.Equal(0, wavelet.ReconstructionHighPass.ToArray().Select((g, i) => g * Math.Pow((i - half) / half, moment)).Sum(), 2e-14);
    }

    public static TheoryData<string> AllNames() =>
    [
        "haar",
        .. Enumerable.Range(1, 38).Select(n => "db" + n),
        .. Enumerable.Range(2, 19).Select(n => "sym" + n),
        .. Enumerable.Range(1, 17).Select(n => "coif" + n),
    ];

    [Fact]
    public void NamesAreReadInAnyCaseAndThereIsOneOfEach()
    {
        Assert.Same(Wavelet.Symlet(4), Wavelet.Parse("SYM4"));
        Assert.Same(Wavelet.Haar, Wavelet.Parse("Haar"));
        Assert.Equal(WaveletFamily.Coiflet, Wavelet.Parse("coif3").Family);
        Assert.Equal(6, Wavelet.Parse("coif3").VanishingMoments);
        Assert.Equal(Wavelet.Haar.ReconstructionLowPass.ToArray(), Wavelet.Daubechies(1).ReconstructionLowPass.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sym")]
    [InlineData("sym1")]
    [InlineData("sym21")]
    [InlineData("db0")]
    [InlineData("db39")]
    [InlineData("db-4")]
    [InlineData("db 4")]
    [InlineData("coif18")]
    [InlineData("bior2.2")]
    public void UnknownNamesAreRefusedWithTheKnownOnes(string name)
    {
        Assert.False(Wavelet.TryParse(name, out _));
        var error = Assert.Throws<ArgumentException>(() => Wavelet.Parse(name));
        Assert.Contains("sym2 to sym20", error.Message);
    }

    [Fact]
    public void OrdersOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wavelet.Symlet(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wavelet.Daubechies(39));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wavelet.Coiflet(0));
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
