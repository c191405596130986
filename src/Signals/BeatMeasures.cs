namespace ArrhythmiaVision.Signals;

/// <summary>How a beat stands to those before it in its record, as <see cref="UsualBeat"/> measures it.</summary>
/// <param name="Scale">What is usual in the record so far for the measure by which beats are scaled, in the signal's unit; this beat is counted in.</param>
/// <param name="QrsDistance">1 less the correlation of the beat's QRS complex with the usual one: 0 for the same shape, up to 2.</param>
/// <param name="QrsSizeRatio">The height of the beat's QRS complex, peak to peak, divided by that of the usual one.</param>
/// <param name="QrsWidthRatio">How long the beat's QRS complex lasts, divided by what is usual; this beat is counted in.</param>
/// <param name="QrsAreaRatio">The area under the beat's QRS complex, divided by what is usual; this beat is counted in.</param>
/// <param name="PCoherence">How alike the stretches before the QRS complexes of the last beats are, from 0 to 1: near 1 where a P wave goes before each,
/// low in atrial fibrillation; 1 for the first beat.</param>
/// <param name="AtrialCycles">How many atrial cycles there were to an RR interval of late, this beat's counted in: 1 where every P wave is conducted, 2 where
/// every second one is blocked; 1 for the first beat.</param>
public readonly record struct BeatMeasures(float Scale, float QrsDistance, float QrsSizeRatio, float QrsWidthRatio, float QrsAreaRatio, float PCoherence, float AtrialCycles);
