namespace ArrhythmiaVision.Signals;

/// <summary>Finds the waves of each beat of an ECG as it arrives, in one lead, from its R peaks: with bounded delay and memory.</summary>
/// <remarks>
/// <para>The signal is brought to 250 samples a second, and its slopes are taken at three scales (Gaussian derivatives of 8, 16 and
/// 32 ms: wavelets). Where a slope changes its sign a wave may have its peak; each such bump is weighed by its size, time, width,
/// and what the beats before had in its place, against there being no wave. Onsets and offsets are the mean place under
/// probabilities that follow from how the slope falls off. docs/delineation.md tells more, with what was measured.</para>
/// <para>Everything is measured in ratios and times, so neither the signal's unit nor an offset matters, and neither does the sampling rate
/// beyond its resolution. A wave with missing samples (NaN or infinite) in it is left out. The waves do not depend on how the
/// samples are divided between calls, nor on how early the R peaks come. Nothing is allocated in steady state.</para>
/// <para>In each beat P onset ≤ P peak ≤ P offset ≤ QRS onset ≤ R peak ≤ QRS offset ≤ T onset ≤ T peak ≤ T offset.</para>
/// </remarks>
public sealed class StreamingDelineator
{
    /// <summary>The lowest sampling rate, in samples a second.</summary>
    public const double MinRate = 100;

    /// <summary>The highest sampling rate, in samples a second.</summary>
    public const double MaxRate = 1000;

    // From the R peak on: as far as any measure looks.
    private const int LookAhead = BeatSignals.Length - BeatSignals.R;

    private readonly double _rate;
    private readonly DelineationFrontEnd _front;
    private readonly WaveFinder _finder = new();
    private readonly Queue<long> _waiting = new(64);
    private readonly int _patience;
    private long _pushed;
    private long _lastPeak;
    private long _lastEnd;

