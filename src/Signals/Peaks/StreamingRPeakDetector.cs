namespace ArrhythmiaVision.Signals;

/// <summary>Finds R peaks in a stream.</summary>
public sealed class StreamingRPeakDetector
{
    /// <summary>The lowest sampling rate in Hz.</summary>
    public const double MinRate = 100;
    /// <summary>The highest sampling rate in Hz.</summary>
    public const double MaxRate = 1000;

    private const double LookAheadSeconds = 1.0;
    private const double RivalSeconds = 0.3;
    private const double LearningSeconds = 3;
    private const double HistorySeconds = 1.2;
    private const double BumpSeconds = 0.06;
    private const double RefractorySeconds = 0.2;
    private const double NearSeconds = 0.25;
    private const float SmallestSize = 0.02f;

    private readonly double _rate;
    private readonly QrsFrontEnd _front;
    private readonly BeatTemplates _templates;
    private readonly RPeakRefinement _refinement;
    private readonly SlidingMedian _sizes = new(8);
    private readonly SlidingMedian _highs = new(8);
    private readonly SlidingMedian _intervals = new(8);
    private readonly SlidingMedian _sharpnesses = new(16);
    private readonly QrsCandidate[] _candidates = new QrsCandidate[256];
    private readonly float[] _evidence = new float[QrsScore.Count];
    private readonly int _bump;
    private readonly int _lookAhead;
    private readonly int _learning;
    private int _candidateCount;
    private int _next;
    private float _firstSize;
    private QrsCandidate _last;
    private bool _hasLast;
    private long _lastPeak;
    private long _pushed;

