using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>The slope of a signal smoothed by a Gaussian: a wavelet transform with the Gaussian's first derivative, at one scale.</summary>
internal sealed class SlopeFilter
{
    private const double Reach = 3;

    private readonly float[] _weights;

    /// <summary>Makes a filter.</summary>
    /// <param name="width">The Gaussian's standard deviation in samples.</param>
    public SlopeFilter(double width)
    {
        Half = (int)Math.Ceiling(Reach * width);
        _weights = new float[2 * Half + 1];
        double moment = 0;
        for (var i = -Half; i <= Half; i++) moment += i * i * Math.Exp(-0.5 * i * i / (width * width));
        // Scaled so that a ramp of one unit a sample has the slope 1; a constant has exactly 0.
        for (var i = -Half; i <= Half; i++) _weights[i + Half] = (float)(i * Math.Exp(-0.5 * i * i / (width * width)) / moment);
    }

    /// <summary>How many samples the filter reaches to each side.</summary>
    public int Half { get; }

    /// <summary>The slope in the middle of a window.</summary>
    /// <param name="window">2 x <see cref="Half"/> + 1 samples.</param>
    public float Apply(ReadOnlySpan<float> window) => TensorPrimitives.Dot<float>(_weights, window);
}
