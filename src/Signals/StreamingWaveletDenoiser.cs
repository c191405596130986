using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>Removes noise from one lead as its samples come in, with a fixed delay; equal, bit for bit, to what
/// <see cref="WaveletDenoiser"/> with the same options makes of the whole record.</summary>
/// <remarks>
/// <para>The sample that comes out when sample t goes in is sample <c>t − Delay</c>. The delay is <c>(F − 1)(2^L − 1)</c> samples for
/// filters of length F and L levels: as far as the reconstruction of one sample looks ahead. With the default Symlet-4 and five
/// levels that is 217 samples, 0.603 s at 360 samples a second. How samples are grouped into calls makes no difference.</para>
/// <para>Each level is a two-channel filter bank that makes a coefficient as soon as its samples are there, all aligned with the
/// first sample; the record's start and end are continued by <see cref="WaveletDenoiserOptions.Mode"/> as in the whole record,
/// so at the end <see cref="Flush"/> is needed. Missing samples are treated as <see cref="WaveletDenoiser"/> says.</para>
/// <para>Memory depends on the options alone; pushing allocates nothing. Not for use by two threads at once.</para>
/// </remarks>
public sealed class StreamingWaveletDenoiser
{
    private readonly StreamingLevel[] _levels;
    private readonly Ring _denoised;
    private readonly bool[] _missing;

    // Samples that came in, those that went out, and of the first ones how many were missing.
    private long _pushed;
    private long _emitted;
    private long _leading;
    private float _held;

    /// <summary>Makes a denoiser.</summary>
    /// <param name="options">How it works; null for the default.</param>
    /// <exception cref="ArgumentException">The options do not go together, are out of their range, or need the whole record: a noise
    /// level measured over it, or a periodic boundary.</exception>
    public StreamingWaveletDenoiser(WaveletDenoiserOptions? options = null)
    {
        Options = options ?? new WaveletDenoiserOptions();
        Options.Check();
        if (Options.Noise != NoiseEstimation.CausalSlidingWindow)
            throw new ArgumentException($"A stream has no whole record to measure noise on; use {nameof(NoiseEstimation)}.{nameof(NoiseEstimation.CausalSlidingWindow)}.", nameof(options));
        if (Options.Mode is BoundaryMode.Periodic or BoundaryMode.Periodization)
            throw new ArgumentException($"A stream cannot continue its start with its end as the boundary mode {Options.Mode} does; use another mode.", nameof(options));

        Delay = checked((int)((Options.Wavelet.FilterLength - 1L) * ((1L << Options.Levels) - 1)));

        // The coarsest level completes 2^levels samples at once, before the older ones have left.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(Delay + (2 << Options.Levels)));
        _denoised = new Ring(size);
        _missing = new bool[size];
        _levels = new StreamingLevel[Options.Levels];
        for (var i = 0; i < _levels.Length; i++)
        {
            _levels[i] = new StreamingLevel(Options, i + 1, i == 0 ? _denoised : _levels[i - 1],
                i == 0 || Options.NoiseSource == NoiseSource.EachLevel ? null : _levels[0]);
            if (i > 0) _levels[i - 1].Coarser = _levels[i];
        }
    }

    /// <summary>How the denoiser works.</summary>
    public WaveletDenoiserOptions Options { get; }

    /// <summary>How many samples the output is behind the input.</summary>
    public int Delay { get; }

    /// <summary>Samples pushed that have not come out yet: those <see cref="Flush"/> would write, at most <see cref="Delay"/>.</summary>
    public int Pending => (int)(_pushed - _emitted);

    /// <summary>Takes in samples and gives out those that are due.</summary>
    /// <param name="samples">The next samples of the lead; NaN or infinite where missing.</param>
    /// <param name="output">Receives the denoised samples, at most as many; may be the same memory as <paramref name="samples"/>.</param>
    /// <returns>How many samples were written: none until <see cref="Delay"/> samples are in, then one for each.</returns>
    /// <exception cref="ArgumentException">There is not room for what is due; nothing was taken in.</exception>
    public int Push(ReadOnlySpan<float> samples, Span<float> output)
    {
        var due = (int)Math.Max(0, _pushed + samples.Length - Delay - _emitted);
        if (output.Length < due)
            throw new ArgumentException(Invariant($"{due} samples are due, but there is room for {output.Length}."), nameof(output));

        var written = 0;
        foreach (var sample in samples)
        {
            var missing = MissingSamples.IsMissing(sample);
            if (missing && _leading == _pushed)
            {
                _leading++;
            }
            else
            {
                if (!missing) _held = sample;
                _missing[(_pushed - _leading) & (_missing.Length - 1)] = missing;
                _levels[0].Add(_held, missing);
            }
            _pushed++;
            if (_pushed - _emitted > Delay) output[written++] = Emit();
        }
        return written;
    }

    /// <summary>Ends the record: gives out the samples still pending, and begins anew.</summary>
    /// <param name="output">Receives <see cref="Pending"/> samples.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentException">There is not room for them; nothing was done.</exception>
    public int Flush(Span<float> output)
    {
        var pending = Pending;
        if (output.Length < pending)
            throw new ArgumentException(Invariant($"{pending} samples are pending, but there is room for {output.Length}."), nameof(output));

        if (_pushed > _leading)
        {
            foreach (var level in _levels) level.End();
        }
        for (var i = 0; i < pending; i++) output[i] = Emit();
        Reset();
        return pending;
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public void Reset()
    {
        foreach (var level in _levels) level.Reset();
        _denoised.Reset();
        _pushed = _emitted = _leading = 0;
    }

    private float Emit()
    {
        var i = _emitted++ - _leading;
        return i < 0 || _missing[i & (_missing.Length - 1)] ? float.NaN : _denoised[i];
    }

    /// <summary>The newest denoised samples.</summary>
    private sealed class Ring(int size) : ISampleSink
    {
        private readonly float[] _samples = new float[size];
        private long _count;

        public float this[long i] => _samples[i & (_samples.Length - 1)];

        public void Write(float sample) => _samples[_count++ & (_samples.Length - 1)] = sample;

        public void Reset() => _count = 0;
    }
}
