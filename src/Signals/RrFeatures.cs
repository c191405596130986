namespace ArrhythmiaVision.Signals;

/// <summary>One beat's RR intervals and their ratios, as <see cref="RrIntervals"/> measures them.</summary>
/// <param name="Previous">The interval from the beat before to this one, in seconds; NaN for the first beat.</param>
/// <param name="Next">The interval from this beat to the next, in seconds; NaN for the last beat.</param>
/// <param name="RatioToMedian"><paramref name="Previous"/> divided by the record's running median; NaN for the first beat.</param>
/// <param name="RatioToLocalMean"><paramref name="Previous"/> divided by the local mean; NaN for the first beat.</param>
/// <param name="RatioToMean"><paramref name="Previous"/> divided by the record's running mean; NaN for the first beat.</param>
/// <param name="Irregularity">By how much intervals change from one to the next of late, as the median of |ln ratio|: some hundredths in sinus
/// rhythm, above a tenth in atrial fibrillation; NaN for the first two beats.</param>
public readonly record struct RrFeatures(float Previous, float Next, float RatioToMedian, float RatioToLocalMean, float RatioToMean, float Irregularity);
