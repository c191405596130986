namespace ArrhythmiaVision.Signals;

/// <summary>
/// Weighs the evidence for a candidate's being a QRS complex: its size, steepness and shape beside those of the last beats, its
/// neighbours, the rhythm, and the noise about it. The weighted sum is the logarithm of the odds.
/// </summary>
internal sealed class QrsEvidence
{
    /// <summary>How far a candidate's neighbours are looked at, in seconds.</summary>
    public const double Reach = 1;

    /// <summary>The smallest QRS complex in mV of the QRS band's envelope.</summary>
    public const float SmallestSize = 0.02f;

    /// <summary>The shortest time from beat to beat in seconds.</summary>
    public const double Refractory = 0.2;

    private const double Near = 0.25;
    private const double TWave = 0.4;
    private const double Bump = 0.07;
    private const double NoiseHalf = 0.5;
    private const double UsualInterval = 0.8;
    private const double Patience = 2.5;
    private const double HalvingTime = 1.5;

    private readonly SlidingBuffer<QrsFrame> _frames;
    private readonly CandidateQueue _candidates;
    private readonly BeatTemplates _templates;
    private readonly int _noiseHalf;
    private readonly double _ahead;
    private readonly SlidingMedian _sizes = new(8);
    private readonly SlidingMedian _highs = new(8);
    private readonly SlidingMedian _intervals = new(8);
    private readonly SlidingMedian _sharpnesses = new(16);
    private readonly SlidingMedian _finenesses = new(16);
    private readonly SlidingMedian _slownesses = new(16);
    private readonly float[] _evidence = new float[QrsWeights.Count];

    /// <summary>Makes it.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="ahead">How far neighbours after a candidate are looked at, in seconds, at most <see cref="Reach"/>.</param>
    public QrsEvidence(SlidingBuffer<QrsFrame> frames, CandidateQueue candidates, double frameRate, double ahead)
    {
        _ahead = ahead;
        _frames = frames;
        _candidates = candidates;
        _templates = new BeatTemplates(frameRate);
        _noiseHalf = (int)Math.Round(NoiseHalf * frameRate);
    }

    /// <summary>The size of a QRS complex as long as no beat has been found, in mV.</summary>
    public float FirstSize { get; set; }

    public void Reset()
    {
        FirstSize = 0;
        _templates.Reset();
        _sizes.Reset();
        _highs.Reset();
        _intervals.Reset();
        _sharpnesses.Reset();
        _finenesses.Reset();
        _slownesses.Reset();
    }

    /// <summary>Takes in a beat.</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="last">The beat before it, if any.</param>
    public void Learn(in QrsCandidate beat, in QrsCandidate? last)
    {
        _templates.Likeness(_frames, beat.Frame);
        _templates.Learn();
        if (last is { } before && beat.Time - before.Time is > 0.25 and < 2.5 and var interval) _intervals.Push((float)interval);
        _sizes.Push(beat.Size);
        _highs.Push(beat.High);
        _sharpnesses.Push(beat.Sharpness);
        _finenesses.Push(beat.Fineness);
        _slownesses.Push(beat.Slowness);
    }

    /// <summary>Whether the frames that a candidate's shape is read off are all there.</summary>
    /// <param name="index">The candidate's index.</param>
    public bool CanScore(int index) => _candidates[index].Frame + _templates.Half < _frames.Count;

