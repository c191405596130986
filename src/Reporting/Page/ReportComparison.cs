using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Reporting;

/// <summary>A report's beats held against reference annotations.</summary>
/// <param name="Annotator">Who made the reference, as <c>atr</c>.</param>
/// <param name="StartSeconds">Where the comparison begins, in seconds.</param>
/// <param name="Result">The comparison by ANSI/AAMI EC57.</param>
/// <param name="Disagreements">Beats that differ, those to look at first before the others.</param>
public sealed record ReportComparison(string Annotator, double StartSeconds, RecordComparison Result, IReadOnlyList<Disagreement> Disagreements);

/// <summary>A beat that the report and the reference judge differently.</summary>
/// <param name="Time">When, in seconds from the recording's start.</param>
/// <param name="Reference">The reference's label; <see cref="BeatLabel.O"/> where it has no beat.</param>
/// <param name="Report">The report's label; <see cref="BeatLabel.O"/> where it has no beat.</param>
/// <param name="Probability">The probability of the report's label; NaN where there is none.</param>
public readonly record struct Disagreement(double Time, BeatLabel Reference, BeatLabel Report, double Probability);
