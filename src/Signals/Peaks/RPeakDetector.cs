namespace ArrhythmiaVision.Signals;

/// <summary>Finds R peaks in a whole record.</summary>
public static class RPeakDetector
{
    /// <summary>Finds the R peaks.</summary>
    /// <param name="signal">One lead in mV.</param>
    /// <param name="samplingRate">Samples a second.</param>
    /// <returns>Sample numbers in order.</returns>
    public static long[] Detect(ReadOnlySpan<float> signal, double samplingRate)
    {
        var detector = new StreamingRPeakDetector(samplingRate);
        var peaks = new long[(int)(signal.Length / samplingRate / 0.1) + 64];
        var n = detector.Push(signal, peaks);
        n += detector.Flush(peaks.AsSpan(n));
        return peaks[..n];
    }
}