    /// <summary>Makes a detector.</summary>
    /// <param name="samplingRate">Samples a second.</param>
    public StreamingRPeakDetector(double samplingRate)
    {
        if (!(samplingRate >= MinRate && samplingRate <= MaxRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, Invariant($"R peaks are found at {MinRate} to {MaxRate} samples a second; resample the signal first."));
        _rate = samplingRate;
        _front = new QrsFrontEnd(samplingRate, LearningSeconds + LookAheadSeconds + RivalSeconds + HistorySeconds + 1);
        _templates = new BeatTemplates(_front.FrameRate);
        _refinement = new RPeakRefinement(samplingRate);
        _bump = Frames(BumpSeconds);
        _lookAhead = Frames(LookAheadSeconds + RivalSeconds);
        _learning = Frames(LearningSeconds);
        Reset();
    }

    /// <summary>Forgets the stream; a new one begins.</summary>
    public void Reset()
    {
        _front.Reset();
        _templates.Reset();
        _sizes.Reset();
        _highs.Reset();
        _intervals.Reset();
        _sharpnesses.Reset();
        _candidateCount = 0;
        _next = 0;
        _hasLast = false;
        _lastPeak = -1;
        _pushed = 0;
    }

    /// <summary>Takes samples in mV and gives the peaks found.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="peaks">Receives sample numbers.</param>
    /// <returns>How many.</returns>
    public int Push(ReadOnlySpan<float> samples, Span<long> peaks)
    {
        var written = 0;
        foreach (var sample in samples) Add(sample, peaks, ref written);
        _pushed += samples.Length;
        return written;
    }

    /// <summary>Ends the stream and gives the rest.</summary>
    /// <param name="peaks">Receives sample numbers.</param>
    /// <returns>How many.</returns>
    public int Flush(Span<long> peaks)
    {
        var written = 0;
        var rest = Math.Max((int)(_learning * (long)_front.Hop), 0) + (_lookAhead + _bump + 2) * _front.Hop + _front.Delay;
        for (var i = 0; i < rest; i++) Add(float.NaN, peaks, ref written);
        Reset();
        return written;
    }

    private int Frames(double seconds) => (int)Math.Round(seconds * _front.FrameRate);

    private void Add(float sample, Span<long> peaks, ref int written)
    {
        if (!_front.Add(sample)) return;
        var newest = _front.Frames.Count - 1;
        FindCandidate(newest - _bump);
        if (newest < _learning) return;
        if (newest == _learning) LearnFirstSize();
        while (_next < _candidateCount && _candidates[_next].Frame + _lookAhead <= newest)
        {
            var peak = Decide(_next++, newest);
            if (peak >= 0) peaks[written++] = peak;
        }
    }

    private void FindCandidate(long frame)
    {
        if (frame < 0) return;
        var frames = _front.Frames;
        ref readonly var top = ref frames[frame];
        if (!(top.Envelope >= SmallestSize)) return;
        for (var i = 1; i <= _bump; i++)
        {
            if (!(frames[frame - i].Envelope < top.Envelope) || !(frames[frame + i].Envelope <= top.Envelope)) return;
        }
        if (_candidateCount == _candidates.Length) DropOld();
        float high = 1e-6f;
        for (var i = -_bump; i <= _bump; i++) if (i * 3 <= _bump * 2 && i * 3 >= -_bump * 2) high = Math.Max(high, frames[frame + i].High);
        _candidates[_candidateCount++] = new QrsCandidate
        {
            Frame = frame,
            Time = top.Present / _rate,
            Size = top.Envelope,
            Sharpness = MathF.Log(high / top.Envelope),
            High = high,
        };
    }

    // Those long decided make room.
    private void DropOld()
    {
        var first = _next;
        while (first > 0 && _candidates[first - 1].Frame >= _candidates[_candidateCount - 1].Frame - Frames(LookAheadSeconds + RivalSeconds + HistorySeconds)) first--;
        _candidates.AsSpan(first, _candidateCount - first).CopyTo(_candidates);
        _candidateCount -= first;
        _next -= first;
    }

    private void LearnFirstSize()
    {
        Span<float> largest = stackalloc float[3];
        for (var i = 0; i < _candidateCount; i++)
        {
            ref var place = ref largest[(int)Math.Min(2, _candidates[i].Frame * 3 / _learning)];
            place = Math.Max(place, _candidates[i].Size);
        }
        largest.Sort();
        _firstSize = largest[1];
    }

    private long Decide(int index, long newest)
    {
        ref var candidate = ref _candidates[index];
        if (_hasLast && candidate.Time - _last.Time < RefractorySeconds) return -1;
        var score = Score(index, _last, _hasLast);
#if RPEAK_PROBE
        Probe?.Invoke(this, index, score);
        var accept = Oracle is { } o ? o(this, index) : score > 0 && Wins(index, score);
        if (!accept) return -1;
#else
        if (!(score > 0 && Wins(index, score))) return -1;
#endif
        candidate.Accepted = true;
        _templates.Likeness(_front.Frames, candidate.Frame);
        _templates.Learn();
        if (_hasLast) { var rr = candidate.Time - _last.Time; if (rr is > 0.25 and < 2.5) _intervals.Push((float)rr); }
        _sizes.Push(candidate.Size);
        _highs.Push(candidate.High);
        _sharpnesses.Push(candidate.Sharpness);
        _last = candidate;
        _hasLast = true;
        var peak = _refinement.Find(_front, candidate.Frame * _front.Hop);
        if (peak <= _lastPeak) peak = candidate.Frame * _front.Hop;
        if (peak <= _lastPeak) return -1;
        _lastPeak = peak;
        return peak;
    }

    private bool Wins(int index, float score)
    {
        var own = _candidates[index];
        float with = 0, without = 0;
        for (var i = index + 1; i < _candidateCount; i++)
        {
            var distance = _candidates[i].Time - own.Time;
            if (distance > RivalSeconds) break;
            without = Math.Max(without, Score(i, _last, _hasLast));
            if (distance < RefractorySeconds) continue;
            _candidates[index].Accepted = true;
            with = Math.Max(with, Score(i, own, true));
            _candidates[index].Accepted = false;
        }
        return score + with > without;
    }
#if RPEAK_PROBE
    public static Action<StreamingRPeakDetector, int, float>? Probe;
    public static Func<StreamingRPeakDetector, int, bool>? Oracle;
    public ReadOnlySpan<float> Evidence => _evidence;
    internal ReadOnlySpan<QrsCandidate> Candidates => _candidates.AsSpan(0, _candidateCount);
    public long SampleOf(int i) => _candidates[i].Frame * _front.Hop;
#endif

    private static float Clip(double x, double low, double high) => (float)Math.Clamp(x, low, high);

    private float Score(int index, in QrsCandidate last, bool hasLast)
    {
        ref readonly var c = ref _candidates[index];
        var known = Math.Max(SmallestSize, _sizes.Count > 0 ? _sizes.Median : _firstSize);
        if (_sizes.Count is > 0 and < 4) known = Math.Min(known, _firstSize);
        var since = hasLast ? c.Time - last.Time : 0.8;
        if (since > 2.5) known *= (float)Math.Pow(0.5, (since - 2.5) / 1.5);
        known = Math.Max(known, SmallestSize);
        var rrMedian = _intervals.Count > 0 ? _intervals.Median : 0.8;
        var sharpMedian = _sharpnesses.Count > 0 ? _sharpnesses.Median : c.Sharpness;

        // what comes
        float nextHigh = SmallestSize, rejectedHigh = SmallestSize, nextSize = SmallestSize, nextSize2 = SmallestSize, crowd = 0;
        var end = c.Time + LookAheadSeconds;
        double nextStrong = -1;
        for (var i = index + 1; i < _candidateCount; i++)
        {
            ref readonly var o = ref _candidates[i];
            var d = o.Time - c.Time;
            if (d > LookAheadSeconds - BumpSeconds - 0.01) break;
            if (d <= NearSeconds) { nextSize = Math.Max(nextSize, o.Size); nextHigh = Math.Max(nextHigh, o.High); }
            else if (d <= 0.4) nextSize2 = Math.Max(nextSize2, o.Size);
            if (nextStrong < 0 && d > RefractorySeconds && o.Size > 0.6f * known) nextStrong = d;
            crowd += Math.Min(1, o.Size / c.Size);
        }
        if (nextStrong < 0) nextStrong = LookAheadSeconds;
        float rejected = SmallestSize;
        for (var i = index - 1; i >= 0; i--)
        {
            ref readonly var o = ref _candidates[i];
            var d = c.Time - o.Time;
            if (d > LookAheadSeconds) break;
            if (d <= NearSeconds && !o.Accepted) { rejected = Math.Max(rejected, o.Size); rejectedHigh = Math.Max(rejectedHigh, o.High); }
            crowd += Math.Min(1, o.Size / c.Size);
        }
        float mean = 0;
        var half = Frames(0.5);
        for (var k = -half; k <= half; k++) mean += _front.Frames[c.Frame + k].Envelope;
        mean /= 2 * half + 1;

        var a = Clip(Math.Log(c.Size / known), -3, 1.5);
        var al = Math.Min(a, 0);
        var q = since / rrMedian;
        var g = (since + nextStrong) / rrMedian;
        var lg = Clip(Math.Log(g), -1.2, 1.4);
        var like = _templates.Likeness(_front.Frames, c.Frame);
        var sharp = Clip(c.Sharpness - sharpMedian, -1.5, 1.5);
        var ramp = hasLast ? Clip((0.45 - since) / 0.1, 0, 1) : 0;

        var e = _evidence;
        var n = 0;
        e[n++] = 1;
        e[n++] = al;
        e[n++] = Math.Max(a, 0);
        e[n++] = Math.Min(a + 0.7f, 0);
        e[n++] = Clip(Math.Log(c.Size / nextSize), -1.5, 1.5);
        e[n++] = Math.Min(Clip(Math.Log(c.Size / nextSize2), -1.5, 1.5), 0.5f);
        e[n++] = Clip(Math.Log(c.Size / rejected), -1.5, 1.5);
        e[n++] = hasLast ? Math.Max(0, 0.36f - (float)since) * 10 : 0;
        e[n++] = ramp > 0 ? ramp * Clip(Math.Log(c.Size / last.Size), -2, 1) : 0;
        e[n++] = ramp > 0 ? ramp * Clip(c.Sharpness - last.Sharpness, -1.5, 1.5) : 0;
        e[n++] = (float)Math.Min(q, 1) - 1;
        e[n++] = Clip(q - 1, 0, 1.5);
        e[n++] = lg;
        e[n++] = Math.Max(0, lg - 0.4f);
        e[n++] = like;
        e[n++] = Math.Max(0, like - 0.8f) * 5;
        e[n++] = Math.Min(sharp, 0);
        e[n++] = Math.Max(sharp, 0);
        e[n++] = Math.Min(crowd, 20) / 10;
        e[n++] = Clip(Math.Log(c.Size / Math.Max(mean, 1e-4f)), 0, 3);
        e[n++] = al * Clip(lg, 0, 0.7);
        e[n++] = al * like;
        e[n++] = (float)Math.Exp(-0.5 * Math.Pow(Math.Log(Math.Max(q, 0.01)) / 0.12, 2));
        e[n++] = sharp * al;
        var knownHigh = _highs.Count > 0 ? known * _highs.Median / Math.Max(1e-6f, _sizes.Median) : c.High;
        var ah = Clip(Math.Log(c.High / Math.Max(knownHigh, 1e-3f)), -3, 1.5);
        e[n++] = Math.Min(ah, 0);
        e[n++] = Math.Max(ah, 0);
        e[n++] = Math.Min(ah + 0.7f, 0);
        e[n++] = Clip(Math.Log(c.High / nextHigh), -1.5, 1.5);
        e[n++] = Clip(Math.Log(c.High / rejectedHigh), -1.5, 1.5);
        e[n++] = ramp > 0 ? ramp * Clip(Math.Log(c.High / last.High), -2, 1) : 0;
        e[n++] = Math.Min(ah, 0) * Clip(lg, 0, 0.7);
        e[n++] = Math.Min(ah, 0) * like;
        return QrsScore.Of(e);
    }
}
