namespace ArrhythmiaVision.Signals;

/// <summary>Takes the samples that a reconstruction makes, in order.</summary>
internal interface ISampleSink
{
    void Write(float sample);
}

/// <summary>One level of a streaming denoiser: analysis, threshold and synthesis, each done as soon as its input is there.</summary>
/// <remarks>Level l takes the approximation of level l − 1 (level 1 the signal), hands its own approximation to level l + 1, gets that
/// back denoised, joins it with its thresholded details, and writes the denoised approximation of level l − 1 to its sink.</remarks>
internal sealed class StreamingLevel : ISampleSink
{
    private readonly ISampleSink _sink;
    private readonly StreamingLevel? _finest;
    private readonly FilterBank<float> _bank;
    private readonly BoundaryMode _mode;
    private readonly SlidingMedian? _median;
    private readonly ThresholdFunction _function;
    private readonly float _factor;
    private readonly float _firmRatio;

    // Analysis: the newest inputs in a row, the first of them number _first.
    private readonly float[] _input;
    private readonly bool[] _missing;
    private long _first;
    private int _held;
    private long _made;
    private bool _ended;

    // Synthesis: rings of details and of reconstructed approximation.
    private readonly float[] _details;
    private readonly float[] _approximation;
    private long _returned;
    private long _written;

    /// <summary>Makes a level.</summary>
    /// <param name="options">The denoiser's options.</param>
    /// <param name="level">The level, from 1.</param>
    /// <param name="sink">What takes the denoised approximation of the finer level: that level, or the output.</param>
    /// <param name="finest">The level that measures this one's noise; null for itself.</param>
    public StreamingLevel(WaveletDenoiserOptions options, int level, ISampleSink sink, StreamingLevel? finest)
    {
        _sink = sink;
        _finest = finest;
        _bank = options.Wavelet.Filters<float>();
        _mode = options.Mode;
        _median = finest is null ? new SlidingMedian(options.SlidingWindow(level)) : null;
        _function = options.Function;
        _factor = options.SlidingFactor(level);
        _firmRatio = (float)options.FirmRatio;

        var taps = _bank.Length;
        _input = new float[8 * taps];
        _missing = new bool[8 * taps];
        _approximation = new float[RingSize(taps)];
        // A detail waits for the coarser levels, (taps − 1)(2^coarser − 1) coefficients, and then for half a filter.
        _details = new float[RingSize(taps * (1L << (options.Levels - level)) + 2 * taps)];
    }

    /// <summary>The next coarser level; null at the coarsest, whose approximation is kept.</summary>
    public StreamingLevel? Coarser { get; set; }

    /// <summary>Takes one sample of the finer level's approximation.</summary>
    public void Add(float value, bool missing)
    {
        if (_held == _input.Length)
        {
            // What is left is enough for the filter now, and for the extension at the end.
            var kept = 2 * _bank.Length;
            _input.AsSpan(_held - kept, kept).CopyTo(_input);
            _missing.AsSpan(_held - kept, kept).CopyTo(_missing);
            _first += _held - kept;
            _held = kept;
        }
        _input[_held] = value;
        _missing[_held++] = missing;

        // The first coefficients reach before the start, and wait until the extension there no longer depends on the record's length.
        var count = _first + _held;
        while (count >= Math.Max(2 * _made + 2, _bank.Length - 1)) Make();
    }

    /// <summary>No more comes: makes the coefficients that reach beyond the end. To be called from the finest level on.</summary>
    public void End()
    {
        _ended = true;
        var total = (_first + _held + _bank.Length - 1) / 2;
        while (_made < total) Make();
    }

    public void Reset()
    {
        _first = _made = _returned = _written = 0;
        _held = 0;
        _ended = false;
        _median?.Reset();
    }

    /// <summary>Takes one sample of this level's approximation, reconstructed; writes the two samples that it completes.</summary>
    public void Write(float sample)
    {
        var half = _bank.Length / 2;
        var newest = _returned++;
        _approximation[newest & (_approximation.Length - 1)] = sample;
        if (newest < half - 1) return;
        for (var odd = 0; odd < 2; odd++)
        {
            // At the end a coefficient may complete one sample more than there were.
            if (_ended && _written == _first + _held) return;
            var sum = 0f;
            for (var m = 0; m < half; m++)
            {
                var k = newest - m;
                sum = MathF.FusedMultiplyAdd(_bank.ReconstructionLow[2 * m + odd], _approximation[k & (_approximation.Length - 1)], sum);
                sum = MathF.FusedMultiplyAdd(_bank.ReconstructionHigh[2 * m + odd], _details[k & (_details.Length - 1)], sum);
            }
            _written++;
            _sink.Write(sum);
        }
    }

    private void Make()
    {
        var newest = (int)(2 * _made + 1 - _first);
        var (low, high) = WaveletKernel<float>.Analyse(_input.AsSpan(0, _held), newest, _bank, _mode);
        var missing = newest < _held && _missing[newest - 1] && _missing[newest];
        if (!missing) _median?.Push(MathF.Abs(high));
        var threshold = _factor * (_median ?? _finest!._median!).Median;
        _details[_made & (_details.Length - 1)] = Thresholding.Shrink(_function, high, threshold, threshold * _firmRatio);
        _made++;
        if (Coarser is null) Write(low);
        else Coarser.Add(low, missing);
    }

    private static int RingSize(long atLeast) => checked((int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)atLeast));
}
