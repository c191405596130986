namespace ArrhythmiaVision.Analysis;

/// <summary>Where the R peaks of a recording come from: an annotation file, a detector.</summary>
/// <remarks>The engine hands a source every sample of the lead as recorded, before it is denoised, and takes the peaks in order of time. A
/// source belongs to one recording. Its members are called one at a time, but not always from one thread.</remarks>
public interface IRPeakSource
{
    /// <summary>By how many samples a peak may come late: after <see cref="Push"/> has taken t samples, no peak before
    /// <c>t − MaxDelay</c> is still to come.</summary>
    long MaxDelay { get; }

    /// <summary>Takes the next samples and gives the peaks that are due.</summary>
    /// <param name="samples">The next samples of the lead, mV; NaN where missing.</param>
    /// <param name="peaks">Takes the peaks, in order of time, at its end.</param>
    void Push(ReadOnlySpan<float> samples, List<RPeak> peaks);

    /// <summary>Ends the recording and gives the peaks that are left.</summary>
    /// <param name="peaks">Takes the peaks, in order of time, at its end.</param>
    void Flush(List<RPeak> peaks);
}
