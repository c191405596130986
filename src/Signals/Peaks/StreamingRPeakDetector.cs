namespace ArrhythmiaVision.Signals;

/// <summary>Finds the R peaks of an ECG as it arrives, in one lead, with bounded delay and memory.</summary>
/// <remarks>
/// <para>Four complex band-pass filters follow the signal. Every bump of the QRS band's envelope is a candidate. A candidate's
/// evidence (size, steepness and shape beside those of the last beats, its neighbours for a second to each side, the rhythm, the
/// noise) is weighed by a logistic regression; of candidates less than 0.3 s apart the combination with the larger sum wins. The
/// R peak is the largest deflection near the middle of the complex's energy. docs/r-peaks.md tells more, with what was measured.</para>
/// <para>The envelope has no sign, so a change of polarity changes nothing but the shapes that are known. Missing samples (NaN,
/// infinities, beyond 1e6 mV) are bridged without a step, and no peak is found in or within 30 ms of them; a flat line has none.
/// Spikes of pacemakers, shorter than 5 ms, are removed at rates from 223 Hz on. Two peaks are at least 60 ms apart, and the
/// complexes themselves 200 ms.</para>
/// <para>The first 3 s of signal serve to learn the complexes' size; their peaks come when that is done. From then on a peak comes at
/// the latest with the sample <see cref="Delay"/> after it. With <see cref="RPeakTiming.Prompt"/> the evidence is the same, weighed the same, but
/// of what comes after a candidate only 0.36 s: where no beat is seen in it, the next is taken to come when the rhythm lets it be expected. The peaks do not depend on how the samples are divided between
/// calls. Nothing is allocated after construction.</para>
/// </remarks>
public sealed class StreamingRPeakDetector
{
    /// <summary>The lowest sampling rate, in samples a second.</summary>
    public const double MinRate = 100;

    /// <summary>The highest sampling rate, in samples a second.</summary>
    public const double MaxRate = 1000;

    private const double LearningSeconds = 3;
    private const double RivalSeconds = 0.3;
    private const double PromptSeconds = 0.36;
    private const double BumpSeconds = 0.06;
    private const double HistorySeconds = LearningSeconds + 1.5;
    private const int CandidateCapacity = 128;

    // Both in units of the evidence, the logarithm of odds; docs/r-peaks.md says what they were chosen on.
    private const float Threshold = 0.4f;
    private const float RivalLead = 3;

    private readonly double _rate;
    private readonly QrsFrontEnd _front;
    private readonly CandidateQueue _candidates = new(CandidateCapacity);
    private readonly QrsEvidence _evidence;
    private readonly RPeakRefinement _refinement;
    private readonly int _bump;
    private readonly int _lookAhead;
    private readonly int _learning;
    private readonly int _memory;
    private QrsCandidate? _last;
    private long _learned;

