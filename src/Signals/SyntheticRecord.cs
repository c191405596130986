namespace ArrhythmiaVision.Signals;

/// <summary>A beat of a synthetic record.</summary>
/// <param name="Sample">The R peak's sample number, counted from 0.</param>
/// <param name="Symbol">The beat's symbol as in MIT-BIH: N, L, R, A or V.</param>
public readonly record struct SyntheticBeat(int Sample, char Symbol);

/// <summary>A synthetic record. Not a recording of anyone: label what is computed from it as synthetic.</summary>
/// <param name="SamplingRate">Samples a second.</param>
/// <param name="Leads">The leads' samples in mV, [leads][samples].</param>
/// <param name="Beats">Every beat, in order of time.</param>
public sealed record SyntheticRecord(double SamplingRate, IReadOnlyList<float[]> Leads, IReadOnlyList<SyntheticBeat> Beats);
