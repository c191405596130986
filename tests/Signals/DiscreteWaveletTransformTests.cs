using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

/// <summary>Transforms against PyWavelets 1.1.1, and perfect reconstruction as a law.</summary>
public class DiscreteWaveletTransformTests
{
    // x = lambda n: np.sin(0.05 * np.arange(n)**1.5) + 0.01 * np.arange(n)
    private static double[] Input(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(0.05 * Math.Pow(i, 1.5)) + 0.01 * i)];

    // f = lambda v: np.dot(v, np.cos(np.arange(1, len(v) + 1)))
    // a, d = pywt.dwt(x(n), wavelet, mode=mode)
    // y = pywt.idwt(a * np.cos(np.arange(len(a))), d + 1, wavelet, mode=mode)[:n]
    // f(a), f(d), f(y)
    [Theory]
    [InlineData(BoundaryMode.Zero, "haar", 7, -1.1533604276380496, -0.2178176949735503, 0.08303924293271536)]
    [InlineData(BoundaryMode.Zero, "db3", 2, -0.04340088394993111, -0.004375619501429752, 0.6631803061289812)]
    [InlineData(BoundaryMode.Zero, "db2", 64, -7.893331520769336, -1.2717898659166589, -5.913450609766737)]
    [InlineData(BoundaryMode.Zero, "sym4", 5, -0.5472129767960268, 0.020545239515691482, 0.7711455917363806)]
    [InlineData(BoundaryMode.Zero, "sym4", 1001, -14.892949706835566, 2.4057308799241723, -12.845562771615345)]
    [InlineData(BoundaryMode.Zero, "coif2", 100, 11.490128432805294, 0.053446237821452316, 8.01042085016897)]
    [InlineData(BoundaryMode.Zero, "db10", 33, -2.0346782603705114, 0.11193474206280112, 1.5324394953009755)]
    [InlineData(BoundaryMode.Constant, "haar", 7, -1.4909822800226165, 0.11980415741101647, -0.4649108491176401)]
    [InlineData(BoundaryMode.Constant, "db3", 2, -0.05845602241257, -0.00904713105553753, 0.6672423912291319)]
    [InlineData(BoundaryMode.Constant, "db2", 64, -7.893960374864323, -1.2741367813496984, -5.919763215399058)]
    [InlineData(BoundaryMode.Constant, "sym4", 5, 0.12668258272759325, -0.004779659108618824, 0.710323097848711)]
    [InlineData(BoundaryMode.Constant, "sym4", 1001, 3.816122957048576, -0.9273330598478471, -10.283286788906384)]
    [InlineData(BoundaryMode.Constant, "coif2", 100, 11.376638146486266, 0.036293012181661886, 7.92158718683023)]
    [InlineData(BoundaryMode.Constant, "db10", 33, -1.0665651123711268, -0.022441421837018694, 1.8129056270896693)]
    [InlineData(BoundaryMode.Symmetric, "haar", 7, -1.4909822800226165, 0.11980415741101647, -0.4649108491176401)]
    [InlineData(BoundaryMode.Symmetric, "db3", 2, -0.03791845832969518, 0.000769030220417747, 0.6676657398849328)]
    [InlineData(BoundaryMode.Symmetric, "db2", 64, -7.879240029088218, -1.2818049943773389, -5.929108612237895)]
    [InlineData(BoundaryMode.Symmetric, "sym4", 5, -0.4231363604072264, -0.011484559236354499, 0.6921597091394416)]
    [InlineData(BoundaryMode.Symmetric, "sym4", 1001, 5.329802233121072, -0.2508572105505593, -10.315406528754991)]
    [InlineData(BoundaryMode.Symmetric, "coif2", 100, 11.64005526701735, -0.10375238474765529, 8.008288581865054)]
    [InlineData(BoundaryMode.Symmetric, "db10", 33, -2.082232502351303, 0.03404803604712582, 1.783919190470866)]
    [InlineData(BoundaryMode.Periodic, "haar", 7, -1.1533604276380496, -0.2178176949735503, 0.08303924293271536)]
    [InlineData(BoundaryMode.Periodic, "db3", 2, -0.036721600613751085, 0.036721600613751085, 0.6547838717832436)]
    [InlineData(BoundaryMode.Periodic, "db2", 64, -7.678179664331432, -1.3290274222548817, -5.9124161415943846)]
    [InlineData(BoundaryMode.Periodic, "sym4", 5, 0.17427597433957576, 0.145517722652057, 0.7728703901248029)]
    [InlineData(BoundaryMode.Periodic, "sym4", 1001, -7.433268934092732, 4.632563012141889, -12.646341620391578)]
    [InlineData(BoundaryMode.Periodic, "coif2", 100, 12.229925092836869, 0.18483732809627715, 7.960089524863105)]
    [InlineData(BoundaryMode.Periodic, "db10", 33, 2.2500032879203156, 0.09510204827054476, 1.379922023041474)]
    [InlineData(BoundaryMode.Smooth, "haar", 7, -1.5603673527097595, 0.18918923009815947, -0.5775207311419075)]
    [InlineData(BoundaryMode.Smooth, "db3", 2, -0.17275563347075246, 5.658613954190805e-18, 0.6807217927006128)]
    [InlineData(BoundaryMode.Smooth, "db2", 64, -7.952122452364257, -1.2575544814412805, -5.917259123863143)]
    [InlineData(BoundaryMode.Smooth, "sym4", 5, 0.9312177332909266, -0.009809695092187981, 0.7070819472966988)]
    [InlineData(BoundaryMode.Smooth, "sym4", 1001, -3.6824333156163083, -0.7030872482698923, -10.661695216423995)]
    [InlineData(BoundaryMode.Smooth, "coif2", 100, 11.289374590005295, 0.024562529591627087, 7.840166659217158)]
    [InlineData(BoundaryMode.Smooth, "db10", 33, -1.4068766024668884, -0.002858687890470376, 1.7172523489671903)]
    [InlineData(BoundaryMode.Periodization, "haar", 7, -1.4909822800226165, 0.11980415741101647, -0.4649108491176401)]
    [InlineData(BoundaryMode.Periodization, "db3", 2, 0.022915127052397375, -0.022915127052397375, 0.6513515329111856)]
    [InlineData(BoundaryMode.Periodization, "db2", 64, -10.475775326874993, -0.8786275029227736, -7.400033765243695)]
    [InlineData(BoundaryMode.Periodization, "sym4", 5, -0.6028256334634187, 0.20273534188797174, -1.0431321642204927)]
    [InlineData(BoundaryMode.Periodization, "sym4", 1001, -22.822291754646184, 3.332182828013676, -17.610263791214216)]
    [InlineData(BoundaryMode.Periodization, "coif2", 100, -10.129090856799143, 0.20789308127183204, -6.809936409432593)]
    [InlineData(BoundaryMode.Periodization, "db10", 33, -2.2003467568248016, 0.14376287816307753, -2.782468096392395)]
    [InlineData(BoundaryMode.Reflect, "haar", 7, -1.4215972073354735, 0.05041908472387352, -0.35230096709337305)]
    [InlineData(BoundaryMode.Reflect, "db3", 2, -0.036721600613751085, 0.036721600613751085, 0.6547838717832436)]
    [InlineData(BoundaryMode.Reflect, "db2", 64, -7.824711282914799, -1.292128657807258, -5.918349421267937)]
    [InlineData(BoundaryMode.Reflect, "sym4", 5, -0.4426632308810416, 0.021713832943189314, 0.7170259530570559)]
    [InlineData(BoundaryMode.Reflect, "sym4", 1001, 5.750274502831186, -2.0535968693713236, -9.721820629889635)]
    [InlineData(BoundaryMode.Reflect, "coif2", 100, 11.572203146301797, 0.03400395926395588, 8.092411815102398)]
    [InlineData(BoundaryMode.Reflect, "db10", 33, -1.3692672112962536, -0.04568512966737643, 1.9244670012303282)]
    [InlineData(BoundaryMode.Antisymmetric, "haar", 7, -0.8157385752534828, -0.5554395473581171, 0.6309893349830711)]
    [InlineData(BoundaryMode.Antisymmetric, "db3", 2, -0.0007690302204177435, 0.03552474289780698, 0.6596286620416268)]
    [InlineData(BoundaryMode.Antisymmetric, "db2", 64, -7.907423012450454, -1.261774737455979, -5.897792607295579)]
    [InlineData(BoundaryMode.Antisymmetric, "sym4", 5, -0.6650637891592206, 0.013705893793183932, 0.8501909843149527)]
    [InlineData(BoundaryMode.Antisymmetric, "sym4", 1001, -35.1157016467922, 5.0623189703989055, -15.375719014475692)]
    [InlineData(BoundaryMode.Antisymmetric, "coif2", 100, 11.34020159859324, 0.21064486039056, 8.012553118472889)]
    [InlineData(BoundaryMode.Antisymmetric, "db10", 33, -1.98712401838972, 0.18982144807847642, 1.280959800131084)]
    [InlineData(BoundaryMode.Antireflect, "haar", 7, -1.5603673527097595, 0.18918923009815947, -0.5775207311419075)]
    [InlineData(BoundaryMode.Antireflect, "db3", 2, -0.17275563347075246, 2.223887504403441e-18, 0.6807217927006128)]
    [InlineData(BoundaryMode.Antireflect, "db2", 64, -7.963209466813845, -1.256144904892139, -5.921177009530179)]
    [InlineData(BoundaryMode.Antireflect, "sym4", 5, 0.6924574387879712, -0.025173959108334535, 0.7027978688985724)]
    [InlineData(BoundaryMode.Antireflect, "sym4", 1001, 1.8819714112659716, 0.19893074967562813, -10.844752947923139)]
    [InlineData(BoundaryMode.Antireflect, "coif2", 100, 11.181073146670736, 0.0385820650993681, 7.750762558558058)]
    [InlineData(BoundaryMode.Antireflect, "db10", 33, -0.7638630134460005, 0.0008022859933390121, 1.701344252949012)]
    public void OneLevelAgreesWithPyWavelets(BoundaryMode mode, string wavelet, int n, double low, double high, double inverse)
    {
        var transform = new DiscreteWaveletTransform(Wavelet.Parse(wavelet), mode);
        var a = new double[transform.CoefficientCount(n)];
        var d = new double[a.Length];
        transform.Forward<double>(Input(n), a, d);
        AssertClose(low, Fingerprint.Of(a));
        AssertClose(high, Fingerprint.Of(d));

        var y = new double[n];
        transform.Inverse<double>([.. a.Select((v, i) => v * Math.Cos(i))], [.. d.Select(v => v + 1)], y);
        AssertClose(inverse, Fingerprint.Of(y));
    }

    // c = pywt.wavedec(x(n), wavelet, mode=mode, level=levels)
    // y = pywt.waverec([c[0]] + [np.tanh(d) for d in c[1:]], wavelet, mode=mode)[:n]
    // f(np.concatenate(c)), f(y)
    [Theory]
    [InlineData(BoundaryMode.Zero, "sym4", 1000, 5, 33.191474315642935, -0.9026937231621104)]
    [InlineData(BoundaryMode.Zero, "db4", 777, 6, -59.14411223772329, -4.821879884658903)]
    [InlineData(BoundaryMode.Zero, "haar", 50, 4, -2.3881692484519217, -0.5843481924005304)]
    [InlineData(BoundaryMode.Zero, "coif1", 12, 4, -0.9529663262868294, -0.2800073695733519)]
    [InlineData(BoundaryMode.Constant, "sym4", 1000, 5, 56.58486703769413, 2.8396898559085217)]
    [InlineData(BoundaryMode.Constant, "db4", 777, 6, 24.380508513518365, -8.435362357028776)]
    [InlineData(BoundaryMode.Constant, "haar", 50, 4, -2.0959473798681545, -0.6021997742408005)]
    [InlineData(BoundaryMode.Constant, "coif1", 12, 4, -2.718290203767828, -0.1859159706583482)]
    [InlineData(BoundaryMode.Symmetric, "sym4", 1000, 5, 54.514355122890144, 2.868971470965308)]
    [InlineData(BoundaryMode.Symmetric, "db4", 777, 6, 19.405972603906093, -8.402579092337556)]
    [InlineData(BoundaryMode.Symmetric, "haar", 50, 4, -2.0959473798681545, -0.6021997742408005)]
    [InlineData(BoundaryMode.Symmetric, "coif1", 12, 4, -3.28357390805811, -0.18173884027785392)]
    [InlineData(BoundaryMode.Periodic, "sym4", 1000, 5, 22.17048891903951, -0.21675369750547002)]
    [InlineData(BoundaryMode.Periodic, "db4", 777, 6, -86.83248934777714, -10.954733931730528)]
    [InlineData(BoundaryMode.Periodic, "haar", 50, 4, -2.7484623116300906, -0.5242895274016447)]
    [InlineData(BoundaryMode.Periodic, "coif1", 12, 4, -5.54879873785595, -0.08532014017847056)]
    [InlineData(BoundaryMode.Smooth, "sym4", 1000, 5, 1441.074344899491, 6.411099179646619)]
    [InlineData(BoundaryMode.Smooth, "db4", 777, 6, 271.5298962146347, -10.797412311951756)]
    [InlineData(BoundaryMode.Smooth, "haar", 50, 4, 0.9831140032462093, -2.423221732087345)]
    [InlineData(BoundaryMode.Smooth, "coif1", 12, 4, -5.244189038120244, -0.21875417437834788)]
    [InlineData(BoundaryMode.Periodization, "sym4", 1000, 5, -2.661402939246286, 2.714815549634884)]
    [InlineData(BoundaryMode.Periodization, "db4", 777, 6, 44.21779022160949, -9.960979016263362)]
    [InlineData(BoundaryMode.Periodization, "haar", 50, 4, -2.0959473798681545, -0.6021997742408005)]
    [InlineData(BoundaryMode.Periodization, "coif1", 12, 4, 0.9511729243866316, -0.037650543891523114)]
    [InlineData(BoundaryMode.Reflect, "sym4", 1000, 5, 53.4434486308972, 2.8112285529677834)]
    [InlineData(BoundaryMode.Reflect, "db4", 777, 6, 20.893396305377436, -8.426288494307435)]
    [InlineData(BoundaryMode.Reflect, "haar", 50, 4, -3.0806981149720976, -0.3027481623865791)]
    [InlineData(BoundaryMode.Reflect, "coif1", 12, 4, -2.4136030800743304, -0.1837956757204826)]
    [InlineData(BoundaryMode.Antisymmetric, "sym4", 1000, 5, -2.647736040033135, -2.8237854597881293)]
    [InlineData(BoundaryMode.Antisymmetric, "db4", 777, 6, -60.54136735394615, -3.744831954912203)]
    [InlineData(BoundaryMode.Antisymmetric, "haar", 50, 4, -2.3776060430495543, -0.5113090609844297)]
    [InlineData(BoundaryMode.Antisymmetric, "coif1", 12, 4, -0.6123454609285865, -0.1468983965352496)]
    [InlineData(BoundaryMode.Antireflect, "sym4", 1000, 5, 248.59395588897803, 3.5905385735930055)]
    [InlineData(BoundaryMode.Antireflect, "db4", 777, 6, 217.95197597146117, -8.562011332516517)]
    [InlineData(BoundaryMode.Antireflect, "haar", 50, 4, 0.9831140032462093, -2.423221732087345)]
    [InlineData(BoundaryMode.Antireflect, "coif1", 12, 4, -6.9629019051600025, -0.21690315502611657)]
    public void SeveralLevelsAgreeWithPyWavelets(BoundaryMode mode, string wavelet, int n, int levels, double coefficients, double inverse)
    {
        var transform = new DiscreteWaveletTransform(Wavelet.Parse(wavelet), mode);
        var c = transform.Decompose<double>(Input(n), levels);
        AssertClose(coefficients, Fingerprint.Of(c.Coefficients));

        foreach (ref var d in c.Details) d = Math.Tanh(d);
        var y = new double[n];
        transform.Reconstruct(c, y);
        AssertClose(inverse, Fingerprint.Of(y));
    }

    [Fact]
    public void MaxLevelFollowsPyWavelets()
    {
        // [pywt.dwt_max_level(n, f) for n, f in ((0,8),(6,8),(7,8),(13,8),(14,8),(650000,8),(1,2),(2,2),(1023,2),(1024,2),(1000,60))]
        (int N, string Wavelet)[] cases =
            [(0, "sym4"), (6, "sym4"), (7, "sym4"), (13, "sym4"), (14, "sym4"), (650000, "sym4"), (1, "haar"), (2, "haar"), (1023, "haar"), (1024, "haar"), (1000, "coif10")];
        Assert.Equal([0, 0, 0, 0, 1, 16, 0, 1, 9, 10, 4], cases.Select(c => new DiscreteWaveletTransform(Wavelet.Parse(c.Wavelet)).MaxLevel(c.N)));
    }

    private sealed record Case(string Wavelet, BoundaryMode Mode, int Length, int Levels, int Seed);

    private static readonly Gen<Case> s_cases =
        from wavelet in Gen.Elements(WaveletTests.AllNames().Select(row => row.Data).ToArray())
        from mode in Gen.Elements(Enum.GetValues<BoundaryMode>())
        from length in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(41, 3000))
        from levels in Gen.Choose(0, 8)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case(wavelet, mode, length, levels, seed);

    [Fact]
    public void AnySignalIsReconstructedPerfectly() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var transform = new DiscreteWaveletTransform(Wavelet.Parse(c.Wavelet), c.Mode);
            var random = new Random(c.Seed);
            var x = Enumerable.Range(0, c.Length).Select(_ => random.NextDouble() * 2 - 1).ToArray();
            var y = new double[c.Length];
            transform.Reconstruct(transform.Decompose<double>(x, c.Levels), y);

            // Smooth and antireflected ends of a short signal under a long filter can be far larger than the signal.
            var size = transform.Decompose<double>(x, c.Levels).Coefficients.ToArray().Max(Math.Abs);
            return x.Zip(y, (a, b) => Math.Abs(a - b)).Max() <= 1e-12 * Math.Max(1, size);
        }).Holds();

    [Fact]
    public void SingleAndDoublePrecisionAgree() =>
        Prop.ForAll(s_cases.ToArbitrary(), c =>
        {
            var transform = new DiscreteWaveletTransform(Wavelet.Parse(c.Wavelet), c.Mode);
            var random = new Random(c.Seed);
            var x = Enumerable.Range(0, c.Length).Select(_ => random.NextSingle() * 2 - 1).ToArray();
            // Beyond the sensible levels long filters meet extrapolated samples alone, and single precision is lost in their sizes.
            var levels = Math.Min(c.Levels, transform.MaxLevel(c.Length));
            var single = transform.Decompose<float>(x, levels).Coefficients.ToArray();
            double[] input = [.. x.Select(v => (double)v)];
            var exact = transform.Decompose<double>(input, levels).Coefficients.ToArray();

            // Rounding follows the largest value of any level on the way, not only those that are left at the end; and a sample
            // extrapolated along a slope carries the rounding of that slope as many times as it lies samples beyond the end.
            var largest = Enumerable.Range(0, levels + 1).Max(level => transform.Decompose<double>(input, level).Coefficients.ToArray().Max(Math.Abs));
            var reach = c.Mode is BoundaryMode.Smooth or BoundaryMode.Antireflect ? transform.Wavelet.FilterLength : 1;
            return single.Zip(exact, (a, b) => Math.Abs(a - b)).Max() <= 5e-6 * reach * Math.Max(1, largest);
        }).Holds();

    [Fact]
    public void AnOrthonormalPeriodicTransformKeepsTheEnergy()
    {
        var x = Input(4096);
        var c = new DiscreteWaveletTransform(Wavelet.Daubechies(7), BoundaryMode.Periodization).Decompose<double>(x, 6);
        Assert.Equal(4096, c.Coefficients.Length);
        Assert.Equal(x.Sum(v => v * v), c.Coefficients.ToArray().Sum(v => v * v), 1e-6);
    }

    [Fact]
    public void ACoefficientDoesNotDependOnWhereItIsComputed()
    {
        // The same 200 samples at the start of a short and in the middle of a long signal take the scalar and the vector path.
        var transform = new DiscreteWaveletTransform(Wavelet.Symlet(4), BoundaryMode.Zero);
        var random = new Random(5);
        var x = Enumerable.Range(0, 6000).Select(_ => random.NextSingle()).ToArray();
        var whole = transform.Decompose<float>(x, 1).Detail(1).ToArray();
        for (var start = 0; start + 20 <= x.Length; start += 20)
        {
            // Samples 2k − 6 to 2k + 1 make coefficient k.
            var part = transform.Decompose<float>(x.AsSpan(start, 20), 1).Detail(1);
            for (var k = 3; k < 10; k++) Assert.Equal(whole[start / 2 + k], part[k]);
        }
    }

    [Fact]
    public void MemoryIsUsedAgain()
    {
        var transform = new DiscreteWaveletTransform(Wavelet.Symlet(4));
        var x = Array.ConvertAll(Input(5000), v => (float)v);
        var y = new float[x.Length];
        var c = new WaveletDecomposition<float>();
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            transform.Decompose(x, 6, c);
            transform.Reconstruct(c, y);
        }));

        // Shapes may change between uses.
        transform.Decompose(x.AsSpan(0, 100), 2, c);
        Assert.Equal(100, c.SignalLength);
        transform.Reconstruct(c, y.AsSpan(0, 100));
        for (var i = 0; i < 100; i++) Assert.Equal(x[i], y[i], 1e-5f);
    }

    [Fact]
    public void MistakesAreRefused()
    {
        var transform = new DiscreteWaveletTransform(Wavelet.Symlet(4));
        var x = new double[20];
        Assert.Throws<ArgumentException>(() => transform.Decompose(ReadOnlySpan<double>.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Decompose<double>(x, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Decompose<double>(x, 31));
        Assert.Throws<ArgumentException>(() => transform.Forward<double>(x, new double[12], new double[13]));
        Assert.Throws<ArgumentException>(() => transform.Forward<double>(x, x.AsSpan(0, 13), new double[13]));
        Assert.Throws<ArgumentException>(() => transform.Inverse<double>(new double[13], new double[13], new double[18]));
        Assert.Throws<ArgumentException>(() => transform.Reconstruct(transform.Decompose<double>(x, 2), new double[19]));
        Assert.Throws<ArgumentException>(() => new DiscreteWaveletTransform(Wavelet.Haar).Reconstruct(transform.Decompose<double>(x, 2), x));
        Assert.Throws<ArgumentOutOfRangeException>(() => transform.Decompose<double>(x, 2).Detail(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiscreteWaveletTransform(Wavelet.Haar, (BoundaryMode)9));
        Assert.Throws<NotSupportedException>(() => transform.Decompose(new Half[20].AsSpan()[..], 1));
    }

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, 1e-10 * Math.Max(1, Math.Abs(expected)));
}