    /// <summary>Makes a detector.</summary>
    /// <param name="samplingRate">Samples a second, <see cref="MinRate"/> to <see cref="MaxRate"/>.</param>
    /// <param name="timing">When to decide.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside these, or there is no such timing.</exception>
    public StreamingRPeakDetector(double samplingRate, RPeakTiming timing = RPeakTiming.Thorough)
    {
        if (!Enum.IsDefined(timing)) throw new ArgumentOutOfRangeException(nameof(timing), timing, "There is no such timing.");
        if (!(samplingRate is >= MinRate and <= MaxRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, Invariant($"R peaks are found at {MinRate} to {MaxRate} samples a second; resample the signal first."));
        _rate = samplingRate;
        var isPrompt = timing == RPeakTiming.Prompt;
        _front = new QrsFrontEnd(samplingRate, HistorySeconds);
        _evidence = new QrsEvidence(_front.Frames, _candidates, _front.FrameRate, isPrompt ? PromptSeconds : QrsEvidence.Reach);
        _refinement = new RPeakRefinement(samplingRate);
        _bump = Frames(BumpSeconds);
        _lookAhead = Frames(isPrompt ? PromptSeconds : QrsEvidence.Reach + RivalSeconds);
        _learning = Frames(LearningSeconds);
        _memory = _lookAhead + Frames(QrsEvidence.Reach) + _bump + 1;
        Delay = _lookAhead * _front.Hop + _front.Delay + _refinement.Search;
        LearningSamples = _learning * _front.Hop + _front.Delay + _front.Hop;
        Reset();
    }

    /// <summary>Samples a second.</summary>
    public double SamplingRate => _rate;

    /// <summary>
    /// How many samples after its own a peak comes at the latest once the complexes' size is learned: about 1.5 s, of <see cref="RPeakTiming.Prompt"/> 0.6 s.
    /// </summary>
    public int Delay { get; }

    /// <summary>How many samples from the first that is not missing it takes at most to learn the complexes' size: about 3.2 s.</summary>
    public int LearningSamples { get; }

    /// <summary>How many peaks a call can give at most.</summary>
    /// <param name="samples">How many samples are pushed, 0 or more; 0 for <see cref="Flush"/>.</param>
    public int MaxPeaks(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        var undecided = Math.Max((long)Delay, LearningSamples) + _front.Hop;
        return (int)((samples + undecided) / (QrsEvidence.Refractory * _rate)) + 2;
    }

    /// <summary>Takes samples and gives the peaks that are certain with them.</summary>
    /// <param name="samples">The next samples in mV; NaN where one is missing.</param>
    /// <param name="peaks">Receives the peaks' sample numbers, counted from 0 at the stream's start, in order; at least
    /// <see cref="MaxPeaks"/> places.</param>
    /// <returns>How many peaks were written.</returns>
    /// <exception cref="ArgumentException"><paramref name="peaks"/> is too short; nothing has changed.</exception>
    public int Push(ReadOnlySpan<float> samples, Span<long> peaks)
    {
        CheckRoom(samples.Length, peaks);
        var written = 0;
        foreach (var sample in samples) Add(sample, peaks, ref written);
        return written;
    }

    /// <summary>Ends the stream: gives the peaks not given yet and makes the detector ready for a new stream.</summary>
    /// <param name="peaks">Receives the peaks' sample numbers; at least <see cref="MaxPeaks"/>(0) places.</param>
    /// <returns>How many peaks were written.</returns>
    /// <exception cref="ArgumentException"><paramref name="peaks"/> is too short; nothing has changed.</exception>
    public int Flush(Span<long> peaks)
    {
        CheckRoom(0, peaks);
        var written = 0;
        var rest = Math.Max(Delay, LearningSamples) + _front.Hop;
        for (var i = 0; i < rest; i++) Add(float.NaN, peaks, ref written);
        Reset();
        return written;
    }

    /// <summary>Forgets everything: a new stream begins.</summary>
    public void Reset()
    {
        _front.Reset();
        _candidates.Clear();
        _evidence.Reset();
        _last = null;
        _learned = -1;
    }

    private int Frames(double seconds) => (int)Math.Round(seconds * _front.FrameRate);

    private void CheckRoom(int samples, Span<long> peaks)
    {
        if (peaks.Length < MaxPeaks(samples))
            throw new ArgumentException(Invariant($"{samples} samples can give {MaxPeaks(samples)} peaks; there are {peaks.Length} places. Make room by MaxPeaks."), nameof(peaks));
    }

    private void Add(float sample, Span<long> peaks, ref int written)
    {
        if (!_front.Add(sample)) return;
        var newest = _front.Frames.Count - 1;
        if (_front.Frames[newest].Present == 0) return;
        if (_learned < 0) _learned = newest + _learning;
        FindCandidate(newest - _bump);
        if (newest < _learned) return;
        if (newest == _learned) LearnFirstSize();
        while (_candidates.Next < _candidates.Count && _candidates[_candidates.Next].Frame + _lookAhead <= newest)
        {
            var index = _candidates.Next++;
            if (!IsBeat(index)) continue;
            ref var beat = ref _candidates[index];
            beat = beat with { IsBeat = true };
            _evidence.Learn(beat, _last);
            _last = beat;
            peaks[written++] = _refinement.Find(_front, beat.Frame * _front.Hop);
        }
    }

    private void FindCandidate(long frame)
    {
        if (frame < 0) return;
        var frames = _front.Frames;
        ref readonly var top = ref frames[frame];
        if (!(top.Size >= QrsEvidence.SmallestSize)) return;
        for (var i = 1; i <= _bump; i++)
        {
            if (!(frames[frame - i].Size < top.Size) || !(frames[frame + i].Size <= top.Size)) return;
        }

        // The edge of a gap, of the record's start or end, can look like a complex.
        var middle = frame * _front.Hop;
        var margin = _bump / 2 * _front.Hop;
        if (middle < margin || _front.Missing.Run(middle - margin, 2 * margin + 1).Contains(true)) return;

        float high = 0, fine = 0;
        var near = _bump * 2 / 3;
        for (var i = -near; i <= near; i++)
        {
            ref readonly var f = ref frames[frame + i];
            (high, fine) = (Math.Max(high, f.High), Math.Max(fine, f.Fine));
        }
        _candidates.Add(new QrsCandidate(frame, top.Present / _rate, top.Size, high, fine, top.Low), frame - _memory);
    }

    // The middle one of the largest candidates of three equal times: neither one artefact nor one quiet second decides.
    private void LearnFirstSize()
    {
        Span<float> largest = stackalloc float[3];
        largest.Clear();
        var first = _learned - _learning;
        for (var i = 0; i < _candidates.Count; i++)
        {
            ref var place = ref largest[(int)Math.Clamp((_candidates[i].Frame - first) * 3 / _learning, 0, 2)];
            place = Math.Max(place, _candidates[i].Size);
        }
        largest.Sort();
        _evidence.FirstSize = largest[1];
    }

    private bool IsBeat(int index)
    {
        if (_last is { } last && _candidates[index].Time - last.Time < QrsEvidence.Refractory) return false;
        var score = _evidence.Score(index, _last);
        return score > Threshold && score + RivalLead > LeadOfRivals(index);
    }

    // How much more evidence there is for the beats that follow within 0.3 s if this candidate is none than if it is one: a P wave
    // must not hide the QRS complex behind it.
    private float LeadOfRivals(int index)
    {
        var own = _candidates[index];
        float with = 0, without = 0;
        for (var i = index + 1; i < _candidates.Count; i++)
        {
            var distance = _candidates[i].Time - own.Time;
            if (distance > RivalSeconds || !_evidence.CanScore(i)) break;
            without = Math.Max(without, _evidence.Score(i, _last));
            if (distance < QrsEvidence.Refractory) continue;
            _candidates[index] = own with { IsBeat = true };
            with = Math.Max(with, _evidence.Score(i, own));
            _candidates[index] = own;
        }
        return without - with;
    }
}
