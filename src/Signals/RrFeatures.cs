namespace ArrhythmiaVision.Signals;

/// <summary>One beat's RR intervals and their ratios, as <see cref="RrIntervals"/> measures them.</summary>
/// <param name="Previous">The interval from the beat before to this one, in seconds; NaN for the first beat.</param>
/// <param name="Next">The interval from this beat to the next, in seconds; NaN for the last beat.</param>
/// <param name="RatioToMedian"><paramref name="Previous"/> divided by the record's running median; NaN for the first beat.</param>
/// <param name="RatioToLocalMean"><paramref name="Previous"/> divided by the local mean; NaN for the first beat.</param>
/// <param name="RatioToLong"><paramref name="Previous"/> divided by the record's long interval; NaN for the first beat.</param>
public readonly record struct RrFeatures(float Previous, float Next, float RatioToMedian, float RatioToLocalMean, float RatioToLong);
