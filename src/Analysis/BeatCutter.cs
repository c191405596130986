using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>The part of an analysis that goes through the samples in order: finds R peaks, resamples, denoises, measures RR intervals, and cuts the beats.</summary>
internal sealed class BeatCutter
{
    private readonly IRPeakSource _peaks;
    private readonly BeatWindow _window;
    private readonly StreamingWaveletDenoiser? _denoiser;
    private readonly Resampler _rates;
    private readonly StreamingResampler? _resampler;
    private readonly StreamingRrIntervals _intervals;
    private readonly UsualBeat _usual;
    private readonly bool _awaitsNext;
    private readonly float[] _block;
    private readonly SampleWindow _signal = new();
    private readonly List<RPeak> _found = [];
    private readonly Queue<RPeak> _waiting = [];
    private readonly Queue<RrFeatures> _rr = [];
    private long _lastPeak = long.MinValue;
    private long _lastCut = long.MinValue;
    private bool _ended;

    /// <param name="rate">Samples a second.</param>
    /// <param name="peaks">The R peaks.</param>
    /// <param name="window">What is cut about each.</param>
    /// <param name="options">How.</param>
    /// <param name="mostSamples">How many samples are taken at a time at most.</param>
    /// <param name="awaitsNext">Whether a beat waits for the interval to the next one; else that is not known of any.</param>
    public BeatCutter(double rate, IRPeakSource peaks, BeatWindow window, AnalysisOptions options, int mostSamples, bool awaitsNext)
    {
        if (!(rate > 0) || !double.IsFinite(rate))
            throw new InvalidDataException(Invariant($"The recording has a sampling rate of {rate} samples a second; it must be a number above 0."));
        _awaitsNext = awaitsNext;
        _peaks = peaks;
        _window = window;
        _denoiser = options.Denoising is { } denoising ? new StreamingWaveletDenoiser(denoising) : null;
        _rates = Resampler.ForBeats(rate);
        _resampler = _rates.IsIdentity ? null : new StreamingResampler(_rates);
        _intervals = new StreamingRrIntervals(rate);
        _usual = new UsualBeat(options.Method);
        _block = new float[mostSamples];
    }

    /// <summary>Samples read so far.</summary>
    public long SamplesRead { get; private set; }

    /// <summary>Samples read so far that are missing.</summary>
    public long SamplesMissing { get; private set; }

    /// <summary>Where the next samples go, to be filled from its beginning; what it holds after <see cref="Take"/> is lost.</summary>
    public Span<float> Room => _block;

    /// <summary>How many samples a beat's window ends after its R peak's, as it was recorded.</summary>
    public int WindowDelay
    {
        get
        {
            // One sample more, as the R peak's sample at the rate of beats may lie half a one after it.
            var after = _window.Length - _window.Before + (_denoiser?.Delay ?? 0);
            return _rates.IsIdentity ? after : (int)Math.Ceiling(after * _rates.InputRate / _rates.OutputRate) + _rates.LookAhead + 1;
        }
    }

    /// <summary>Adds the beats to a batch that are due, as far as there is room.</summary>
    /// <returns>Whether the batch is ready to be scored: full, or the last.</returns>
    public bool Fill(BeatBatch batch)
    {
        Cut(batch);
        while (!batch.IsWhole && _rr.TryDequeue(out var rr)) batch.AddRr(rr);
        if (!batch.IsWhole || !(batch.IsFull || _ended)) return false;
        batch.SamplesRead = SamplesRead;
        return true;
    }

    // Cuts a beat as soon as its samples are there, though its next RR interval may be long in coming.
    private void Cut(BeatBatch batch)
    {
        while (!batch.IsFull && _waiting.TryPeek(out var peak))
        {
            var first = _rates.MapSample(peak.Sample) - _window.Before;
            BeatWindowStatus status;
            if (first < 0)
            {
                status = BeatWindowStatus.TooNearStart;
            }
            else if (first + _window.Length <= _signal.End)
            {
                if (first < _signal.Start)
                    throw new InvalidOperationException(Invariant($"The R peak at sample {peak.Sample} came later than the {_peaks.MaxDelay} samples that its source, {_peaks.GetType().Name}, says a peak comes late by."));
                status = _window.Cut(_signal.Slice(first, _window.Length), _window.Before, batch.NextWindow);
            }
            else if (_ended)
            {
                status = BeatWindowStatus.TooNearEnd;
            }
            else
            {
                return;
            }
            batch.Add(peak, status, status == BeatWindowStatus.Complete ? _usual.Push(batch.NextWindow, SinceLast(first + _window.Before)) : default);
            _lastCut = first + _window.Before;
            _waiting.Dequeue();
        }
    }

    // The signal from the beat before; none where there is none, or it is too long ago.
    private ReadOnlySpan<float> SinceLast(long peak) =>
        _lastCut >= _signal.Start && peak - _lastCut <= UsualBeat.LongestInterval ? _signal.Slice(_lastCut, (int)(peak - _lastCut)) : default;

    // Keeps what beats that wait, and those still to be found, may reach back to.
    private void Forget()
    {
        var peak = SamplesRead - _peaks.MaxDelay;
        if (_waiting.TryPeek(out var first)) peak = Math.Min(peak, first.Sample);
        _signal.DropBefore(_rates.MapSample(peak) - Math.Max(_window.Before, UsualBeat.LongestInterval));
    }

    /// <summary>Takes samples that were put into <see cref="Room"/>, 1 or more.</summary>
    public void Take(int count)
    {
        Forget();
        var samples = _block.AsSpan(0, count);
        SamplesRead += count;
        foreach (var sample in samples)
        {
            if (!float.IsFinite(sample)) SamplesMissing++;
        }
        _peaks.Push(samples, _found);
        TakePeaks();
        Add(samples, ends: false);
    }

    /// <summary>Ends the recording; the beats that are left are due.</summary>
    public void End()
    {
        Forget();
        _ended = true;
        _peaks.Flush(_found);
        TakePeaks();
        if (_intervals.Flush(out var last) && _awaitsNext) _rr.Enqueue(last);
        Add([], ends: true);
        if (_denoiser is not null) _signal.Add(_denoiser.Flush(_signal.Room(_denoiser.Pending)));
    }

    private void TakePeaks()
    {
        foreach (var peak in _found)
        {
            if (peak.Sample < _lastPeak)
                throw new InvalidDataException(Invariant($"The R peaks are not in order of time: one at sample {peak.Sample} comes after one at sample {_lastPeak}. Sort the annotations by their samples."));
            _lastPeak = peak.Sample;
            if (_intervals.Push(peak.Sample, out var before) && _awaitsNext) _rr.Enqueue(before);
            if (!_awaitsNext) _rr.Enqueue(_intervals.Newest);
            _waiting.Enqueue(peak);
        }
        _found.Clear();
    }

    // Denoised at the rate of beats, whatever the lead's, as the networks' training beats were: what is noise and how far the wavelets look ahead depend on it.
    private void Add(ReadOnlySpan<float> samples, bool ends)
    {
        if (_resampler is null)
        {
            var room = _signal.Room(samples.Length);
            samples.CopyTo(room);
            Keep(room[..samples.Length]);
            return;
        }

        while (true)
        {
            var room = _signal.Room(1 << 12);
            _resampler.Convert(samples, room, ends, out var consumed, out var written);
            Keep(room[..written]);
            if (written < room.Length) return;
            samples = samples[consumed..];
        }
    }

    // What stands in the room behind the signal goes through the denoiser in its place.
    private void Keep(Span<float> samples) => _signal.Add(_denoiser is null ? samples.Length : _denoiser.Push(samples, samples));
}
