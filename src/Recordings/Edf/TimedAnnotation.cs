namespace ArrhythmiaVision.Recordings;

/// <summary>One entry of a time-stamped annotations list of EDF+.</summary>
/// <param name="Onset">Seconds from the recording's start.</param>
/// <param name="Text">What is said.</param>
internal readonly record struct TimedAnnotation(double Onset, string Text);
