namespace ArrhythmiaVision.Signals;

/// <summary>
/// Takes samples, bridges gaps, removes pacemaker spikes and measures the QRS bands at about 150 to 250 frames a second.
/// </summary>
internal sealed class QrsFrontEnd
{
    private const double MinFramesPerSecond = 150;

    // What is larger, in mV, is no ECG and counts as missing.
    private const float Largest = 1e6f;

    private const double SpikeSeconds = 0.009;

    private readonly GaborFilter _band;
    private readonly GaborFilter _high;
    private readonly GaborFilter _fine;
    private readonly GaborFilter _low;
    private readonly SlidingBuffer<float> _bridged;
    private readonly float[] _sorted;
    private readonly int _spikeHalf;
    private readonly int _half;
    private double _offset;
    private float _level;
    private bool _inGap;
    private long _present;

    /// <summary>Makes a front end.</summary>
    /// <param name="rate">Samples a second.</param>
    /// <param name="seconds">How long samples and frames are kept.</param>
    public QrsFrontEnd(double rate, double seconds)
    {
        Hop = Math.Max(1, (int)(rate / MinFramesPerSecond));
        FrameRate = rate / Hop;
        _band = new GaborFilter(11, 0.028, rate);
        _high = new GaborFilter(19, 0.018, rate);
        _fine = new GaborFilter(32, 0.011, rate);
        _low = new GaborFilter(5, 0.05, rate);
        _half = Math.Max(_band.Half, _low.Half);
        var spike = (int)(SpikeSeconds * rate) | 1;
        _spikeHalf = spike / 2;
        _sorted = new float[spike];
        _bridged = new SlidingBuffer<float>(Math.Max(spike, 2));
        var keep = (int)Math.Ceiling(seconds * rate) + 2 * _half;
        Samples = new SlidingBuffer<float>(keep);
        Missing = new SlidingBuffer<bool>(keep);
        Frames = new SlidingBuffer<QrsFrame>((int)Math.Ceiling(seconds * FrameRate) + 2);
        Reset();
    }

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop { get; }

    public double FrameRate { get; }

    /// <summary>How many samples a frame comes after its own.</summary>
    public int Delay => _half + _spikeHalf;

    /// <summary>The bridged samples without spikes, in mV up to a constant that changes only in gaps.</summary>
    public SlidingBuffer<float> Samples { get; }

    /// <summary>Which samples were missing.</summary>
    public SlidingBuffer<bool> Missing { get; }

    /// <summary>The frames; frame f is at sample f x <see cref="Hop"/>.</summary>
    public SlidingBuffer<QrsFrame> Frames { get; }

    public void Reset()
    {
        _bridged.Reset();
        Samples.Reset();
        Missing.Reset();
        Frames.Reset();
        _offset = 0;
        _level = 0;
        // The signal starts as if after a gap at level 0, so that its start is no step.
        _inGap = true;
        _present = 0;
    }

    /// <summary>Takes a sample.</summary>
    /// <returns>Whether that made a new frame.</returns>
    public bool Add(float sample)
    {
        // A gap is bridged by the last value, and what follows is shifted to continue it: no step, so no false QRS.
        var missing = !(Math.Abs(sample) <= Largest);
        if (!missing)
        {
            if (_inGap) _offset = (double)_level - sample;
            _level = (float)(sample + _offset);
        }
        _inGap = missing;
        _bridged.Add(_level);
        Missing.Add(missing);
        if (_bridged.Count <= _spikeHalf) return false;

        Samples.Add(MedianOfNewest());
        if (!Missing[Samples.Count - 1]) _present++;
        var centre = Frames.Count * Hop;
        if (Samples.Count <= centre + _half) return false;

        var (real, imaginary) = Apply(_band, centre);
        var (highReal, highImaginary) = Apply(_high, centre);
        Frames.Add(new QrsFrame(real, imaginary, highReal, highImaginary, Length((real, imaginary)), Length((highReal, highImaginary)),
            Length(Apply(_fine, centre)), Length(Apply(_low, centre)), _present));
        return true;
    }

    private (float Real, float Imaginary) Apply(GaborFilter filter, long centre) =>
        filter.Apply(Samples.Run(centre - filter.Half, 2 * filter.Half + 1));

    private static float Length((float Real, float Imaginary) value) =>
        MathF.Sqrt(value.Real * value.Real + value.Imaginary * value.Imaginary);

    // Removes what is shorter than half the window and keeps slopes: a pacemaker spike goes, a QRS complex stays.
    private float MedianOfNewest()
    {
        if (_sorted.Length == 1) return _bridged[_bridged.Count - 1];
        _bridged.Run(_bridged.Count - _sorted.Length, _sorted.Length).CopyTo(_sorted);
        for (var i = 1; i < _sorted.Length; i++)
        {
            var value = _sorted[i];
            var place = i;
            for (; place > 0 && _sorted[place - 1] > value; place--) _sorted[place] = _sorted[place - 1];
            _sorted[place] = value;
        }
        return _sorted[_spikeHalf];
    }
}
