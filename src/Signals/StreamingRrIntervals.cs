namespace ArrhythmiaVision.Signals;

/// <summary>RR intervals of every beat and their ratios to what is usual, beat by beat; equal, bit for bit, to what
/// <see cref="RrIntervals"/> measures on the whole record. Not for use by two threads at once.</summary>
public sealed class StreamingRrIntervals
{
    private readonly double _samplingRate;
    private readonly SlidingMedian _running;
    private readonly SlidingMedian _changes = new(RrIntervals.IrregularityBeats);

    private readonly int _localMeanBeats;

    // The newest R peaks, as many as the longer of the means spans.
    private readonly long[] _peaks;
    private long _count;
    private RrFeatures _newest;

    /// <summary>Makes a measurement.</summary>
    /// <param name="samplingRate">Samples a second, above 0.</param>
    /// <param name="medianBeats">Intervals in the running median, 1 or more.</param>
    /// <param name="localMeanBeats">Intervals in the local mean, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public StreamingRrIntervals(double samplingRate, int medianBeats = 256, int localMeanBeats = 10)
    {
        if (!(samplingRate > 0) || !double.IsFinite(samplingRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "The sampling rate must be a number above 0, in samples a second.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(medianBeats);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(localMeanBeats);
        _samplingRate = samplingRate;
        _running = new SlidingMedian(medianBeats);
        _localMeanBeats = localMeanBeats;
        _peaks = new long[Math.Max(medianBeats, localMeanBeats)];
    }

    /// <summary>The features of the newest beat, whose next interval is not known yet (NaN).</summary>
    public RrFeatures Newest => _newest;

    /// <summary>Takes the next beat, and gives the features of the one before it, which are now known.</summary>
    /// <param name="rPeak">The R peak's sample number.</param>
    /// <param name="before">The features of the beat before.</param>
    /// <returns>False for the first beat, which has none before it.</returns>
    /// <exception cref="ArgumentException">The beat comes before the last one in time; nothing was taken in.</exception>
    public bool Push(long rPeak, out RrFeatures before)
    {
        before = default;
        if (_count == 0)
        {
            _newest = new RrFeatures(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN);
        }
        else
        {
            var last = _peaks[(_count - 1) % _peaks.Length];
            if (rPeak < last)
                throw new ArgumentException(Invariant($"The R peaks are not in order of time: beat {_count} at sample {rPeak} comes after beat {_count - 1} at sample {last}. Sort them first."), nameof(rPeak));
            var interval = (float)Seconds(last, rPeak);
            before = _newest with { Next = interval };
            if (_newest.Previous > 0 && interval > 0) _changes.Push(MathF.Abs(MathF.Log(interval / _newest.Previous)));
            _running.Push(interval);
            _newest = new RrFeatures(
                interval, float.NaN, Ratio(interval, _running.Median), Ratio(interval, MeanOfLast(_localMeanBeats, rPeak)),
                Ratio(interval, MeanOfLast(_running.Window, rPeak)), _changes.Median);
        }
        _peaks[_count % _peaks.Length] = rPeak;
        return _count++ > 0;
    }

    /// <summary>Ends the record: gives the features of the last beat, and begins anew.</summary>
    /// <param name="last">The features of the last beat, which has no next interval.</param>
    /// <returns>False if there was no beat.</returns>
    public bool Flush(out RrFeatures last)
    {
        last = _newest;
        var any = _count > 0;
        Reset();
        return any;
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public void Reset()
    {
        _running.Reset();
        _changes.Reset();
        _count = 0;
        _newest = default;
    }

    private float MeanOfLast(int intervals, long rPeak)
    {
        var known = Math.Min(_count, intervals);
        return (float)(Seconds(_peaks[(_count - known) % _peaks.Length], rPeak) / known);
    }

    private double Seconds(long from, long to) => (double)(to - from) / _samplingRate;

    private static float Ratio(float interval, float usual) => usual > 0 ? interval / usual : 1;
}
