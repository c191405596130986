using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Transforms;

/// <summary>Finds the R peaks of a whole record at any rate.</summary>
internal static class DetectedPeaks
{
    /// <summary>The peaks in samples of the signal, in order of time. At rates that the detector does not work at, it works on the signal brought to the models' rate.</summary>
    /// <param name="signal">The lead as recorded, mV.</param>
    /// <param name="rate">Its samples a second.</param>
    /// <param name="resampler">What brings it to the models' rate.</param>
    public static long[] Find(ReadOnlySpan<float> signal, float rate, Resampler resampler)
    {
        if (rate is >= (float)StreamingRPeakDetector.MinRate and <= (float)StreamingRPeakDetector.MaxRate)
            return RPeakDetector.Detect(signal, rate);
        long[] peaks = RPeakDetector.Detect(resampler.Resample(signal), resampler.OutputRate);
        var back = new Resampler(resampler.OutputRate, rate);
        back.MapSamples(peaks, peaks);

        // The last peak can round up to the sample after the last.
        int last = signal.Length - 1;
        return Array.FindAll(peaks, peak => peak <= last);
    }
}
