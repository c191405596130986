namespace ArrhythmiaVision.Analysis;

/// <summary>How the intervals between normal beats (NN) vary; NaN where there are too few.</summary>
/// <remarks>SDNN, RMSSD and pNN50 as in the Task Force of the ESC and NASPE, Heart rate variability, Circulation 93(5):1043-1065 (1996), table 1; SD1 and
/// SD2 of the Poincaré plot as in Brennan, Palaniswami and Kamen, IEEE Trans Biomed Eng 48(11):1342-1347 (2001).</remarks>
/// <param name="Intervals">How many NN intervals there are.</param>
/// <param name="Mean">Their mean, in seconds.</param>
/// <param name="Sdnn">Their standard deviation, in seconds.</param>
/// <param name="Rmssd">The root mean square of the differences between neighbours, in seconds.</param>
/// <param name="Pnn50">The share of neighbours that differ by more than 50 ms, 0 to 1.</param>
/// <param name="Sd1">The standard deviation across the Poincaré plot's diagonal, in seconds.</param>
/// <param name="Sd2">The standard deviation along it, in seconds.</param>
public readonly record struct RrVariability(int Intervals, double Mean, double Sdnn, double Rmssd, double Pnn50, double Sd1, double Sd2);
