using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>A share with the counts it comes from, such as a sensitivity of 2,264 in 2,273 beats.</summary>
/// <param name="Part">How many have the property.</param>
/// <param name="Whole">How many there are.</param>
public readonly record struct Proportion(long Part, long Whole)
{
    /// <summary>Whether there is anything to take a share of.</summary>
    public bool IsDefined => Whole > 0;

    /// <summary>The share, 0 to 1; NaN where it is not defined.</summary>
    public double Value => IsDefined ? Part / (double)Whole : double.NaN;

    /// <summary>The share in percent; NaN where it is not defined.</summary>
    public double Percent => IsDefined ? 100.0 * Part / Whole : double.NaN;

    /// <summary>The share in percent and its counts, as <c>99.60% (2264/2273)</c>; a hyphen where it is not defined.</summary>
    public override string ToString() => IsDefined
        ? string.Create(CultureInfo.InvariantCulture, $"{Percent:F2}% ({Part}/{Whole})")
        : string.Create(CultureInfo.InvariantCulture, $"- ({Part}/{Whole})");
}
