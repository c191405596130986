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
    private readonly Denoised _denoised;
    private readonly NewestItems<bool> _missing;
    private readonly float[] _values = new float[StreamingLevel.MaxInput];

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

        var size = checked(Delay + 2 * StreamingLevel.MostWritten(Options, 0));
        _denoised = new Denoised(size);
        _missing = new NewestItems<bool>(size);
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
        for (var from = 0; from < samples.Length; from += StreamingLevel.MaxInput)
        {
            Take(samples.Slice(from, Math.Min(StreamingLevel.MaxInput, samples.Length - from)));
            var ready = (int)Math.Max(0, _pushed - Delay - _emitted);
            Emit(output.Slice(written, ready));
            written += ready;
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
        Emit(output[..pending]);
        Reset();
        return pending;
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public void Reset()
    {
        foreach (var level in _levels) level.Reset();
        _denoised.Items.Reset();
        _missing.Reset();
        _pushed = _emitted = _leading = 0;
    }

    // Missing samples before the first that is there are no part of the record for the filters; later ones hold the last value.
    private void Take(ReadOnlySpan<float> samples)
    {
        var first = 0;
        if (_leading == _pushed)
        {
            while (first < samples.Length && MissingSamples.IsMissing(samples[first])) first++;
            _leading += first;
        }
        _pushed += samples.Length;
        var values = _values.AsSpan(0, samples.Length - first);
        if (values.IsEmpty) return;

        var missing = _missing.Room(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var sample = samples[first + i];
            missing[i] = MissingSamples.IsMissing(sample);
            if (!missing[i]) _held = sample;
            values[i] = _held;
        }
        _missing.Added(values.Length);
        _levels[0].Add(values, missing);
    }

    private void Emit(Span<float> output)
    {
        var leading = (int)Math.Clamp(_leading - _emitted, 0, output.Length);
        output[..leading].Fill(float.NaN);
        _emitted += output.Length;
        output = output[leading..];
        if (output.IsEmpty) return;

        var first = _emitted - output.Length - _leading;
        _denoised.Items.From(first)[..output.Length].CopyTo(output);
        var missing = _missing.From(first)[..output.Length];
        for (var at = missing.IndexOf(true); at >= 0 && at < missing.Length; at++)
        {
            if (missing[at]) output[at] = float.NaN;
        }
        _denoised.Items.DropBefore(first + output.Length);
        _missing.DropBefore(first + output.Length);
    }

    /// <summary>The denoised samples that have not come out yet.</summary>
    private sealed class Denoised(int capacity) : ISampleSink
    {
        public NewestItems<float> Items { get; } = new(capacity);

        public void Write(ReadOnlySpan<float> samples) => Items.Add(samples);
    }
}
