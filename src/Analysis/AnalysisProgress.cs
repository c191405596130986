namespace ArrhythmiaVision.Analysis;

/// <summary>How far an analysis is.</summary>
/// <param name="Samples">Samples whose beats have been given out.</param>
/// <param name="Length">Samples in all; null where that is not known.</param>
/// <param name="Beats">Beats given out.</param>
public readonly record struct AnalysisProgress(long Samples, long? Length, long Beats);
