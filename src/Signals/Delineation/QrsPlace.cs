namespace ArrhythmiaVision.Signals;

/// <summary>Where a QRS complex lies in <see cref="BeatSignals"/>.</summary>
/// <param name="R">The R peak.</param>
/// <param name="Onset">The onset.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Slope">The steepest slope.</param>
internal readonly record struct QrsPlace(double R, double Onset, double Offset, float Slope);
