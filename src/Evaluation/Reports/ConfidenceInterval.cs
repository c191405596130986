using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Between which values a figure would lie had other patients been tested.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Level">The share of repetitions that the interval is meant to hold, such as 0.95.</param>
/// <param name="Resamples">How many resamples it comes from: those in which the figure is defined.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level, int Resamples)
{
    /// <summary>The ends with three decimals, as <c>0.871 to 0.936</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lower:F3} to {Upper:F3}");
}