    /// <summary>The logarithm of the odds that a candidate is a QRS complex.</summary>
    /// <param name="index">The candidate's index.</param>
    /// <param name="last">The beat before it, if any.</param>
    public float Score(int index, in QrsCandidate? last)
    {
        var c = _candidates[index];
        var since = last is { } before ? c.Time - before.Time : UsualInterval;
        var size = ExpectedSize(since);
        var around = LookAround(index, size);
        var noise = MeanAbout(c.Frame);

        var small = Ratio(c.Size, size, -3, 1.5);
        var below = Math.Min(small, 0);
        var high = Ratio(c.High, _highs.Count > 0 ? Math.Max(size * _highs.Median / _sizes.Median, 1e-3f) : c.High, -3, 1.5);
        var highBelow = Math.Min(high, 0);
        var rhythm = _intervals.Count > 0 ? _intervals.Median : UsualInterval;
        var relative = since / rhythm;
        var gap = Clip(Math.Log((since + around.NextStrong) / rhythm), -1.2, 1.4);
        var wideGap = Math.Clamp(gap, 0, 0.7f);
        var likeness = _templates.Likeness(_frames, c.Frame);
        var sharp = _sharpnesses.Count > 0 ? Clip(c.Sharpness - _sharpnesses.Median, -1.5, 1.5) : 0;
        var fine = _finenesses.Count > 0 ? Clip(c.Fineness - _finenesses.Median, -1.5, 1.5) : 0;
        var slow = _slownesses.Count > 0 ? Clip(c.Slowness - _slownesses.Median, -1.5, 1.5) : 0;
        var noisy = Ratio(Math.Max(noise.Size, 1e-4f), size, -3, 1) + 1.5f;
        var fineAboveNoise = Ratio(c.Fine, Math.Max(noise.Fine, 1e-5f), 0, 3);

        // Where a T wave of the last beat would be, the candidate is held against that beat.
        var early = last is null ? 0 : Clip((0.45 - since) / 0.1, 0, 1);
        var other = last ?? c;

        var e = _evidence;
        var n = 0;
        e[n++] = 1;

        // Its size, and its neighbours'.
        e[n++] = below;
        e[n++] = Math.Max(small, 0);
        e[n++] = Math.Min(small + 0.7f, 0);
        e[n++] = Ratio(c.Size, around.SizeSoon, -1.5, 1.5);
        e[n++] = Ratio(c.Size, around.SizeLater, -1.5, 0.5);
        e[n++] = Ratio(c.Size, around.SizeBefore, -1.5, 1.5);

        // Whether it comes too early, and then whether it is a T wave.
        e[n++] = last is null ? 0 : Math.Max(0, 0.36f - (float)since) * 10;
        e[n++] = early * Ratio(c.Size, other.Size, -2, 1);
        e[n++] = early * Clip(c.Sharpness - other.Sharpness, -1.5, 1.5);

        // The rhythm: the interval before it, and the gap it would leave.
        e[n++] = (float)Math.Min(relative, 1) - 1;
        e[n++] = Clip(relative - 1, 0, 1.5);
        e[n++] = gap;
        e[n++] = Math.Max(0, gap - 0.4f);

        // Its shape.
        e[n++] = likeness;
        e[n++] = Math.Max(0, likeness - 0.8f) * 5;
        e[n++] = Math.Min(sharp, 0);
        e[n++] = Math.Max(sharp, 0);

        // What is about it.
        e[n++] = Math.Min(around.Crowd, 20) / 10;
        e[n++] = Ratio(c.Size, Math.Max(noise.Size, 1e-4f), 0, 3);

        // A small one is believed in a gap and if it looks like a beat.
        e[n++] = below * wideGap;
        e[n++] = below * likeness;
        e[n++] = (float)Math.Exp(-0.5 * Math.Pow(Math.Log(Math.Max(relative, 0.01)) / 0.12, 2));
        e[n++] = sharp * below;

        // The same of the higher band, where P and T waves are weak.
        e[n++] = highBelow;
        e[n++] = Math.Max(high, 0);
        e[n++] = Math.Min(high + 0.7f, 0);
        e[n++] = Ratio(c.High, around.HighSoon, -1.5, 1.5);
        e[n++] = Ratio(c.High, around.HighBefore, -1.5, 1.5);
        e[n++] = early * Ratio(c.High, other.High, -2, 1);
        e[n++] = highBelow * wideGap;
        e[n++] = highBelow * likeness;

        // In noise other evidence counts.
        e[n++] = noisy;
        e[n++] = noisy * likeness;
        e[n++] = noisy * below;
        e[n++] = noisy * sharp;

        // The outer bands: muscle noise above, movement below.
        e[n++] = Math.Min(fine, 0);
        e[n++] = Math.Max(fine, 0);
        e[n++] = Math.Min(slow, 0);
        e[n++] = Math.Max(slow, 0);
        e[n++] = fineAboveNoise;
        e[n++] = fineAboveNoise * Math.Max(fine, 0);
        e[n++] = Ratio(c.Size, Math.Max(noise.Low, 1e-5f), -2, 2);
        e[n++] = early * Clip(c.Slowness - other.Slowness, -1.5, 1.5);
        e[n++] = early * Clip(c.Fineness - other.Fineness, -1.5, 1.5);
        e[n++] = noisy * slow;
        e[n++] = noisy * noisy;
        e[n] = noisy * fineAboveNoise;
        return QrsWeights.Sum(e);
    }

