namespace ArrhythmiaVision.Analysis;

/// <summary>A heart rate at a time.</summary>
/// <param name="Time">The middle of the time it was measured over, in seconds from the recording's start.</param>
/// <param name="BeatsPerMinute">The rate.</param>
public readonly record struct RatePoint(double Time, double BeatsPerMinute);

/// <summary>The heart rate in one part of a recording.</summary>
/// <param name="Start">Where it begins, in seconds from the recording's start.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Mean">Beats a minute over its intervals; NaN where there are none.</param>
/// <param name="Lowest">The lowest rate over <see cref="RhythmAnalysis.RateIntervals"/> intervals that ends in it; NaN where there is none.</param>
/// <param name="Highest">The highest such rate; NaN where there is none.</param>
public readonly record struct RateBin(double Start, double End, double Mean, double Lowest, double Highest);
