namespace ArrhythmiaVision.Evaluation;

/// <summary>Which ectopic beats a run is made of.</summary>
public enum RunKind
{
    /// <summary>Ventricular ectopic beats and fusions; ventricular flutter and fibrillation count as a long run.</summary>
    Ventricular,

    /// <summary>Supraventricular ectopic beats; atrial fibrillation and flutter count as a long run.</summary>
    Supraventricular,
}
