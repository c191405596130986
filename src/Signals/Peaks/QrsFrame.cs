namespace ArrhythmiaVision.Signals;

/// <summary>What the bands of the ECG show at one time.</summary>
/// <param name="Real">The QRS band's real part in mV.</param>
/// <param name="Imaginary">The QRS band's imaginary part in mV.</param>
/// <param name="HighReal">The higher band's real part in mV.</param>
/// <param name="HighImaginary">The higher band's imaginary part in mV.</param>
/// <param name="Size">The QRS band's envelope in mV.</param>
/// <param name="High">The envelope of the band above, in mV: strong in QRS complexes, weak in P and T waves.</param>
/// <param name="Fine">The envelope of the highest band, in mV: where muscle noise is.</param>
/// <param name="Low">The envelope of the lowest band, in mV: where T waves and movement are.</param>
/// <param name="Present">The samples up to here that were not missing.</param>
internal readonly record struct QrsFrame(
    float Real, float Imaginary, float HighReal, float HighImaginary, float Size, float High, float Fine, float Low, long Present);