    // The size falls in a long pause, so that beats grown small are found again.
    private float ExpectedSize(double since)
    {
        var size = Math.Max(SmallestSize, _sizes.Count > 0 ? _sizes.Median : FirstSize);
        if (_sizes.Count is > 0 and < 4) size = Math.Min(size, FirstSize);
        if (since > Patience) size *= (float)Math.Pow(0.5, (since - Patience) / HalvingTime);
        return Math.Max(size, SmallestSize);
    }

    private Surroundings LookAround(int index, float expected)
    {
        ref readonly var c = ref _candidates[index];
        var around = new Surroundings
        {
            SizeSoon = SmallestSize, SizeLater = SmallestSize, SizeBefore = SmallestSize, HighSoon = SmallestSize, HighBefore = SmallestSize, NextStrong = Expected(),
        };
        var isNextSeen = false;
        for (var i = index + 1; i < _candidates.Count; i++)
        {
            ref readonly var o = ref _candidates[i];
            var distance = o.Time - c.Time;
            // A bump is known only when it is over.
            if (distance > _ahead - Bump) break;
            if (distance <= Near) (around.SizeSoon, around.HighSoon) = (Math.Max(around.SizeSoon, o.Size), Math.Max(around.HighSoon, o.High));
            else if (distance <= TWave) around.SizeLater = Math.Max(around.SizeLater, o.Size);
            if (distance > Refractory && !isNextSeen && o.Size > 0.6f * expected) (around.NextStrong, isNextSeen) = (distance, true);
            around.Crowd += Math.Min(1, o.Size / c.Size);
        }
        around.Crowd *= (float)(Reach / _ahead);
        for (var i = index - 1; i >= 0; i--)
        {
            ref readonly var o = ref _candidates[i];
            var distance = c.Time - o.Time;
            if (distance > Reach) break;
            if (distance <= Near && !o.IsBeat) (around.SizeBefore, around.HighBefore) = (Math.Max(around.SizeBefore, o.Size), Math.Max(around.HighBefore, o.High));
            around.Crowd += Math.Min(1, o.Size / c.Size);
        }
        return around;
    }

    // When the next beat comes, where none is seen as far as one looks: not within that time, and else when it is expected.
    private double Expected() => _ahead >= Reach ? Reach : Math.Clamp(_intervals.Count > 0 ? _intervals.Median : UsualInterval, _ahead, Reach);

    private (float Size, float Fine, float Low) MeanAbout(long frame)
    {
        float size = 0, fine = 0, low = 0;
        var end = Math.Min(frame + _noiseHalf, _frames.Count - 1);
        var run = _frames.Run(frame - _noiseHalf, (int)(end - frame) + _noiseHalf + 1);
        foreach (ref readonly var f in run) (size, fine, low) = (size + f.Size, fine + f.Fine, low + f.Low);
        return (size / run.Length, fine / run.Length, low / run.Length);
    }

    private static float Clip(double value, double low, double high) => (float)Math.Clamp(value, low, high);

    private static float Ratio(float a, float b, double low, double high) => Clip(Math.Log(a / b), low, high);

    /// <summary>A candidate's neighbours.</summary>
    private struct Surroundings
    {
        /// <summary>The largest within 250 ms after it, in mV.</summary>
        public float SizeSoon, HighSoon;

        /// <summary>The largest from 250 to 400 ms after it, in mV.</summary>
        public float SizeLater;

        /// <summary>The largest within 250 ms before it that is no beat, in mV.</summary>
        public float SizeBefore, HighBefore;

        /// <summary>When the next one as large as a beat comes, in seconds.</summary>
        public double NextStrong;

        /// <summary>How many there are within a second to each side, smaller ones counting by their size.</summary>
        public float Crowd;
    }
}
