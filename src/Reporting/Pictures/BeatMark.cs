namespace ArrhythmiaVision.Reporting;

/// <summary>A beat on a strip.</summary>
/// <param name="Sample">Its R peak in the strip's samples, counted from 0.</param>
/// <param name="Label">What stands over it, as <c>V</c>.</param>
/// <param name="IsEmphasised">Whether it stands out, in bold with a triangle; for beats that are not normal.</param>
public readonly record struct BeatMark(long Sample, string Label, bool IsEmphasised = false);
