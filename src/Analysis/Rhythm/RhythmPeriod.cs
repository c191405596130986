namespace ArrhythmiaVision.Analysis;

/// <summary>One row of a table over time: an hour of a recording, or whatever is asked for.</summary>
/// <param name="Rate">When it is, and the heart rate in it.</param>
/// <param name="Beats">All its beats.</param>
/// <param name="Ventricular">Ventricular ectopic beats.</param>
/// <param name="VentricularCouplets">Couplets of them that begin in it.</param>
/// <param name="VentricularRuns">Runs of them that begin in it.</param>
/// <param name="Supraventricular">Supraventricular ectopic beats.</param>
/// <param name="SupraventricularRuns">Runs of them that begin in it.</param>
/// <param name="Unclassified">Beats put into no class.</param>
/// <param name="Pauses">Pauses that end in it.</param>
/// <param name="UnreadableSeconds">How much of it cannot be read.</param>
public sealed record RhythmPeriod(
    RateBin Rate, int Beats, int Ventricular, int VentricularCouplets, int VentricularRuns, int Supraventricular, int SupraventricularRuns, int Unclassified, int Pauses, double UnreadableSeconds);
