using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>RR intervals of every beat of a record, and their ratios to what is usual in the record.</summary>
/// <remarks>
/// <para>Give the R peaks of <em>every</em> beat, whatever its class, before any is dropped: an interval is from one beat to the
/// next, and leaving a beat out would double it.</para>
/// <para>The ratios look back only, so that a beat's features are known one beat later (for the next RR interval) and are the same
/// in a whole record and in a stream. With <c>RR[i] = (r[i] − r[i−1]) / rate</c> for beats <c>i = 1, 2, …</c>:</para>
/// <list type="bullet">
/// <item>the running median of beat <c>i</c> is the median of <c>RR[i−M+1 … i]</c>, <c>M</c> = <see cref="MedianBeats"/>, or of as
/// many of them as there are so far; of an even number, the mean of the two in the middle;</item>
/// <item>the local mean of beat <c>i</c> is the mean of <c>RR[i−K+1 … i]</c>, <c>K</c> = <see cref="LocalMeanBeats"/>, or of as many
/// as there are so far;</item>
/// <item>the running mean of beat <c>i</c> is the mean of the intervals of the running median: where ectopic beats are in the majority the
/// median is theirs, but the pauses after them still lengthen the mean;</item>
/// <item>the irregularity of beat <c>i</c> is the median of <c>|ln(RR[j] / RR[j−1])|</c> over the last 256 such changes: a few early beats
/// leave it low, atrial fibrillation does not.</item>
/// </list>
/// <para>The beat's own interval is in all, so the second beat's ratios are 1. The first beat has no previous interval and the last
/// no next one: these, and the first beat's ratios, are NaN. Where every interval in the window is 0 (annotations on one sample)
/// a ratio is 1. The ten-interval local mean follows de Chazal, O'Dwyer and Reilly, IEEE Trans. Biomed. Eng. 51(7):1196–1206, 2004,
/// who centre it on the beat.</para>
/// </remarks>
public sealed class RrIntervals
{
    internal const int IrregularityBeats = 256;

    /// <summary>Makes a measurement.</summary>
    /// <param name="samplingRate">Samples a second, above 0.</param>
    /// <param name="medianBeats">Intervals in the running median, 1 or more.</param>
    /// <param name="localMeanBeats">Intervals in the local mean, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RrIntervals(double samplingRate, int medianBeats = 256, int localMeanBeats = 10)
    {
        if (!(samplingRate > 0) || !double.IsFinite(samplingRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "The sampling rate must be a number above 0, in samples a second.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(medianBeats);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(localMeanBeats);
        SamplingRate = samplingRate;
        MedianBeats = medianBeats;
        LocalMeanBeats = localMeanBeats;
    }

    /// <summary>Samples a second.</summary>
    public double SamplingRate { get; }

    /// <summary>The number of intervals in the running median.</summary>
    public int MedianBeats { get; }

    /// <summary>The number of intervals in the local mean.</summary>
    public int LocalMeanBeats { get; }

    /// <summary>Measures every beat.</summary>
    /// <typeparam name="TSample">The type of the sample numbers, as <see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="rPeaks">The sample numbers of every beat's R peak, in order of time.</param>
    /// <param name="features">Receives the features, one a beat.</param>
    /// <exception cref="ArgumentException">The R peaks are not in order of time, or the spans' lengths differ.</exception>
    public void Measure<TSample>(ReadOnlySpan<TSample> rPeaks, Span<RrFeatures> features)
        where TSample : IBinaryInteger<TSample>
    {
        if (features.Length != rPeaks.Length)
            throw new ArgumentException(Invariant($"There are {rPeaks.Length} R peaks but {features.Length} places for features."), nameof(features));
        if (rPeaks.Length == 0) return;

        var stream = new StreamingRrIntervals(SamplingRate, Math.Min(MedianBeats, rPeaks.Length), Math.Min(LocalMeanBeats, rPeaks.Length));
        for (var i = 0; i < rPeaks.Length; i++)
        {
            if (i > 0 && rPeaks[i] < rPeaks[i - 1])
                throw new ArgumentException(Invariant($"The R peaks are not in order of time: beat {i} at sample {rPeaks[i]} comes after beat {i - 1} at sample {rPeaks[i - 1]}. Sort them first."), nameof(rPeaks));
            if (stream.Push(long.CreateChecked(rPeaks[i]), out var before)) features[i - 1] = before;
        }
        if (stream.Flush(out var last)) features[^1] = last;
    }
}
