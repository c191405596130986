using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>The R peaks that <see cref="StreamingRPeakDetector"/> finds in the lead as recorded.</summary>
/// <remarks>At rates that the detector does not work at, it works on the lead brought to 360 samples a second.</remarks>
public sealed class DetectedRPeaks : IRPeakSource
{
    private const int Room = 1 << 12;

    private readonly StreamingRPeakDetector _detector;
    private readonly StreamingResampler? _resampler;
    private readonly Resampler? _back;
    private readonly float[] _resampled = [];
    private long[] _found;

    /// <summary>Makes a source.</summary>
    /// <param name="samplingRate">The lead's samples a second, above 0.</param>
    /// <param name="timing">When to decide; prompt for what must be told at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a number above 0, or more than 1000 times more or less than 360; or there is no such timing.</exception>
    public DetectedRPeaks(double samplingRate, RPeakTiming timing = RPeakTiming.Thorough)
    {
        var (rate, lookAhead) = (samplingRate, 0);
        if (!(rate >= StreamingRPeakDetector.MinRate && rate <= StreamingRPeakDetector.MaxRate))
        {
            var there = Resampler.ForBeats(rate);
            rate = there.OutputRate;
            lookAhead = there.LookAhead;
            _resampler = new StreamingResampler(there);
            _back = new Resampler(rate, samplingRate);
            _resampled = new float[Room];
        }
        _detector = new StreamingRPeakDetector(rate, timing);
        _found = new long[_detector.MaxPeaks(Room)];
        MaxDelay = AtOwnRate(_detector.LearningSamples + _detector.Delay);
        Delay = AtOwnRate(_detector.Delay);

        // Both the peak and what it is known by are rounded to a sample.
        long AtOwnRate(int late) => _back is null ? late : _back.MapSample(late) + lookAhead + 2;
    }

    /// <summary>By how many samples a peak comes late at most once the detector has learned how large the complexes are, which takes it three seconds.</summary>
    public long Delay { get; }

    /// <inheritdoc/>
    public long MaxDelay { get; }

    /// <inheritdoc/>
    public void Push(ReadOnlySpan<float> samples, List<RPeak> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        if (_resampler is null) Detect(samples, peaks);
        else Resample(samples, ends: false, peaks);
    }

    /// <inheritdoc/>
    public void Flush(List<RPeak> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        if (_resampler is not null) Resample([], ends: true, peaks);
        Grow(_detector.MaxPeaks(0));
        Add(_detector.Flush(_found), peaks);
    }

    private void Resample(ReadOnlySpan<float> samples, bool ends, List<RPeak> peaks)
    {
        int written;
        do
        {
            _resampler!.Convert(samples, _resampled, ends, out var consumed, out written);
            Detect(_resampled.AsSpan(0, written), peaks);
            samples = samples[consumed..];
        }
        while (written == _resampled.Length);
    }

    private void Detect(ReadOnlySpan<float> samples, List<RPeak> peaks)
    {
        Grow(_detector.MaxPeaks(samples.Length));
        Add(_detector.Push(samples, _found), peaks);
    }

    private void Grow(int most)
    {
        if (_found.Length < most) _found = new long[most];
    }

    private void Add(int count, List<RPeak> peaks)
    {
        foreach (var peak in _found.AsSpan(0, count)) peaks.Add(new RPeak(_back is null ? peak : _back.MapSample(peak)));
    }
}
