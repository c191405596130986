using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace ArrhythmiaVision.Signals;

/// <summary>One Gaussian wave of a beat.</summary>
/// <param name="Offset">Its centre in seconds from the R peak.</param>
/// <param name="Width">Its standard deviation in seconds.</param>
/// <param name="First">Its height in the first lead, mV.</param>
/// <param name="Second">Its height in the second lead, mV.</param>
/// <param name="FollowsRate">Whether its offset and width grow with the square root of the RR interval, as the T wave's do.</param>
internal readonly record struct SyntheticWave(double Offset, double Width, double First, double Second, bool FollowsRate = false);

/// <summary>What stays the same for one synthetic patient: the shapes of the beats and the usual heart rate.</summary>
internal sealed class SyntheticPatient
{
    private readonly Xoshiro256StarStar _random;
    private readonly double _size;
    private readonly SyntheticWave[] _left;
    private readonly SyntheticWave[] _right;

    public SyntheticPatient(int patient, Conduction conduction)
    {
        _random = new Xoshiro256StarStar(patient, threadSafe: false);
        HeartRate = 55 + 40 * _random.NextDouble();
        _size = Math.Exp(Normal.Sample(_random, 0, 0.2));

        // Every patient draws every shape, so that one shape does not depend on which others are used.
        var p = Vary(new(-0.165, 0.022, 0.14, 0.06));
        var t = Vary(new(0.26, 0.045, 0.28, 0.20, true));
        SyntheticWave[] narrow =
        [
            p,
            Vary(new(-0.032, 0.009, -0.10, -0.02)),
            Vary(new(0, 0.011, 1.15, 0.35)),
            Vary(new(0.034, 0.011, -0.22, -0.75)),
            t,
        ];
        SyntheticWave[] left =
        [
            p,
            Vary(new(0, 0.021, 0.85, -0.10)),
            Vary(new(0.052, 0.019, 0.60, -0.95)),
            Vary(new(0.30, 0.060, -0.28, 0.40, true)),
        ];
        // The second peak of the notched complex stays below the first, which is the R peak.
        left[2] = left[2] with { First = Math.Min(left[2].First, 0.75 * left[1].First) };
        SyntheticWave[] right =
        [
            p,
            Vary(new(-0.030, 0.009, -0.06, 0.15)),
            Vary(new(0, 0.012, 0.90, -0.30)),
            Vary(new(0.058, 0.024, -0.42, 0.80)),
            Vary(t with { First = 0.22, Second = -0.20 }),
        ];
        // A focus of its own gives the ventricular beats their direction: mostly upwards in lead II, in some patients downwards.
        var direction = _random.NextDouble() < 0.7 ? 1 : -1;
        SyntheticWave[] ventricular =
        [
            Vary(new(0, 0.032, 1.35 * direction, 0.95)),
            Vary(new(0.090, 0.030, -0.55 * direction, -0.45)),
            Vary(new(0.29, 0.070, -0.45 * direction, -0.35, true)),
        ];
        // The atrial focus lies elsewhere than the sinus node: another P wave, nearer to the QRS complex.
        var ectopicP = Vary(new(-0.130, 0.017, _random.NextDouble() < 0.5 ? -0.10 : 0.09, 0.05));

        (_left, _right) = (left, right);
        Sinus = conduction switch
        {
            Conduction.LeftBundleBranchBlock => left,
            Conduction.RightBundleBranchBlock => right,
            _ => narrow,
        };
        SinusSymbol = conduction switch
        {
            Conduction.LeftBundleBranchBlock => 'L',
            Conduction.RightBundleBranchBlock => 'R',
            _ => 'N',
        };
        AtrialPremature = [ectopicP, .. Sinus.AsSpan(1)];
        VentricularPremature = ventricular;
        AtrialCoupling = 0.62 + 0.12 * _random.NextDouble();
        VentricularCoupling = 0.55 + 0.15 * _random.NextDouble();
    }

    public double HeartRate { get; }

    public char SinusSymbol { get; }

    /// <summary>The RR interval before an atrial premature beat as a share of the sinus rhythm's.</summary>
    public double AtrialCoupling { get; }

    /// <summary>The RR interval before a ventricular premature beat as a share of the sinus rhythm's.</summary>
    public double VentricularCoupling { get; }

    private SyntheticWave[] Sinus { get; }

    private SyntheticWave[] AtrialPremature { get; }

    private SyntheticWave[] VentricularPremature { get; }

    public ReadOnlySpan<SyntheticWave> WavesOf(char symbol) => symbol switch
    {
        'A' => AtrialPremature,
        'V' => VentricularPremature,
        'L' => _left,
        'R' => _right,
        _ => Sinus,
    };

    private SyntheticWave Vary(SyntheticWave wave) => wave with
    {
        Offset = wave.Offset * (1 + Normal.Sample(_random, 0, 0.06)),
        Width = wave.Width * Math.Exp(Normal.Sample(_random, 0, 0.10)),
        First = wave.First * _size * Math.Exp(Normal.Sample(_random, 0, 0.20)),
        Second = wave.Second * _size * Math.Exp(Normal.Sample(_random, 0, 0.20)),
    };
}
