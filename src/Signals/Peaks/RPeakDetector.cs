namespace ArrhythmiaVision.Signals;

/// <summary>Finds the R peaks of a whole record, in one lead: the same that <see cref="StreamingRPeakDetector"/> finds.</summary>
public static class RPeakDetector
{
    private const int Chunk = 4096;

    /// <summary>Finds the R peaks.</summary>
    /// <param name="signal">One lead in mV, as recorded: neither filtered nor scaled; NaN where samples are missing.</param>
    /// <param name="samplingRate">Samples a second, <see cref="StreamingRPeakDetector.MinRate"/> to <see cref="StreamingRPeakDetector.MaxRate"/>.</param>
    /// <param name="timing">How far ahead to look; thorough but to find what a live stream finds.</param>
    /// <returns>The peaks' sample numbers, counted from 0, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside these, or there is no such timing.</exception>
    public static long[] Detect(ReadOnlySpan<float> signal, double samplingRate, RPeakTiming timing = RPeakTiming.Thorough)
    {
        var detector = new StreamingRPeakDetector(samplingRate, timing);
        var found = new List<long>();
        var peaks = new long[detector.MaxPeaks(Chunk)];
        for (; !signal.IsEmpty; signal = signal[Math.Min(Chunk, signal.Length)..])
            found.AddRange(peaks.AsSpan(0, detector.Push(signal[..Math.Min(Chunk, signal.Length)], peaks)));
        found.AddRange(peaks.AsSpan(0, detector.Flush(peaks)));
        return [.. found];
    }
}
