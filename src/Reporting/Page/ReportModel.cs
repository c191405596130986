using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Reporting;

/// <summary>The model that judged the beats.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">Its classes in their order.</param>
/// <param name="Card">Its card; null where it has none.</param>
/// <param name="RejectBelow">The probability under which a beat is marked as unsure or put into no class; null where none is.</param>
public sealed record ReportModel(string Name, IReadOnlyList<string> Classes, ModelCard? Card, double? RejectBelow);
