namespace ArrhythmiaVision.Evaluation;

/// <summary>The options of a comparison in samples.</summary>
/// <param name="Start">Where the comparison begins.</param>
/// <param name="End">Where it ends; null where the annotations decide.</param>
/// <param name="Window">The match window.</param>
/// <param name="EndsWithEither">Whether the end of either annotator's beats ends it.</param>
internal readonly record struct ComparisonSpan(long Start, long? End, long Window, bool EndsWithEither);
