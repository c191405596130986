namespace ArrhythmiaVision.Signals;

/// <summary>The waves of one beat. What is null was not found: no P wave in atrial fibrillation, nothing where samples are missing.</summary>
/// <param name="RPeak">The R peak as it was given: the beat's name.</param>
/// <param name="P">The P wave before the QRS complex, if there is one.</param>
/// <param name="Qrs">The QRS complex; null where the signal about the R peak is missing or flat.</param>
/// <param name="T">The T wave after the QRS complex, if there is one.</param>
public readonly record struct BeatDelineation(long RPeak, Wave? P, QrsComplex? Qrs, Wave? T);
