using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Reporting;

/// <summary>The model that judged the beats.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">Its classes in their order.</param>
/// <param name="Card">Its card; null where it has none.</param>
/// <param name="RejectBelow">The probability, for all classes or for each, under which a beat is marked as unsure or put into no class; null where none is.</param>
public sealed record ReportModel(string Name, IReadOnlyList<string> Classes, ModelCard? Card, IReadOnlyList<double>? RejectBelow)
{
    /// <summary>The probability of all classes, or of each by its name; null where there is none.</summary>
    internal string? Limits => RejectBelow is null ? null : RejectLimits.Describe(RejectBelow, Classes);
}
