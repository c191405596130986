using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>The part of an analysis that goes through the recording in order: reads, denoises, resamples, and cuts the beats.</summary>
internal sealed class BeatCutter
{
    private readonly ISampleSource _source;
    private readonly IRPeakSource _peaks;
    private readonly BeatWindow _window;
    private readonly StreamingWaveletDenoiser? _denoiser;
    private readonly Resampler _rates;
    private readonly StreamingResampler? _resampler;
    private readonly StreamingRrIntervals _intervals;
    private readonly UsualBeat _usual;
    private readonly float[] _block;
    private readonly SampleWindow _signal = new();
    private readonly List<RPeak> _found = [];
    private readonly Queue<RPeak> _waiting = [];
    private readonly Queue<RrFeatures> _rr = [];
    private long _lastPeak = long.MinValue;
    private bool _ended;

    public BeatCutter(ISampleSource source, IRPeakSource peaks, BeatWindow window, AnalysisOptions options)
    {
        var rate = source.SamplingRate;
        if (!(rate > 0) || !double.IsFinite(rate))
            throw new InvalidDataException(Invariant($"The recording has a sampling rate of {rate} samples a second; it must be a number above 0."));
        _source = source;
        _peaks = peaks;
        _window = window;
        _denoiser = options.Denoising is { } denoising ? new StreamingWaveletDenoiser(denoising) : null;
        _rates = new Resampler(rate);
        _resampler = _rates.IsIdentity ? null : new StreamingResampler(_rates);
        _intervals = new StreamingRrIntervals(rate);
        _usual = new UsualBeat(options.Normalization);
        _block = new float[Math.Max(options.BlockSamples, _denoiser?.Delay ?? 0)];
        BlockSamples = options.BlockSamples;
    }

    /// <summary>Samples read so far.</summary>
    public long SamplesRead { get; private set; }

    /// <summary>Samples read so far that are missing.</summary>
    public long SamplesMissing { get; private set; }

    private int BlockSamples { get; }

    /// <summary>Fills a batch with the next beats.</summary>
    /// <returns>False if the recording is over and the batch has none.</returns>
    public bool Fill(BeatBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            Cut(batch);
            while (!batch.IsWhole && _rr.TryDequeue(out var rr)) batch.AddRr(rr);
            if (batch.IsWhole && (batch.IsFull || _ended))
            {
                batch.SamplesRead = SamplesRead;
                return batch.Count > 0;
            }
            cancellationToken.ThrowIfCancellationRequested();
            Forget();
            Read();
        }
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
            batch.Add(peak, status, status == BeatWindowStatus.Complete ? _usual.Push(batch.NextWindow) : default);
            _waiting.Dequeue();
        }
    }

    // Keeps what beats that wait, and those still to be found, may reach back to.
    private void Forget()
    {
        var peak = SamplesRead - _peaks.MaxDelay;
        if (_waiting.TryPeek(out var first)) peak = Math.Min(peak, first.Sample);
        _signal.DropBefore(_rates.MapSample(peak) - _window.Before);
    }

    private void Read()
    {
        var count = _source.Read(_block.AsSpan(0, BlockSamples));
        if (count < 0 || count > BlockSamples)
            throw new InvalidOperationException(Invariant($"The sample source gave {count} samples where {BlockSamples} were asked for."));
        if (count == 0)
        {
            End();
            return;
        }

        var samples = _block.AsSpan(0, count);
        SamplesRead += count;
        foreach (var sample in samples)
        {
            if (!float.IsFinite(sample)) SamplesMissing++;
        }
        _peaks.Push(samples, _found);
        TakePeaks();
        Add(_denoiser is null ? samples : samples[.._denoiser.Push(samples, samples)], ends: false);
    }

    private void End()
    {
        _ended = true;
        _peaks.Flush(_found);
        TakePeaks();
        if (_intervals.Flush(out var last)) _rr.Enqueue(last);
        Add(_block.AsSpan(0, _denoiser?.Flush(_block) ?? 0), ends: true);
    }

    private void TakePeaks()
    {
        foreach (var peak in _found)
        {
            if (peak.Sample < _lastPeak)
                throw new InvalidDataException(Invariant($"The R peaks are not in order of time: one at sample {peak.Sample} comes after one at sample {_lastPeak}. Sort the annotations by their samples."));
            _lastPeak = peak.Sample;
            if (_intervals.Push(peak.Sample, out var before)) _rr.Enqueue(before);
            _waiting.Enqueue(peak);
        }
        _found.Clear();
    }

    private void Add(ReadOnlySpan<float> samples, bool ends)
    {
        if (_resampler is null)
        {
            samples.CopyTo(_signal.Room(samples.Length));
            _signal.Add(samples.Length);
            return;
        }

        while (true)
        {
            var room = _signal.Room(1 << 12);
            _resampler.Convert(samples, room, ends, out var consumed, out var written);
            _signal.Add(written);
            if (written < room.Length) return;
            samples = samples[consumed..];
        }
    }
}
