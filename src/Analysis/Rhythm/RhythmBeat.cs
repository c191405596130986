using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>A beat as its rhythm sees it.</summary>
/// <param name="Time">The R peak's time in seconds from the recording's start.</param>
/// <param name="Class">Its class; <see cref="AamiClass.None"/> or <see cref="AamiClass.Q"/> where it was put into none.</param>
public readonly record struct RhythmBeat(double Time, AamiClass Class);