    /// <summary>Makes a delineator.</summary>
    /// <param name="samplingRate">Samples a second, <see cref="MinRate"/> to <see cref="MaxRate"/>.</param>
    /// <param name="peakDelay">How many samples after its own an R peak may be given, 0 or more: 0 if it comes with its sample, the larger of
    /// <see cref="StreamingRPeakDetector.Delay"/> and <see cref="StreamingRPeakDetector.LearningSamples"/> if that detector finds it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside these, or the delay is below 0 or more than a minute.</exception>
    public StreamingDelineator(double samplingRate, int peakDelay = 0)
    {
        if (!(samplingRate is >= MinRate and <= MaxRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, Invariant($"Waves are found at {MinRate} to {MaxRate} samples a second; resample the signal first."));
        if (peakDelay < 0 || peakDelay > 60 * samplingRate)
            throw new ArgumentOutOfRangeException(nameof(peakDelay), peakDelay, "R peaks may come up to a minute late, not earlier than their sample.");
        _rate = samplingRate;
        PeakDelay = peakDelay;
        _patience = (int)Math.Ceiling(WaveFinder.TReach / DelineationFrontEnd.Rate * samplingRate) + 1;
        _front = new DelineationFrontEnd(samplingRate, (2 * BeatSignals.Length + peakDelay * DelineationFrontEnd.Rate / samplingRate) / DelineationFrontEnd.Rate);
        Delay = Math.Max(_patience + 1 + peakDelay, (int)Math.Ceiling((LookAhead + _front.Half + 2) * samplingRate / DelineationFrontEnd.Rate) + _front.ResamplerDelay + 2);
        Reset();
    }

    /// <summary>Samples a second.</summary>
    public double SamplingRate => _rate;

    /// <summary>How many samples after its own an R peak may be given.</summary>
    public int PeakDelay { get; }

    /// <summary>How many samples after its R peak a beat comes at the latest: about 1.1 s, or more if R peaks come late. It comes
    /// earlier than a late R peak would ask for when the next R peak is known.</summary>
    public int Delay { get; }

    /// <summary>R peaks whose beats have not come yet.</summary>
    public int Pending => _waiting.Count;

    /// <summary>Takes samples and R peaks and gives the beats that are certain with them.</summary>
    /// <param name="samples">The next samples of the lead, in any unit; NaN or infinite where missing.</param>
    /// <param name="rPeaks">R peaks that have become known, by sample numbers from the stream's start, rising over all calls: each
    /// among the samples pushed, these ones included, and at most <see cref="PeakDelay"/> samples before these.</param>
    /// <param name="beats">Receives the beats in order; at least as many places as <see cref="Pending"/> and new R peaks together.</param>
    /// <returns>How many beats were written.</returns>
    /// <exception cref="ArgumentException">An R peak is not after the one before it, not among the samples pushed, or too late; or there
    /// are too few places. Nothing has changed.</exception>
    public int Push(ReadOnlySpan<float> samples, ReadOnlySpan<long> rPeaks, Span<BeatDelineation> beats)
    {
        CheckRoom(rPeaks.Length, beats);
        var last = _lastPeak;
        foreach (var peak in rPeaks)
        {
            if (peak <= last)
                throw new ArgumentException(Invariant($"R peak {peak} is not after the one before it, {(last < 0 ? "the stream's start" : Invariant($"{last}"))}; give R peaks in order, each once."), nameof(rPeaks));
            if (peak >= _pushed + samples.Length)
                throw new ArgumentException(Invariant($"R peak {peak} lies beyond the {_pushed + samples.Length} samples pushed so far; give it with its sample or later."), nameof(rPeaks));
            if (peak < _pushed - PeakDelay)
                throw new ArgumentException(Invariant($"R peak {peak} comes when {_pushed} samples are already in: more than {PeakDelay} samples late. Make the delineator with a larger peakDelay."), nameof(rPeaks));
            last = peak;
        }
        _lastPeak = last;
        foreach (var peak in rPeaks) _waiting.Enqueue(peak);

        var written = 0;
        while (!samples.IsEmpty)
        {
            var block = samples[..Math.Min(samples.Length, DelineationFrontEnd.Block)];
            _front.Add(block, false);
            _pushed += block.Length;
            samples = samples[block.Length..];
            Emit(beats, ref written);
        }
        return written;
    }

    /// <summary>Ends the stream: gives the beats not given yet and makes the delineator ready for a new stream.</summary>
    /// <param name="beats">Receives the beats; at least <see cref="Pending"/> places.</param>
    /// <returns>How many beats were written.</returns>
    /// <exception cref="ArgumentException">There are too few places; nothing has changed.</exception>
    public int Flush(Span<BeatDelineation> beats)
    {
        CheckRoom(0, beats);
        var written = 0;
        _front.Add([], true);
        while (_waiting.Count > 0)
        {
            while (_front.Coarse.Count < _front.Place(_waiting.Peek()) + LookAhead) _front.Extend(1);
            beats[written++] = Next();
        }
        Reset();
        return written;
    }

    /// <summary>Forgets everything: a new stream begins.</summary>
    public void Reset()
    {
        _front.Reset();
        _finder.History.Reset();
        _waiting.Clear();
        _pushed = 0;
        _lastPeak = -1;
        _lastEnd = -1;
    }

    private void CheckRoom(int peaks, Span<BeatDelineation> beats)
    {
        if (beats.Length < Pending + peaks)
            throw new ArgumentException(Invariant($"{Pending} R peaks are waiting and {peaks} are new; there are {beats.Length} places for their beats."), nameof(beats));
    }

    private void Emit(Span<BeatDelineation> beats, ref int written)
    {
        while (_waiting.TryPeek(out var peak) && _front.Coarse.Count >= _front.Place(peak) + LookAhead
            && (_waiting.Count > 1 || _pushed > peak + _patience + PeakDelay))
            beats[written++] = Next();
    }

    private BeatDelineation Next()
    {
        var peak = _waiting.Dequeue();
        var next = _waiting.TryPeek(out var following) && following <= peak + _patience ? (following - peak) * DelineationFrontEnd.Rate / _rate : double.PositiveInfinity;
        var place = _front.Place(peak);
        // Where the R peak lies between samples at 250 a second.
        var fraction = Math.Clamp(peak * DelineationFrontEnd.Rate / _rate - place, -0.5, 0.5);
        var (history, signals) = (_finder.History, _finder.Signals);
        signals.Load(_front, place);
        var (r, time) = (BeatSignals.R + fraction, place + fraction);
        if (AnyMissing(peak, peak) || _finder.IsFlat) return new BeatDelineation(peak, null, null, null);

        var qrs = _finder.Qrs(r);
        var complex = new QrsComplex(Math.Clamp(Input(qrs.Onset), 0, peak), Within(_finder.Opposite(qrs, -1)),
            Within(_finder.Opposite(qrs, 1)), Math.Clamp(Input(qrs.Offset), peak, _pushed - 1));

        Wave? p = null;
        var bumps = _finder.PBumps(qrs, time);
        var index = _finder.BestP(bumps, qrs, time);
        if (index >= 0)
            p = Bounded(_finder.P(bumps[index]), _lastEnd + 1, complex.Onset);

        var rhythm = history.Rhythm(time).Median;
        bumps = _finder.TBumps(qrs, next);
        index = _finder.BestT(bumps, qrs, next, rhythm);
        history.Learn(signals.Middle, time);
        Wave? t = null;
        if (index >= 0)
        {
            history.LearnT(bumps[index], r);
            t = Bounded(_finder.T(bumps[index]), complex.Offset, double.IsInfinity(next) ? _pushed - 1 : Math.Min(following, _pushed) - 1);
        }
        else
        {
            history.LearnNoT(qrs);
        }
        _lastEnd = t?.Offset ?? complex.Offset;
        return new BeatDelineation(peak, p, AnyMissing(complex.Onset, complex.Offset) ? null : complex, t);

        long Input(double x) => peak + (long)Math.Round((x - r) * _rate / DelineationFrontEnd.Rate);

        long? Within(double? x) => x is { } some && Input(some) is var sample && sample >= 0 && sample < _pushed ? sample : null;

        Wave? Bounded((double Onset, double Peak, double Offset) wave, long from, long to)
        {
            var top = Input(wave.Peak);
            if (top < from || top > to) return null;
            var bounded = new Wave(Math.Clamp(Input(wave.Onset), from, top), top, Math.Clamp(Input(wave.Offset), top, to));
            return AnyMissing(bounded.Onset, bounded.Offset) ? null : bounded;
        }
    }

    private bool AnyMissing(long first, long last) => _front.Missing.Run(first, (int)(last - first) + 1).Contains(true);
}
