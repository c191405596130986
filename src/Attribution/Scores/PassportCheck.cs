namespace ArrhythmiaVision.Attribution;

/// <summary>A check of an explanation, passed or not.</summary>
/// <param name="Name">Which one, in a word or two: <c>deletion</c>, <c>insertion</c>, <c>infidelity</c>, <c>randomisation</c>, <c>noise</c>,
/// <c>shift</c>, <c>agreement</c>, <c>constant map</c>.</param>
/// <param name="Value">What was measured; NaN where there was nothing to measure.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="Failure">What is wrong, in words; null where the check is passed.</param>
public sealed record PassportCheck(string Name, double Value, double Limit, string? Failure)
{
    /// <summary>True if it is passed.</summary>
    public bool IsPassed => Failure is null;
}
