namespace ArrhythmiaVision.Signals;

/// <summary>A stretch of one lead that is all of one condition.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="End">The sample after its last.</param>
/// <param name="Condition">What can be made of it.</param>
public readonly record struct SignalStretch(long Start, long End, SignalCondition Condition);
