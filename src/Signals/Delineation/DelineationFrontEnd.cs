namespace ArrhythmiaVision.Signals;

/// <summary>Takes samples of any rate, bridges gaps, and gives the signal and its slopes at 250 samples a second.</summary>
internal sealed class DelineationFrontEnd
{
    /// <summary>Samples a second of everything that delineation looks at.</summary>
    public const double Rate = 250;

    /// <summary>How many input samples are taken at a time at most.</summary>
    public const int Block = 256;

    private readonly Resampler _resampler;
    private readonly StreamingResampler _stream;
    private readonly SlopeFilter _fineFilter = new(2);
    private readonly SlopeFilter _middleFilter = new(4);
    private readonly SlopeFilter _coarseFilter = new(8);
    private readonly float[] _bridged = new float[Block];
    private readonly float[] _resampled = new float[Block];
    private float _offset;
    private float _last;
    private bool _started;

    /// <summary>Makes a front end.</summary>
    /// <param name="rate">Samples a second of the input.</param>
    /// <param name="seconds">How long samples and slopes are kept.</param>
    public DelineationFrontEnd(double rate, double seconds)
    {
        _resampler = new Resampler(rate, Rate);
        _stream = new StreamingResampler(_resampler);
        var keep = (int)Math.Ceiling(seconds * Rate) + (int)(Block * Rate / rate) + 2 * _coarseFilter.Half;
        Missing = new SlidingBuffer<bool>((int)Math.Ceiling(keep * rate / Rate) + _resampler.Taps);
        Samples = new SlidingBuffer<float>(keep);
        Fine = new SlidingBuffer<float>(keep);
        Middle = new SlidingBuffer<float>(keep);
        Coarse = new SlidingBuffer<float>(keep);
    }

    /// <summary>How many samples at <see cref="Rate"/> the slopes come after their own.</summary>
    public int Half => _coarseFilter.Half;

    /// <summary>How many input samples the resampler looks ahead.</summary>
    public int ResamplerDelay => _resampler.Taps / 2;

    /// <summary>Which input samples were missing.</summary>
    public SlidingBuffer<bool> Missing { get; }

    /// <summary>The signal, less its first value.</summary>
    public SlidingBuffer<float> Samples { get; }

    /// <summary>The slope on a scale of 8 ms.</summary>
    public SlidingBuffer<float> Fine { get; }

    /// <summary>The slope on a scale of 16 ms.</summary>
    public SlidingBuffer<float> Middle { get; }

    /// <summary>The slope on a scale of 32 ms.</summary>
    public SlidingBuffer<float> Coarse { get; }

    /// <summary>Where an input sample lies among those at <see cref="Rate"/>.</summary>
    public long Place(long input) => _resampler.MapSample(input);

    /// <summary>Takes at most <see cref="Block"/> samples; whether the signal ends with them.</summary>
    public void Add(ReadOnlySpan<float> input, bool ends)
    {
        // A gap holds the last value: bounded delay, as its end need not be known. Waves that touch it are left out later.
        for (var i = 0; i < input.Length; i++)
        {
            var missing = MissingSamples.IsMissing(input[i]);
            if (!missing && !_started) (_offset, _started) = (input[i], true);
            if (!missing) _last = input[i] - _offset;
            _bridged[i] = _last;
            Missing.Add(missing);
        }
        var rest = _bridged.AsSpan(0, input.Length);
        int written;
        do
        {
            _stream.Convert(rest, _resampled, ends, out var consumed, out written);
            rest = rest[consumed..];
            foreach (var sample in _resampled.AsSpan(0, written)) Add(sample);
        }
        while (written == _resampled.Length || !rest.IsEmpty);
    }

    /// <summary>Continues the signal beyond its end with its last value.</summary>
    public void Extend(int count)
    {
        for (; count > 0; count--) Add(_last);
    }

    public void Reset()
    {
        _stream.Reset();
        Missing.Reset();
        Samples.Reset();
        Fine.Reset();
        Middle.Reset();
        Coarse.Reset();
        _started = false;
        _offset = _last = 0;
    }

    private void Add(float sample)
    {
        Samples.Add(sample);
        var centre = Samples.Count - 1 - Half;
        if (centre < 0) return;
        Fine.Add(Apply(_fineFilter, centre));
        Middle.Add(Apply(_middleFilter, centre));
        Coarse.Add(Apply(_coarseFilter, centre));
    }

    private float Apply(SlopeFilter filter, long centre) => filter.Apply(Samples.Run(centre - filter.Half, 2 * filter.Half + 1));
}
