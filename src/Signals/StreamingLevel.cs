namespace ArrhythmiaVision.Signals;

/// <summary>Takes the samples that a reconstruction makes, in order.</summary>
internal interface ISampleSink
{
    void Write(ReadOnlySpan<float> samples);
}

/// <summary>One level of a streaming denoiser: analysis, threshold and synthesis, each done as far as its input is there.</summary>
/// <remarks>Level l takes the approximation of level l − 1 (level 1 the signal), hands its own approximation to level l + 1, gets that
/// back denoised, joins it with its thresholded details, and writes the denoised approximation of level l − 1 to its sink.</remarks>
internal sealed class StreamingLevel : ISampleSink
{
    /// <summary>The most samples that the finest level takes at once.</summary>
    public const int MaxInput = 4096;

    // Fewer coefficients are computed one by one.
    private const int FewCoefficients = 8;

    private readonly int _level;
    private readonly ISampleSink _sink;
    private readonly StreamingLevel? _finest;
    private readonly FilterBank<float> _bank;
    private readonly BoundaryMode _mode;
    private readonly SlidingMedian? _median;
    private readonly ThresholdFunction _function;
    private readonly float _factor;
    private readonly float _firmRatio;

    // Analysis: the newest inputs, and which of them are missing; room for the coefficients made at once, and their noise.
    private readonly NewestItems<float> _input;
    private readonly NewestItems<bool> _missing;
    private readonly float[] _low;
    private readonly bool[] _lowMissing;
    private readonly float[] _noise;
    private long _made;
    private int _madeLast;
    private bool _ended;

    // Synthesis: details and reconstructed approximation that are still needed.
    private readonly NewestItems<float> _details;
    private readonly NewestItems<float> _approximation;
    private readonly float[] _output;
    private long _written;

    /// <summary>Makes a level.</summary>
    /// <param name="options">The denoiser's options.</param>
    /// <param name="level">The level, from 1.</param>
    /// <param name="sink">What takes the denoised approximation of the finer level: that level, or the output.</param>
    /// <param name="finest">The level that measures this one's noise; null for itself.</param>
    public StreamingLevel(WaveletDenoiserOptions options, int level, ISampleSink sink, StreamingLevel? finest)
    {
        _level = level;
        _sink = sink;
        _finest = finest;
        _bank = options.Wavelet.Filters<float>();
        _mode = options.Mode;
        _median = finest is null ? new SlidingMedian(options.SlidingWindow(level)) : null;
        _function = options.Function;
        _factor = options.SlidingFactor(level);
        _firmRatio = (float)options.FirmRatio;

        var taps = _bank.Length;
        var inputs = MaxInput + taps;
        _input = new NewestItems<float>(2 * inputs + 2 * taps);
        _missing = new NewestItems<bool>(2 * inputs + 2 * taps);
        _low = new float[inputs];
        _lowMissing = new bool[inputs];
        _noise = new float[inputs];

        // A detail waits for the coarser levels, (taps − 1)(2^coarser − 1) coefficients, and then for half a filter.
        var returned = MostWritten(options, level);
        _approximation = new NewestItems<float>(2 * returned + taps);
        _details = new NewestItems<float>(2 * inputs + returned + checked((int)(taps * (1L << (options.Levels - level)) + 2 * taps)));
        _output = new float[2 * returned];
    }

    /// <summary>The next coarser level; null at the coarsest, whose approximation is kept.</summary>
    public StreamingLevel? Coarser { get; set; }

    /// <summary>The most samples of a level's approximation that are reconstructed at once: the coarsest level's coefficients, doubled from
    /// level to level.</summary>
    public static int MostWritten(WaveletDenoiserOptions options, int level) =>
        checked((int)((MaxInput >> level) + ((options.Wavelet.FilterLength + 2L) << (options.Levels - level))));

    /// <summary>Takes samples of the finer level's approximation.</summary>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<bool> missing)
    {
        // What is left is enough for the filter now, and for the extension at the end.
        _input.DropBefore(_input.End - 2 * _bank.Length);
        _missing.DropBefore(_input.Start);
        _input.Add(values);
        _missing.Add(missing);

        // The first coefficients reach before the start, and wait until the extension there no longer depends on the record's length.
        if (_input.End >= _bank.Length - 1) MakeUpTo(_input.End / 2);
    }

    /// <summary>No more comes: makes the coefficients that reach beyond the end. To be called from the finest level on.</summary>
    public void End()
    {
        _ended = true;
        MakeUpTo((_input.End + _bank.Length - 1) / 2);
    }

    public void Reset()
    {
        _input.Reset();
        _missing.Reset();
        _details.Reset();
        _approximation.Reset();
        _made = _written = 0;
        _madeLast = 0;
        _ended = false;
        _median?.Reset();
    }

    /// <summary>Takes samples of this level's approximation, reconstructed; writes those of the finer level's that they complete.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        var half = _bank.Length / 2;
        var first = Math.Max(_approximation.End, half - 1);
        _approximation.Add(samples);
        var count = (int)(_approximation.End - first);
        if (count <= 0) return;

        // Coefficients from half a filter before the first new one on.
        var from = first - half + 1;
        var output = _output.AsSpan(0, 2 * count);
        WaveletKernel<float>.Synthesise(_approximation.From(from), _details.From(from)[..(count + half - 1)], 2 * (half - 1), _bank, periodic: false, output);
        _approximation.DropBefore(from + count);
        _details.DropBefore(from + count);

        // At the end a coefficient may complete one sample more than there were.
        if (_ended && _written + output.Length > _input.End) output = output[..(int)(_input.End - _written)];
        _written += output.Length;
        _sink.Write(output);
    }

    private void MakeUpTo(long total)
    {
        if (total <= _made) return;
        var count = (int)(total - _made);
        var x = _input.From(_input.Start);
        var newest = (int)(2 * _made + 1 - _input.Start);
        var low = _low.AsSpan(0, count);
        var high = _details.Room(count);
        if (count > FewCoefficients)
        {
            WaveletKernel<float>.Analyse(x, newest, _bank, _mode, low, high);
        }
        else
        {
            for (var i = 0; i < count; i++) (low[i], high[i]) = WaveletKernel<float>.Analyse(x, newest + 2 * i, _bank, _mode);
        }

        var missing = _missing.From(_input.Start);
        for (var i = 0; i < count; i++)
        {
            var at = newest + 2 * i;
            _lowMissing[i] = at < missing.Length && missing[at - 1] && missing[at];
        }
        _made = total;
        _madeLast = count;
        MeasureNoise(high);
        Thresholding.Shrink(_function, high, _noise.AsSpan(0, count), _factor, _firmRatio);
        _details.Added(count);
        if (Coarser is null) Write(low);
        else Coarser.Add(low, _lowMissing.AsSpan(0, count));
    }

    private void MeasureNoise(ReadOnlySpan<float> high)
    {
        if (_median is not null)
        {
            for (var i = 0; i < high.Length; i++)
            {
                if (!_lowMissing[i]) _median.Push(MathF.Abs(high[i]));
                _noise[i] = _median.Median;
            }
            return;
        }

        // The finest level made the coefficients that go with these just now, or at the end just before.
        var finestFirst = _finest!._made - _finest._madeLast;
        for (var i = 0; i < high.Length; i++)
        {
            var k = _made - high.Length + i;
            var at = Math.Min(WaveletDenoiser.FinestCount(k, _level, _bank.Length), _finest._made) - 1;
            _noise[i] = _finest._noise[(int)(at - finestFirst)];
        }
    }
}
