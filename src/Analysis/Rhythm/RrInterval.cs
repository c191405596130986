namespace ArrhythmiaVision.Analysis;

/// <summary>An interval between two beats that follow one another in readable signal.</summary>
/// <param name="Beat">The number of the beat that ends it, from 0.</param>
/// <param name="Time">Where it ends, in seconds from the recording's start.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="IsNormal">Whether both beats are of class N (an NN interval).</param>
public readonly record struct RrInterval(int Beat, double Time, double Seconds, bool IsNormal);
