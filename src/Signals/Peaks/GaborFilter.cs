using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>
/// A complex band-pass filter: a wave of one frequency under a Gaussian (D. Gabor, J. IEE 93(26):429–457, 1946). Its absolute
/// value is the envelope of the band: one bump for one QRS complex, whatever the complex's polarity.
/// </summary>
internal sealed class GaborFilter
{
    private const double Reach = 3;

    private readonly float[] _real;
    private readonly float[] _imaginary;

    /// <summary>Makes a filter.</summary>
    /// <param name="frequency">The band's middle in Hz.</param>
    /// <param name="width">The Gaussian's standard deviation in seconds.</param>
    /// <param name="rate">Samples a second.</param>
    public GaborFilter(double frequency, double width, double rate)
    {
        Half = (int)Math.Ceiling(Reach * width * rate);
        _real = new float[2 * Half + 1];
        _imaginary = new float[2 * Half + 1];
        double gaussians = 0, cosines = 0;
        for (var i = -Half; i <= Half; i++)
        {
            var (gaussian, turn) = Sample(i);
            gaussians += gaussian;
            cosines += gaussian * Math.Cos(turn);
        }
        for (var i = -Half; i <= Half; i++)
        {
            var (gaussian, turn) = Sample(i);
            // Scaled so that a sine of the middle frequency and 1 mV has an envelope of about 1 mV; a constant gives exactly 0.
            var weight = 2 * gaussian / gaussians;
            _real[i + Half] = (float)(weight * (Math.Cos(turn) - cosines / gaussians));
            _imaginary[i + Half] = (float)(weight * Math.Sin(turn));
        }

        (double Gaussian, double Turn) Sample(int i)
        {
            var t = i / rate;
            return (Math.Exp(-0.5 * t * t / (width * width)), 2 * Math.PI * frequency * t);
        }
    }

    /// <summary>How many samples the filter reaches to each side.</summary>
    public int Half { get; }

    /// <summary>The filter's value in the middle of a window.</summary>
    /// <param name="window">2 x <see cref="Half"/> + 1 samples.</param>
    public (float Real, float Imaginary) Apply(ReadOnlySpan<float> window) =>
        (TensorPrimitives.Dot<float>(_real, window), TensorPrimitives.Dot<float>(_imaginary, window));
}
